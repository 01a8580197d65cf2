package dev.kinora.library;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What its owner may know about the bytes of a video.
 *
 * @param importedFrom the address it was fetched from
 * @param store which store keeps it
 * @param movingTo the store it is on its way to
 * @param sha256 of the original, in hex; null until it was read through
 */
public record VideoFile(
        @Nullable String filename,
        @Nullable String importedFrom,
        @Nullable Long bytes,
        @Nullable String format,
        @Nullable String mimeType,
        String store,
        @Nullable String movingTo,
        @Nullable String sha256,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String aspectRatio,
        @Nullable Integer rotation,
        @Nullable BigDecimal framesPerSecond,
        @Nullable Long bitrate,
        @Nullable String videoCodec,
        @Nullable String audioCodec,
        @Nullable Integer audioChannels) {

    static @Nullable String hex(byte @Nullable [] hash) {
        return hash == null ? null : HexFormat.of().formatHex(hash);
    }

    @JsonIgnore
    public boolean isProbed() {
        return videoCodec != null || audioCodec != null;
    }
}
