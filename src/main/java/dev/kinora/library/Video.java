package dev.kinora.library;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.kinora.schema.enums.VideoStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A video as whoever may see it sees it.
 *
 * @param uid its name in playback addresses
 * @param watchable whether it has been made to its end; it plays before at its own address, and what is published stands in no list before
 * @param readyBy while it is prepared, when it is expected to be whole; null while nobody can say
 * @param duration in seconds; null until it is known
 * @param hashtags without the sign
 * @param publishedAt null while it is a draft
 * @param thumbnailAt the second its picture was chosen from
 * @param updatedAt when people last changed it; its version. Processing leaves it as it is
 * @param takenDownReason why a moderator took it down, for its owner
 */
public record Video(
        UUID id,
        String uid,
        Owner owner,
        String title,
        String description,
        List<String> tags,
        List<String> hashtags,
        List<String> mentions,
        @Nullable String language,
        Visibility visibility,
        VideoStatus status,
        boolean watchable,
        int progress,
        @Nullable Instant readyBy,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable Long sizeBytes,
        @Nullable BigDecimal duration,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String thumbnailUrl,
        @Nullable BigDecimal thumbnailAt,
        @Nullable String licence,
        boolean downloadAllowed,
        List<String> allowedOrigins,
        boolean featured,
        long views,
        @Nullable Instant publishedAt,
        @Nullable Instant scheduledFor,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        @Nullable Instant takenDownAt,
        @Nullable String takenDownReason) {

    /** @param displayName as shown */
    public record Owner(UUID id, String username, String displayName) {}

    /** Whether others could see it, were there anything to watch. */
    @JsonIgnore
    public boolean isOut() {
        return publishedAt != null && visibility != Visibility.PRIVATE && deletedAt == null && takenDownAt == null;
    }

    @JsonIgnore
    public boolean isBinned() {
        return deletedAt != null;
    }
}
