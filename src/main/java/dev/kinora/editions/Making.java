package dev.kinora.editions;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An edition that is to be made.
 *
 * @param sourceKey what of
 * @param chunks pieces of its time line
 * @param plan JSON of whoever makes it, to be read again by them
 * @param frames frames a second, as a fraction; empty for sound alone
 * @param ahead the rung that is there long before the others; empty where they grow together
 * @param longestSegment seconds that no segment will exceed when rounded; 0 where nobody knows
 */
public record Making(
        UUID video,
        String sourceKey,
        int chunks,
        String plan,
        String frames,
        String ahead,
        int longestSegment,
        List<Rung> rungs) {
    /**
     * @param width null for sound
     * @param height null for sound
     * @param bandwidth peak bits a second that it is allowed
     */
    public record Rung(
            String name,
            @Nullable Integer width,
            @Nullable Integer height,
            String codecs,
            long bandwidth,
            int timescale) {}

    /** What a piece of one rendition has become. */
    public record Written(String rendition, int number, int firstSegment, List<Rendition.Segment> segments) {}
}
