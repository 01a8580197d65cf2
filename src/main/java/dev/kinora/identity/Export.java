package dev.kinora.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's latest export and how far it is.
 *
 * @param job that makes it
 * @param progress in percent
 * @param step what is being done; null before it begins and after it ended
 * @param expiresAt when it is deleted
 * @param size in bytes; null until it is ready
 * @param problem why there is none, in a sentence; null unless it failed
 */
public record Export(
        UUID job,
        State state,
        int progress,
        @Nullable String step,
        Instant askedAt,
        @Nullable Instant madeAt,
        Instant expiresAt,
        @Nullable Integer size,
        @Nullable String problem) {
    public enum State {
        making,
        ready,
        failed
    }
}
