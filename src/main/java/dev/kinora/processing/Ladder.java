package dev.kinora.processing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sizes a film is made in: its own at most, and below it those of the settings. A rung is named by its shorter side, so
 * that films held upright have the same ones.
 */
final class Ladder {
    private static final double NEAR = 1.12;
    private static final long FULL_HD = 1920L * 1080;
    private static final double BITS_OF_FULL_HD = 5_000_000;
    /** Twice the pixels need less than twice the bits. */
    private static final double BITS_BY_PIXELS = 0.75;

    private static final double SMOOTH = 32;
    private static final double BITS_OF_SMOOTH = 1.4;
    private static final double ABOVE_SOURCE = 1.2;
    private static final long LEAST_BITS = 150_000;

    private final List<Integer> sides;

    /** @param sides shorter sides of the rungs */
    Ladder(List<Integer> sides) {
        this.sides = sides.stream().sorted(Comparator.reverseOrder()).toList();
    }

    /** @param sourceBits bits a second of the source; null where unknown */
    List<Plan.Rung> rungs(int width, int height, double framesPerSecond, @Nullable Long sourceBits) {
        var own = Math.min(width, height);
        var top = Math.min(own, sides.getFirst());
        var chosen = new ArrayList<Integer>();
        chosen.add(top);
        sides.stream().filter(side -> side * NEAR < top).forEach(chosen::add);
        return chosen.stream()
                .map(side -> {
                    var shrunk = (double) side / own;
                    var wide = even(width * shrunk);
                    var high = even(height * shrunk);
                    var pixels = (long) wide * high;
                    var bits = bits(pixels, framesPerSecond);
                    if (sourceBits != null) {
                        var share = Math.pow((double) pixels / ((double) width * height), BITS_BY_PIXELS);
                        bits = Math.min(bits, Math.max(LEAST_BITS, sourceBits * ABOVE_SOURCE * share));
                    }
                    return new Plan.Rung(side + "p", wide, high, Math.round(bits / 1000) * 1000);
                })
                .toList();
    }

    /** Bits a second, whatever the source has. */
    double bits(long pixels, double framesPerSecond) {
        return BITS_OF_FULL_HD
                * Math.pow((double) pixels / FULL_HD, BITS_BY_PIXELS)
                * (framesPerSecond > SMOOTH ? BITS_OF_SMOOTH : 1);
    }

    static int even(double size) {
        return Math.max(2, (int) Math.round(size / 2) * 2);
    }
}
