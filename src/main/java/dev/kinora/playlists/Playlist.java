package dev.kinora.playlists;

import dev.kinora.http.KnownFieldsOnly;
import dev.kinora.schema.enums.PlaylistKind;
import dev.kinora.schema.enums.VideoVisibility;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list, as the viewer sees it.
 *
 * @param videos how many they may see
 * @param duration of those together
 * @param updatedAt when its name, description or visibility last changed: its version
 * @param deletedAt since when it is in the bin
 */
public record Playlist(
        UUID id,
        UUID ownerId,
        String owner,
        String ownerName,
        String title,
        String description,
        VideoVisibility visibility,
        PlaylistKind kind,
        int videos,
        Duration duration,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt) {
    public boolean isWatchLater() {
        return kind == PlaylistKind.watch_later;
    }

    public String path() {
        return "/playlists/" + id;
    }

    /** Where a video of it plays as one of the list. */
    public String pathTo(PlaylistItem.Video video) {
        return video.path() + "?list=" + id;
    }

    /**
     * What its owner wants of it; null leaves it as it is.
     *
     * @param visibility public, unlisted or private
     */
    @KnownFieldsOnly
    public record Draft(
            @Nullable String title,
            @Nullable String description,
            @Nullable String visibility) {}

    /** One of the viewer's lists, and whether a video is on it. */
    public record Choice(UUID id, String title, PlaylistKind kind, boolean has) {}
}
