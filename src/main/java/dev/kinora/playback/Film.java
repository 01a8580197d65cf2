package dev.kinora.playback;

import dev.kinora.schema.enums.VideoStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a video to serve it.
 *
 * @param uid its name in addresses
 * @param open whether everybody plays it who has its address
 * @param gone in the bin, where nobody plays it
 * @param takenDown by a moderator; nobody plays it but its owner
 * @param allowedOrigins hosts whose pages may embed it; empty for all
 * @param thumbnailUrl of the picture its owner chose
 * @param thumbnailAt the second that picture was chosen from; null where it was sent
 * @param original where the file that was uploaded is
 */
record Film(
        UUID id,
        String uid,
        UUID owner,
        String title,
        boolean open,
        boolean gone,
        boolean takenDown,
        VideoStatus status,
        boolean downloadable,
        List<String> allowedOrigins,
        @Nullable BigDecimal duration,
        @Nullable String thumbnailUrl,
        @Nullable BigDecimal thumbnailAt,
        String store,
        @Nullable String original) {
    /** @param shown unasked */
    record Caption(String language, String label, boolean shown) {}

    double seconds() {
        return duration == null ? 0 : duration.doubleValue();
    }
}
