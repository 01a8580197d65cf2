package dev.kinora.uploads;

import dev.kinora.schema.enums.UploadMeans;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to upload.
 *
 * @param length null when they do not know it yet
 * @param partial whether it is a part of a whole and no video by itself
 * @param parts of what it is made; empty for most
 * @param origin the address it is fetched from; empty where there is none
 * @param replaces the video whose file it is to be; null for one of its own
 * @param again the video that is there already and whose bytes did not come before; null for a new one
 * @param beyondQuota whether it is taken where its owner's quota has no room for it, too
 */
record NewUpload(
        @Nullable Long length,
        UploadMeans means,
        String title,
        String filename,
        Map<String, String> metadata,
        String metadataSent,
        boolean partial,
        List<UUID> parts,
        String origin,
        @Nullable UUID replaces,
        @Nullable UUID again,
        boolean beyondQuota) {
    NewUpload {
        // No text of the database can have it; the rest stays, since clients know their files by their names.
        filename = filename.replace("\0", "");
    }

    static NewUpload of(@Nullable Long length, UploadMeans means, String title, String filename) {
        return new NewUpload(length, means, title, filename, Map.of(), "", false, List.of(), "", null, null, false);
    }

    NewUpload from(String address) {
        return new NewUpload(
                length,
                means,
                title,
                filename,
                metadata,
                metadataSent,
                partial,
                parts,
                address,
                replaces,
                again,
                beyondQuota);
    }

    NewUpload ofLength(long bytes) {
        return new NewUpload(
                bytes,
                means,
                title,
                filename,
                metadata,
                metadataSent,
                partial,
                parts,
                origin,
                replaces,
                again,
                beyondQuota);
    }

    NewUpload replacing(@Nullable UUID video) {
        return new NewUpload(
                length,
                means,
                title,
                filename,
                metadata,
                metadataSent,
                partial,
                parts,
                origin,
                video,
                again,
                beyondQuota);
    }

    NewUpload bringing(@Nullable UUID video) {
        return new NewUpload(
                length,
                means,
                title,
                filename,
                metadata,
                metadataSent,
                partial,
                parts,
                origin,
                replaces,
                video,
                beyondQuota);
    }

    NewUpload besideQuota() {
        return new NewUpload(
                length, means, title, filename, metadata, metadataSent, partial, parts, origin, replaces, again, true);
    }
}
