package dev.kinora.chaptering;

import java.util.Optional;
import java.util.stream.Stream;

/** A chapter begins where the picture changes or nobody speaks, if that is near. */
final class Snapping {
    private static final double NEAR = 2;

    private Snapping() {}

    static double snapped(double start, Speech speech) {
        return nearest(start, speech.shots().stream())
                .or(() -> nearest(start, speech.silences().stream().map(Silence::middle)))
                .orElse(start);
    }

    private static Optional<Double> nearest(double start, Stream<Double> times) {
        return times.filter(time -> Math.abs(time - start) <= NEAR)
                .min((a, b) -> Double.compare(Math.abs(a - start), Math.abs(b - start)));
    }
}
