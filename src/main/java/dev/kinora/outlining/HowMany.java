package dev.kinora.outlining;

import dev.kinora.outlining.Lattice.Taste;
import java.util.Arrays;

/** How many chapters a person would make. */
final class HowMany {
    /** Nobody goes on for longer than forty minutes about one thing. */
    private static final double LONGEST = 2400;
    /** Less is no subject, but a sentence or two: in words that carry what is talked about, and in seconds. */
    private static final double FEWEST_WORDS = 15;

    private static final double SHORTEST = 20;

    /** With no lengths to go by, words alone say what a chapter is. */
    static final Taste BY_WORDS = new Taste(1, 0, 1, LONGEST);

    private HowMany() {}

    /** Of what is said in a film; what is too short to be about several things is one. */
    static double of(Heard heard, int[] places) {
        double most = Math.min(heard.contents().size() / FEWEST_WORDS, heard.seconds() / SHORTEST);
        double wanted = heard.speech().isTimed() ? byLength(heard.seconds() / 60) : byWords(heard, places);
        return Math.max(1, Math.min(wanted, Math.floor(most)));
    }

    /** Fewer a minute in longer films: five in a quarter of an hour, thirteen in one, twenty-one in two. People differ by a third. */
    static double byLength(double minutes) {
        return Math.max(3, Math.exp(0.67 * Math.log(Math.max(minutes, 0.1)) - 0.15));
    }

    /** Of a text of which nobody knows how long it takes: as many as are to be expected where each costs what it takes to say where it is. */
    private static double byWords(Heard heard, int[] places) {
        var contents = heard.contents();
        var lattice = Lattice.of(
                contents, Likelihood.unbiased(contents), places, heard.clock(), new double[places.length], BY_WORDS);
        return 1 + Arrays.stream(lattice.posteriorsAt(Math.log(places.length))).sum();
    }
}
