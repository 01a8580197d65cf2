package dev.kinora.outlining;

import java.util.Optional;
import java.util.stream.Stream;

/** A chapter begins where the picture changes or nobody speaks, if that is near. */
final class Snapping {
    private static final double FARTHEST = 2;

    private Snapping() {}

    /** @param room so far it may go without meeting another */
    static double snapped(double start, Speech speech, double room) {
        double near = Math.min(FARTHEST, room * 0.99);
        return nearest(start, near, speech.shots().stream())
                .or(() -> nearest(start, near, speech.silences().stream().map(Silence::middle)))
                .orElse(start);
    }

    private static Optional<Double> nearest(double start, double near, Stream<Double> times) {
        return times.filter(time -> Math.abs(time - start) <= near)
                .min((a, b) -> Double.compare(Math.abs(a - start), Math.abs(b - start)));
    }
}
