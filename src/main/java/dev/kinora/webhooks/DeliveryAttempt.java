package dev.kinora.webhooks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt to deliver a message went.
 *
 * @param number from 1, also when the message is sent again
 * @param responseStatus null without an answer
 * @param responseBody its beginning, at most 1000 letters
 * @param problem why the message was not accepted; null when it was
 */
public record DeliveryAttempt(
        int number,
        Instant begunAt,
        Duration took,
        @Nullable Integer responseStatus,
        @Nullable String responseBody,
        @Nullable String problem) {}
