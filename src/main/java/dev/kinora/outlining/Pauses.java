package dev.kinora.outlining;

import java.util.Arrays;

/** How long nobody speaks before a unit: what shows between captions, and what is hidden where one stays until the next comes. */
final class Pauses {
    /** More is silence of another kind, and says no more. */
    private static final double LONGEST = 20;

    private static final double BREATH = 0.3;

    private Pauses() {}

    static double[] of(Heard heard) {
        var pauses = new double[heard.units()];
        if (!heard.speech().isTimed()) {
            return pauses;
        }
        var units = heard.speech().units();
        double slow = slowest(heard);
        for (int i = 1; i < pauses.length; i++) {
            var last = units.get(i - 1);
            double spoken = Math.min(last.end(), last.start() + 0.5 + slow * letters(last));
            pauses[i] = Math.clamp(units.get(i).start() - spoken, 0, LONGEST);
        }
        return pauses;
    }

    /** Whether after most sentences there is a breath that shows: nobody speaks so who was not recorded to be shown. */
    static boolean areNarrated(double[] pauses) {
        var sorted = pauses.clone();
        Arrays.sort(sorted);
        return sorted.length > 0 && sorted[sorted.length / 2] > BREATH;
    }

    /** Seconds a letter takes when somebody takes their time: so is one unit in four. */
    private static double slowest(Heard heard) {
        var seconds = heard.speech().units().stream()
                .filter(unit -> letters(unit) > 20)
                .mapToDouble(unit -> (unit.end() - unit.start()) / letters(unit))
                .sorted()
                .toArray();
        return seconds.length == 0 ? 0.1 : seconds[seconds.length * 3 / 4];
    }

    private static int letters(Unit unit) {
        return unit.text().length();
    }
}
