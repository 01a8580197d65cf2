package dev.kinora.playlists;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A list's version as HTTP and forms carry it: its last change, to the microsecond. */
public final class ListVersion {
    private ListVersion() {}

    static String etag(Playlist list) {
        return "\"" + text(list) + "\"";
    }

    public static String text(Playlist list) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, list.updatedAt()));
    }

    /** Null for whatever version there is; what is no version of ours is not the present one. */
    public static @Nullable Instant of(@Nullable String version) {
        if (version == null || version.strip().equals("*")) {
            return null;
        }
        try {
            return Instant.EPOCH.plus(Long.parseLong(version.strip().replace("\"", "")), ChronoUnit.MICROS);
        } catch (NumberFormatException | ArithmeticException _) {
            throw PlaylistProblem.changedMeanwhile();
        }
    }
}
