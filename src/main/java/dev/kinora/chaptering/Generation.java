package dev.kinora.chaptering;

import dev.kinora.jobs.Job;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a machine is with the chapters of a film.
 *
 * @param job the last one; null where there was none
 * @param message what it does, or why it failed
 */
public record Generation(
        State state, @Nullable UUID job, @Nullable String message) {
    static final Generation NONE = new Generation(State.none, null, null);

    /** As the API says it. */
    public enum State {
        none,
        waiting,
        running,
        failed,
        done
    }

    static Generation of(Job job) {
        return switch (job.state()) {
            case ready, scheduled, gated, waiting -> new Generation(State.waiting, job.id(), job.sentence());
            case running -> new Generation(State.running, job.id(), job.step());
            case completed -> new Generation(State.done, job.id(), null);
            case failed -> new Generation(State.failed, job.id(), job.sentence());
            case cancelled -> new Generation(State.none, job.id(), null);
        };
    }
}
