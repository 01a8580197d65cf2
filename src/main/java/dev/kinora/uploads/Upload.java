package dev.kinora.uploads;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.kinora.schema.enums.UploadMeans;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way, as their owner sees them.
 *
 * @param video what they become; null for a part of a whole
 * @param length null while it is not known
 * @param received how many have arrived for good
 * @param parts of which uploads it is made; empty for most
 */
public record Upload(
        UUID id,
        @Nullable UUID video,
        @Nullable Long length,
        long received,
        UploadMeans means,
        @Nullable String filename,
        Map<String, String> metadata,
        @JsonIgnore String metadataSent,
        boolean partial,
        List<UUID> parts,
        Instant createdAt,
        Instant updatedAt,
        Instant expiresAt,
        @Nullable Instant completedAt,
        @JsonIgnore boolean terminated) {

    boolean isComplete() {
        return completedAt != null;
    }

    boolean isFinal() {
        return !parts.isEmpty();
    }
}
