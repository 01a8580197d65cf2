package dev.kinora.chaptering;

import dev.kinora.chaptering.Lattice.Taste;
import java.util.stream.IntStream;

/** How many chapters a person would make. */
final class HowMany {
    /** How far the likelihood is believed; of talks whose times are hidden from it it then finds about as many as people do. */
    private static final double BELIEF = 0.7;
    /** Nobody goes on for longer than forty minutes about one thing. */
    private static final double LONGEST = 2400;

    private static final double REACH = 5;

    /** With no lengths to go by, words alone say what a chapter is. */
    static final Taste BY_WORDS = new Taste(BELIEF, 0, 1, LONGEST);

    private HowMany() {}

    /** Fewer a minute in longer films: five in a quarter of an hour, thirteen in one, twenty-one in two. People differ by a third. */
    static double byLength(double minutes) {
        return Math.max(3, Math.exp(0.67 * Math.log(Math.max(minutes, 0.1)) - 0.15));
    }

    /** Of a text of which nobody knows how long it takes: as many as its words speak for, where each costs what it takes to say where it is. */
    static double byWords(Contents contents, Likelihood likelihood, int[] places, double[] clock) {
        var lattice = Lattice.of(contents, likelihood, places, clock, new double[places.length], BY_WORDS);
        var posterior = lattice.posteriorsAt(Math.log(places.length));
        var begins = IntStream.of(places).mapToDouble(unit -> clock[unit]).toArray();
        return 1 + Peaks.likely(posterior, begins, clock[clock.length - 1], REACH);
    }
}
