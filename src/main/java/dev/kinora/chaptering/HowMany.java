package dev.kinora.chaptering;

import dev.kinora.chaptering.Lattice.Taste;

/** How many chapters a person would make. */
final class HowMany {
    /** How far the likelihood is believed; at three tenths it finds about as many in talks as people do. */
    private static final double BELIEF = 0.3;
    /** Nobody goes on for longer than forty minutes about one thing. */
    private static final double LONGEST = 2400;

    private HowMany() {}

    /** Fewer a minute in longer films: five in a quarter of an hour, thirteen in one, twenty-one in two. People differ by a third. */
    static double byLength(double minutes) {
        return Math.max(3, Math.exp(0.67 * Math.log(Math.max(minutes, 0.1)) - 0.15));
    }

    /** Of a text of which nobody knows how long it takes: as many as its words speak for, where each costs what it takes to say where it is. */
    static double byWords(Contents contents, Likelihood likelihood, int[] places, double[] clock) {
        var taste = new Taste(BELIEF, 0, 1, LONGEST);
        var lattice = Lattice.of(contents, likelihood, places, clock, new double[places.length], taste);
        return 1 + lattice.expected(Math.log(places.length));
    }
}
