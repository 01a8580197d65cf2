package dev.kinora.playback;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has watched of a film.
 *
 * @param position the second they stopped at
 * @param watchedSeconds different ones
 * @param percentage of the film
 * @param completedAt when nine tenths were watched
 * @param viewedAt null when they never did
 * @param watched the parts, in seconds
 */
public record Viewing(
        BigDecimal position,
        int watchedSeconds,
        BigDecimal percentage,
        @Nullable Instant completedAt,
        @Nullable Instant viewedAt,
        List<Part> watched) {
    static final Viewing NOTHING = new Viewing(BigDecimal.ZERO, 0, BigDecimal.ZERO, null, null, List.of());

    /** @param to the second behind its last */
    public record Part(int from, int to) {}

    /** @param bounds the first and the end of each, one after the other */
    static List<Part> parts(List<Integer> bounds) {
        return IntStream.range(0, bounds.size() / 2)
                .mapToObj(i -> new Part(bounds.get(2 * i), bounds.get(2 * i + 1)))
                .toList();
    }
}
