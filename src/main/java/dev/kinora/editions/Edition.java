package dev.kinora.editions;

import dev.kinora.storage.MediaKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A film as it is played.
 *
 * @param store where its files lie
 * @param state as in the database: making, ready, failed or retired
 * @param renditions the highest rung first, sound last
 * @param frames frames a second, as a fraction such as 30000/1001; empty for sound alone
 * @param ahead the rung that is there long before the others; empty where they grow together
 * @param longestSegment seconds that no segment will exceed when rounded; 0 where nobody knows
 * @param storyboard null where there are no pictures
 */
public record Edition(
        UUID id,
        UUID video,
        String store,
        State state,
        List<Rendition> renditions,
        String frames,
        String ahead,
        int longestSegment,
        @Nullable Storyboard storyboard) {
    public Edition {
        renditions = List.copyOf(renditions);
    }

    public enum State {
        MAKING,
        READY,
        FAILED,
        RETIRED
    }

    /**
     * Small pictures of the time line: one sprite for each piece, filled row by row.
     *
     * @param interval seconds from one picture to the next
     * @param width of one picture
     * @param height of one picture
     * @param columns of a sprite
     * @param sprites those that are made
     */
    public record Storyboard(double interval, int width, int height, int columns, List<Sprite> sprites) {}

    /**
     * @param chunk its number among the sprites
     * @param start second of its first picture
     * @param pictures how many it has
     */
    public record Sprite(int chunk, double start, int pictures) {}

    public EditionKeys keys() {
        return new EditionKeys(video, id);
    }

    /** Whether there will be no more segments. */
    public boolean isWhole() {
        return renditions.stream().allMatch(Rendition::whole);
    }

    public Optional<Rendition> rendition(String name) {
        return renditions.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    public Optional<Rendition> sound() {
        return renditions.stream().filter(Rendition::isSound).findFirst();
    }

    public List<Rendition> rungs() {
        return renditions.stream().filter(each -> !each.isSound()).toList();
    }

    public MediaKey sprite(Sprite sprite) {
        return keys().sprite(sprite.chunk());
    }
}
