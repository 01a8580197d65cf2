package dev.kinora.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told of events.
 *
 * @param events by their words; empty for all there are and all that will come
 * @param pausedAt since when nothing is sent; null while it is at work
 * @param pausedBecause why Kinora paused it; null when its owner did
 */
public record Webhook(
        UUID id,
        String url,
        List<String> events,
        @Nullable Instant pausedAt,
        @Nullable String pausedBecause,
        Instant createdAt,
        Instant updatedAt) {
    public Webhook {
        events = List.copyOf(events);
    }

    /** @param secret what its messages are signed with, told this once */
    public record Created(Webhook webhook, String secret) {}

    public boolean isPaused() {
        return pausedAt != null;
    }
}
