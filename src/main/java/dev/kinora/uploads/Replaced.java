package dev.kinora.uploads;

import java.util.UUID;

/** The video that a file is to be of, as clients name it. */
final class Replaced {
    private Replaced() {}

    static UUID parse(String text) {
        try {
            return UUID.fromString(text.strip());
        } catch (IllegalArgumentException _) {
            throw UploadProblem.malformed(
                    "replaces is the id of a video, such as 0198c1f2-7d3a-7c1e-8a55-0f6f1a2b3c4d.");
        }
    }
}
