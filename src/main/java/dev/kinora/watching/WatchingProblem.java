package dev.kinora.watching;

import dev.kinora.platform.Problem;
import java.util.Map;

/** Why there is nothing to watch. */
public final class WatchingProblem extends Problem {
    private WatchingProblem(Category category, String code, String sentence) {
        super(category, code, sentence, Map.of());
    }

    static WatchingProblem videoNotFound() {
        return new WatchingProblem(
                Category.NOT_FOUND, "video-not-found", "There is no such video, or it is not shown to you.");
    }

    static WatchingProblem channelNotFound() {
        return new WatchingProblem(Category.NOT_FOUND, "channel-not-found", "Nobody here goes by that name.");
    }

    static WatchingProblem inCourse() {
        return new WatchingProblem(
                Category.CONFLICT,
                "watched-in-course",
                "What was watched in a course counts there, so it stays in the history.");
    }
}
