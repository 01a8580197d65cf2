package dev.kinora.captions;

import java.time.Instant;
import java.util.UUID;

/**
 * The captions of a film in one language.
 *
 * @param language as in BCP 47
 * @param label as people choose it, else the language's own name, with a remark while nobody has gone over what a machine wrote
 * @param generated whether a machine wrote them and nobody has gone over them
 * @param status ready, inprogress or error
 * @param shown whether players show them unasked
 * @param updatedAt their version
 */
public record Caption(
        UUID id,
        UUID video,
        String language,
        String label,
        boolean generated,
        String status,
        boolean shown,
        Instant updatedAt) {
    public boolean isReady() {
        return status.equals("ready");
    }
}
