package dev.kinora.playlists;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list around the video of it that plays, as the viewer sees it.
 *
 * @param place of that video, from 1
 * @param videos how many stand on the list; to its owner also those that are no longer shown
 * @param items that video among its neighbours, in the order of the list
 * @param previous the nearest before it that can be played; null where there is none
 * @param next the nearest behind it that can be played; null where there is none
 */
public record Playthrough(
        Playlist list,
        int place,
        int videos,
        List<PlaylistItem> items,
        PlaylistItem.@Nullable Video previous,
        PlaylistItem.@Nullable Video next) {
    public Playthrough {
        items = List.copyOf(items);
    }

    /** Whether the video is the one at the place. */
    boolean shows(UUID video) {
        return items.stream()
                .anyMatch(item -> item.place() == place && item.videoId().equals(video));
    }

    /** How many stand before those that are shown. */
    public int before() {
        return items.getFirst().place() - 1;
    }

    /** How many stand behind those that are shown. */
    public int behind() {
        return videos - items.getLast().place();
    }
}
