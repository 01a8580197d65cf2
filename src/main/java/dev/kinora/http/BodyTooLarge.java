package dev.kinora.http;

import dev.kinora.platform.Problem;

/** More was sent than anybody could mean. */
final class BodyTooLarge extends Problem {
    BodyTooLarge() {
        super(
                Category.TOO_LARGE,
                "body-too-large",
                "What you sent has more than " + (BodyLimit.MOST >> 20) + " MB, the most that is read here at once.");
    }
}
