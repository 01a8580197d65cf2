package dev.kinora.media;

import dev.kinora.platform.Problem;
import java.util.Map;

/** Why nothing can be done with a film here. */
public final class MediaProblem extends Problem {
    private MediaProblem(Category category, String code, String sentence) {
        super(category, code, sentence);
    }

    private MediaProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    static MediaProblem busy() {
        return new MediaProblem(
                Category.UNAVAILABLE,
                "pictures-busy",
                "Too many pictures are being made just now. Try again in a moment.",
                Map.of(RETRY_AFTER, 2));
    }

    static MediaProblem noPrograms(String looked) {
        return new MediaProblem(
                Category.UNAVAILABLE,
                "ffmpeg-missing",
                "ffmpeg was not found (" + looked
                        + "). Whoever runs this Kinora installs it or names it by KINORA_FFMPEG.");
    }
}
