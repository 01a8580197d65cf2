package dev.kinora.jobs;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Doubles with each failure up to the longest, and strays by a quarter so that what failed together does not return together. */
public record Backoff(Duration first, Duration longest) {
    public static final Backoff USUAL = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1));

    public Backoff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff grows from its first to its longest pause");
        }
    }

    /** @param attempt the one that failed, from 1 */
    Duration after(int attempt, RandomGenerator random) {
        var doubled = first.toMillis() * Math.pow(2, Math.max(0, attempt - 1));
        var millis = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis((long) (millis * (0.75 + 0.5 * random.nextDouble())));
    }
}
