package dev.kinora.editions;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One rung of the ladder, or the sound.
 *
 * @param name such as 720p or audio
 * @param width null for sound
 * @param height null for sound
 * @param codecs as RFC 6381 writes them
 * @param bandwidth peak bits a second: measured where it is whole, else what was planned
 * @param timescale ticks a second
 * @param segments those that can be played: from the first on, without a gap
 * @param whole whether there will be no more
 */
public record Rendition(
        UUID id,
        String name,
        @Nullable Integer width,
        @Nullable Integer height,
        String codecs,
        long bandwidth,
        int timescale,
        List<Segment> segments,
        boolean whole) {
    /**
     * @param ticks how long it lasts
     * @param bytes its size
     */
    public record Segment(int ticks, int bytes) {}

    public boolean isSound() {
        return width == null;
    }

    public long bytes() {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }

    public double seconds() {
        return segments.stream().mapToLong(Segment::ticks).sum() / (double) timescale;
    }
}
