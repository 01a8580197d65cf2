package dev.kinora.playback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A signed address, read and found genuine.
 *
 * @param uid of the film it opens
 * @param signer whose key signed it; null for the installation's own
 * @param viewer whom it was made for, as {@link Playback} writes them; empty for whoever has it
 */
record Token(
        String uid,
        @Nullable UUID signer,
        String viewer,
        Instant endsAt,
        Instant beginsAt,
        boolean downloadable,
        List<AccessRule> rules) {
    /** For people who are not signed in and see the film all the same, such as the preview of a course. */
    static final String ANYBODY = "anonymous";
}
