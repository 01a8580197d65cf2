package dev.kinora.outlining;

import dev.kinora.outlining.Outline.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Chapters of a film of which nobody wrote down what is said: where it is quiet and the picture changes. */
final class ShotOutline {
    /** Nobody should trust it much, not even where all that can be seen and heard speaks for it. */
    private static final double SURE = 0.3;

    private static final double SHOT = 1;
    /** In seconds: longer silences say no more. */
    private static final double LONGEST = 5;

    private static final double NEAR = 2;

    private ShotOutline() {}

    static Outline of(double duration, List<Double> shots, List<Silence> silences) {
        if (!(duration > 0) || Double.isInfinite(duration)) {
            return new Outline(Double.NaN, 0, 0, List.of(), List.of());
        }
        double wanted = HowMany.byLength(duration / 60);
        var clock = places(duration, shots, silences);
        var weights =
                DoubleStream.of(clock).map(at -> weight(at, shots, silences)).toArray();
        var order =
                Peaks.order(weights, clock, duration, duration / wanted / 3, (int) Math.ceil(wanted * Outline.MOST));
        var splits = new ArrayList<Split>();
        splits.add(new Split(0, 0, 0));
        for (int place : order) {
            double confidence = SURE * (weights[place] / (SHOT + LONGEST));
            if (confidence >= Outline.LEAST_SURE) {
                splits.add(new Split(place, clock[place], confidence));
            }
        }
        return new Outline(duration, clock.length, (int) Math.round(wanted), splits, List.of());
    }

    /** The beginning, and whatever is far enough from both ends to be seen as a chapter. */
    private static double[] places(double duration, List<Double> shots, List<Silence> silences) {
        return DoubleStream.concat(
                        DoubleStream.of(0),
                        DoubleStream.concat(
                                        shots.stream().mapToDouble(Double::doubleValue),
                                        silences.stream().mapToDouble(Silence::middle))
                                .filter(at -> at >= 1 && at <= duration - 1))
                .sorted()
                .distinct()
                .toArray();
    }

    private static double weight(double at, List<Double> shots, List<Silence> silences) {
        double quiet = silences.stream()
                .filter(each -> each.start() - NEAR <= at && at <= each.end() + NEAR)
                .mapToDouble(each -> Math.min(each.end() - each.start(), LONGEST))
                .max()
                .orElse(0);
        boolean shot = shots.stream().anyMatch(each -> Math.abs(each - at) <= NEAR);
        return quiet + (shot ? SHOT : 0);
    }
}
