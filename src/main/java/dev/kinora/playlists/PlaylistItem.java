package dev.kinora.playlists;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A video on a list.
 *
 * @param place from 1, without gaps
 * @param video null to the owner where the video is no longer shown to them
 */
public record PlaylistItem(
        UUID videoId, int place, @Nullable Video video) {
    PlaylistItem at(int other) {
        return new PlaylistItem(videoId, other, video);
    }

    /**
     * @param uid what it is called in addresses
     * @param playable whether there is anything of it to play now
     */
    public record Video(
            String uid,
            String title,
            String channel,
            @Nullable Duration duration,
            @Nullable String thumbnail,
            boolean playable) {
        public String path() {
            return "/watch/" + uid;
        }
    }
}
