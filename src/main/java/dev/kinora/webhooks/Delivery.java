package dev.kinora.webhooks;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message to a webhook and what became of it.
 *
 * @param id the one in the message
 * @param message as it is sent
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
        @Schema(type = "object") JsonNode message,
        State state,
        int attempts,
        @Nullable Integer responseStatus,
        @Nullable String responseBody,
        @Nullable String problem,
        @Nullable Duration took,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant nextAttemptAt) {

    /** What a webhook is told. */
    static JsonNode message(JsonMapper json, UUID id, String event, Instant createdAt, String data) {
        return json.createObjectNode()
                .put("id", id.toString())
                .put("event", event)
                .put("createdAt", createdAt.toString())
                .set("data", json.readTree(data));
    }

    /** For people to read. */
    public String messageText() {
        return message.toPrettyString();
    }

    public enum State {
        queued,
        delivered,
        failed
    }
}
