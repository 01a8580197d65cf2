package dev.kinora.processing;

import dev.kinora.editions.Pace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far the making of a film is, and how long it will take at the speed it went so far. */
record Forecast(int percent, @Nullable Duration left) {
    /** The last of it is for the end. */
    private static final int MOST_PERCENT = 99;
    /** Before, chance speaks: programs start, and the first seconds of a film say little of the others. */
    private static final double LEAST_SHARE = 0.02;

    private static final Duration LEAST_TIME = Duration.ofSeconds(4);

    /** @param all seconds of the time line */
    static Forecast of(Pace pace, double all) {
        var share = all <= 0 ? 0 : Math.clamp(pace.done() / all, 0, 1);
        return new Forecast((int) Math.min(MOST_PERCENT, 100 * share), left(share, pace.elapsed()));
    }

    private static @Nullable Duration left(double share, Duration elapsed) {
        return share < LEAST_SHARE || elapsed.compareTo(LEAST_TIME) < 0
                ? null
                : Duration.ofMillis((long) (elapsed.toMillis() * (1 - share) / share));
    }
}
