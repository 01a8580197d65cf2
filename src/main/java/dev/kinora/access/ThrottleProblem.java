package dev.kinora.access;

import dev.kinora.platform.Problem;
import java.util.Map;

/** Somebody tries too often. */
public final class ThrottleProblem extends Problem {
    ThrottleProblem(long seconds) {
        super(
                Category.EXHAUSTED,
                "too-many-tries",
                "Too many tries. Wait " + words(seconds) + " and try again.",
                Map.of(RETRY_AFTER, seconds));
    }

    private static String words(long seconds) {
        if (seconds < 60) {
            return seconds == 1 ? "a second" : seconds + " seconds";
        }
        var minutes = (seconds + 59) / 60;
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }
}
