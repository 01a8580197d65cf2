package dev.kinora.outlining;

import java.util.Arrays;

/**
 * All ways to cut what is said into chapters at once: how probable a boundary is, summed over all of them. A chapter counts by how
 * well its words go together and by its length, a boundary by what is seen around it.
 */
final class Lattice {
    private static final double FAR = 1e100;

    private final double[] logits;
    /** By the place where a chapter begins, then by that where the next does, the nearest first. */
    private final double[][] weights;

    private final int widest;

    private Lattice(double[] logits, double[][] weights) {
        this.logits = logits;
        this.weights = weights;
        this.widest = Arrays.stream(weights).mapToInt(row -> row.length).max().orElse(1);
    }

    /**
     * What a chapter is worth.
     *
     * @param cohesion how much the likelihood of its words counts. It takes words for independent, which they are not, and is far too
     *     sure of itself: well below one.
     * @param length how much it costs to be longer or shorter than usual, by the square of the logarithm
     * @param usual length, in seconds
     * @param longest so long a chapter can be, in seconds
     */
    record Taste(double cohesion, double length, double usual, double longest) {
        private double of(double gain, double seconds) {
            double stretch = Math.log(Math.max(seconds / usual, 0.01));
            return Math.exp(Math.clamp(cohesion * gain - length * stretch * stretch, -200, 200));
        }
    }

    /**
     * @param places units with which chapters may begin; the first is 0
     * @param clock where each unit begins, and at last the end, in seconds
     * @param logits by place
     */
    static Lattice of(
            Contents contents, Likelihood likelihood, int[] places, double[] clock, double[] logits, Taste taste) {
        var weights = new double[places.length][];
        var background = background(contents, likelihood.theta());
        for (int i = 0; i < places.length; i++) {
            weights[i] = new double[reach(places, clock, i, taste.longest())];
            var words = likelihood.anew();
            double expected = 0;
            int at = contents.begins()[places[i]];
            for (int j = 0; j < weights[i].length; j++) {
                int to = i + j + 1 < places.length ? places[i + j + 1] : contents.units();
                for (; at < contents.begins()[to]; at++) {
                    words.add(contents.terms()[at]);
                    expected += background[contents.terms()[at]];
                }
                weights[i][j] = taste.of(words.value() - expected, clock[to] - clock[places[i]]);
            }
        }
        return new Lattice(logits, weights);
    }

    /** To how many places a chapter may lead that begins here; to one at least. */
    private static int reach(int[] places, double[] clock, int from, double longest) {
        int to = from + 1;
        while (to < places.length && clock[places[to]] - clock[places[from]] <= longest) {
            to++;
        }
        boolean whole = to == places.length && clock[clock.length - 1] - clock[places[from]] <= longest;
        return Math.max(1, whole ? places.length - from : to - from - 1);
    }

    private static double[] background(Contents contents, double theta) {
        var logs = new double[contents.vocabulary()];
        for (int term : contents.terms()) {
            logs[term]++;
        }
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log((logs[i] + theta) / (contents.size() + contents.vocabulary() * theta));
        }
        return logs;
    }

    /** How probable a boundary is at each place if so many are to be expected; nothing is said of the first place. */
    double[] posteriors(double expected) {
        double low = -40;
        double high = 40;
        var found = new double[logits.length];
        for (int i = 0; i < 30 && high - low > 0.01; i++) {
            double penalty = (low + high) / 2;
            found = run(penalty);
            if (Arrays.stream(found).sum() > expected) {
                low = penalty;
            } else {
                high = penalty;
            }
        }
        return found;
    }

    /** How probable a boundary is at each place if each costs so much. */
    double[] posteriorsAt(double penalty) {
        return run(penalty);
    }

    private double[] run(double penalty) {
        int places = logits.length;
        var gates = new double[places + 1];
        gates[0] = 1;
        gates[places] = 1;
        for (int i = 1; i < places; i++) {
            gates[i] = Math.exp(Math.clamp(logits[i] - penalty, -60, 60));
        }
        var forward = forward(gates);
        var backward = backward(gates);
        var posterior = new double[places];
        for (int i = 1; i < places; i++) {
            posterior[i] = Math.clamp(Math.exp(forward[i] + backward[i] - forward[places]), 0, 1);
        }
        return posterior;
    }

    /** Logarithms of all ways from the beginning to each place, its own gate among them. */
    private double[] forward(double[] gates) {
        int places = logits.length;
        var sums = new double[places + 1];
        var logs = new double[places + 1];
        sums[0] = 1;
        double scale = 0;
        for (int i = 0; i < places; i++) {
            if (i > 0) {
                sums[i] *= gates[i];
                scale += rescale(sums, i, i + widest);
            }
            logs[i] = Math.log(sums[i]) + scale;
            var row = weights[i];
            for (int j = 0; j < row.length; j++) {
                sums[i + j + 1] += sums[i] * row[j];
            }
        }
        logs[places] = Math.log(sums[places]) + scale;
        return logs;
    }

    /** Keeps what is still added to within what a double can hold. @return by which logarithm all of it was made smaller */
    private double rescale(double[] sums, int from, int to) {
        double by = sums[from];
        if (by <= FAR && by >= 1 / FAR || by <= 0) {
            return 0;
        }
        for (int i = from; i <= Math.min(sums.length - 1, to); i++) {
            sums[i] /= by;
        }
        return Math.log(by);
    }

    /** Logarithms of all ways from each place to the end, without its own gate. */
    private double[] backward(double[] gates) {
        int places = logits.length;
        var sums = new double[places + 1];
        var logs = new double[places + 1];
        sums[places] = 1;
        double scale = 0;
        for (int i = places - 1; i >= 0; i--) {
            var row = weights[i];
            double sum = 0;
            for (int j = 0; j < row.length; j++) {
                sum += row[j] * gates[i + j + 1] * sums[i + j + 1];
            }
            sums[i] = sum;
            scale += rescale(sums, i, i + widest);
            logs[i] = Math.log(sums[i]) + scale;
        }
        return logs;
    }
}
