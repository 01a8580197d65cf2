package dev.kinora.media;

import dev.kinora.platform.Problem;

/** Why nothing can be done with a film here. */
public final class MediaProblem extends Problem {
    private MediaProblem(Category category, String code, String sentence) {
        super(category, code, sentence);
    }

    static MediaProblem noPrograms(String looked) {
        return new MediaProblem(
                Category.UNAVAILABLE,
                "ffmpeg-missing",
                "ffmpeg was not found (" + looked
                        + "). Whoever runs this Kinora installs it or names it by KINORA_FFMPEG.");
    }
}
