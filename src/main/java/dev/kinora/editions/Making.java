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
 */
public record Making(UUID video, String sourceKey, int chunks, String plan, String frames, List<Rung> rungs) {
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
