package dev.kinora.processing;

import dev.kinora.editions.Pace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far the making of a film is, and how long it will take at the speed all went so far, with what is queued before it. */
record Forecast(int percent, @Nullable Duration left) {
    /** The last of it is for the end. */
    private static final int MOST_PERCENT = 99;
    /** Before, chance speaks: programs start, and the first seconds of a film say little of the others. */
    private static final double LEAST_SHARE = 0.02;

    private static final Duration LEAST_TIME = Duration.ofSeconds(4);

    /** @param all seconds of the time line */
    static Forecast of(Pace pace, double all) {
        var share = all <= 0 ? 0 : Math.clamp(pace.done() / all, 0, 1);
        return new Forecast((int) Math.min(MOST_PERCENT, 100 * share), left(pace, share, all));
    }

    /** By how fast all went, its own and what is encoded before the last of it: the same workers do both. */
    private static @Nullable Duration left(Pace pace, double share, double all) {
        if (share < LEAST_SHARE || pace.elapsed().compareTo(LEAST_TIME) < 0) {
            return null;
        }
        var encoded = pace.done() + Math.max(0, pace.beforeThen() - pace.before());
        var left = Math.max(0, all - pace.done()) + pace.before();
        return Duration.ofMillis((long) (pace.elapsed().toMillis() * left / encoded));
    }
}
