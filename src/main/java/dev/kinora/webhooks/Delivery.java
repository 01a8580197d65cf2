package dev.kinora.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to a webhook and what became of it.
 *
 * @param id the one in the message
 * @param attempts how often it was tried
 * @param responseStatus of the last answer; null without one
 * @param responseBody its beginning
 * @param problem why it was not accepted
 * @param took how long the last attempt took
 * @param nextAttemptAt null for at once, or not any more
 */
public record Delivery(
        UUID id,
        String event,
        State state,
        int attempts,
        @Nullable Integer responseStatus,
        @Nullable String responseBody,
        @Nullable String problem,
        @Nullable Duration took,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant nextAttemptAt) {

    public enum State {
        queued,
        delivered,
        failed
    }
}
