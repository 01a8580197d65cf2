package dev.kinora.jobs;

import dev.kinora.schema.enums.ParentFailure;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be said about a job beside its payload.
 *
 * @param user on whose behalf; null for whoever asks, or the installation
 * @param priority null for its kind's
 * @param attempts null for its kind's
 * @param at not before; null for at once
 * @param after what it waits for
 * @param whenParentFails what becomes of it when one of these fails or is cancelled
 */
public record JobOptions(
        @Nullable UUID user,
        @Nullable UUID video,
        @Nullable Integer priority,
        @Nullable Integer attempts,
        @Nullable Instant at,
        @Nullable Gate gate,
        @Nullable Unique unique,
        List<JobId> after,
        ParentFailure whenParentFails) {
    private static final JobOptions NONE =
            new JobOptions(null, null, null, null, null, null, null, List.of(), ParentFailure.block);

    public JobOptions {
        after = List.copyOf(after);
        if (unique != null && !after.isEmpty()) {
            throw new IllegalArgumentException(
                    "a job under a key waits for no other; let the one that enqueues it wait");
        }
    }

    public static JobOptions none() {
        return NONE;
    }

    public JobOptions user(UUID other) {
        return new JobOptions(other, video, priority, attempts, at, gate, unique, after, whenParentFails);
    }

    public JobOptions video(UUID other) {
        return new JobOptions(user, other, priority, attempts, at, gate, unique, after, whenParentFails);
    }

    public JobOptions priority(int other) {
        return new JobOptions(user, video, other, attempts, at, gate, unique, after, whenParentFails);
    }

    public JobOptions attempts(int other) {
        return new JobOptions(user, video, priority, other, at, gate, unique, after, whenParentFails);
    }

    public JobOptions at(Instant other) {
        return new JobOptions(user, video, priority, attempts, other, gate, unique, after, whenParentFails);
    }

    public JobOptions gate(String name, int limit) {
        return new JobOptions(
                user, video, priority, attempts, at, new Gate(name, limit), unique, after, whenParentFails);
    }

    public JobOptions unique(Unique other) {
        return new JobOptions(user, video, priority, attempts, at, gate, other, after, whenParentFails);
    }

    public JobOptions after(List<JobId> parents, ParentFailure policy) {
        return new JobOptions(user, video, priority, attempts, at, gate, unique, parents, policy);
    }

    public JobOptions after(JobId... parents) {
        return after(List.of(parents), whenParentFails);
    }
}
