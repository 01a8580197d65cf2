package dev.kinora.outlining;

import java.util.List;

/**
 * What is said in a film, and what else is known of it.
 *
 * @param units in the order in which they are said; either all have times or none counts as having one
 * @param duration of the film in seconds; NaN where the units have no times
 * @param shots the seconds at which the picture changes
 */
public record Speech(List<Unit> units, double duration, List<Double> shots, List<Silence> silences) {
    public Speech {
        units = List.copyOf(units);
        shots = shots.stream().filter(Double::isFinite).sorted().toList();
        silences = List.copyOf(silences);
        var timed = !units.isEmpty() && units.stream().allMatch(Unit::isTimed);
        double last = timed ? units.stream().mapToDouble(Unit::end).max().orElse(0) : Double.NaN;
        duration = timed ? Double.isFinite(duration) && duration > 0 ? duration : last : Double.NaN;
    }

    public static Speech of(List<Unit> units) {
        return new Speech(units, Double.NaN, List.of(), List.of());
    }

    public static Speech of(List<Unit> units, double duration) {
        return new Speech(units, duration, List.of(), List.of());
    }

    /** Of captions: those that have punctuation are put together to sentences. */
    public static Speech ofCaptions(List<Unit> cues, double duration) {
        return of(Sentences.of(cues), duration);
    }

    public Speech with(List<Double> shots, List<Silence> silences) {
        return new Speech(units, duration, shots, silences);
    }

    public boolean isTimed() {
        return Double.isFinite(duration);
    }
}
