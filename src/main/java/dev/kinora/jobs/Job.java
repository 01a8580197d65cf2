package dev.kinora.jobs;

import dev.kinora.schema.enums.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as lists show it.
 *
 * @param user on whose behalf; null for the installation's own
 * @param username null also for somebody the viewer may not see
 * @param task which of its kind's tasks it is, where the kind has several
 * @param obstacle why it does not begin though it is queued
 * @param attempts how often it was begun
 * @param step what it is doing, in a few words
 * @param dueAt not before; in the past for what may run
 * @param startedAt of the last attempt
 * @param expectedEndAt as far as one can tell from its progress
 * @param stoppingSince when somebody asked to stop it while it ran
 * @param waitsFor how many of the jobs it waits for have not ended
 */
public record Job(
        UUID id,
        String type,
        @Nullable String task,
        String lane,
        JobState state,
        JobStatus status,
        @Nullable Obstacle obstacle,
        int priority,
        @Nullable UUID user,
        @Nullable String username,
        @Nullable UUID video,
        @Nullable String videoTitle,
        int attempts,
        int maxAttempts,
        int percent,
        @Nullable String step,
        Instant createdAt,
        Instant dueAt,
        Instant statusChangedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Duration took,
        @Nullable Instant expectedEndAt,
        @Nullable Instant stoppingSince,
        int waitsFor,
        boolean othersWait,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        Instant updatedAt) {
    public boolean isEnded() {
        return state.isEnded();
    }

    /** Why it failed, as people are told who are no admins. */
    public @Nullable String sentence() {
        return JobError.sentence(errorCode, errorMessage);
    }

    public boolean isStopping() {
        return stoppingSince != null && !isEnded();
    }
}
