package dev.kinora.chaptering;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a language model took.
 *
 * @param inputTokens what was sent, as the server counts
 * @param outputTokens what came back
 * @param costMicros in millionths of what the operator reckons in; null where nobody said what it costs
 */
record Spent(
        String model,
        int inputTokens,
        int outputTokens,
        @Nullable Long costMicros,
        Duration took) {}
