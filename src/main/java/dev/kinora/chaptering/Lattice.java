package dev.kinora.chaptering;

/**
 * All ways to cut what is said into chapters at once: how probable a boundary is, summed over all of them. A chapter counts by how
 * well its words go together and by its length, a boundary by what is seen around it.
 */
final class Lattice {
    /** The likelihood takes words for independent, which they are not: it is far too sure of itself. */
    private static final double COHESION = 0.1;
    /** People's chapters differ in length by half or twice as a matter of course: that costs 0.14. */
    private static final double LENGTH = 0.3;
    /** A chapter is never longer than so many usual ones. */
    private static final double LONGEST = 8;

    private static final double FAR = 1e100;

    private final double[] logits;
    /** By the place where a chapter begins, then by that where the next does, the nearest first. */
    private final double[][] weights;

    private Lattice(double[] logits, double[][] weights) {
        this.logits = logits;
        this.weights = weights;
    }

    /**
     * @param places units with which chapters may begin; the first is 0
     * @param clock where each unit begins, and at last the end, in whatever lengths are counted in
     * @param logits by place
     */
    static Lattice of(
            Contents contents, Likelihood likelihood, int[] places, double[] clock, double[] logits, double target) {
        var weights = new double[places.length][];
        var background = background(contents);
        for (int i = 0; i < places.length; i++) {
            weights[i] = new double[reach(places, clock, i, target * LONGEST)];
            var words = likelihood.anew();
            double expected = 0;
            int from = contents.begins()[places[i]];
            int at = from;
            for (int j = 0; j < weights[i].length; j++) {
                int to = unit(places, contents, i + j + 1);
                for (; at < contents.begins()[to]; at++) {
                    words.add(contents.terms()[at]);
                    expected += background[contents.terms()[at]];
                }
                double length = Math.max(clock[to] - clock[places[i]], target / 100);
                double stretch = Math.log(length / target);
                weights[i][j] = COHESION * (words.value() - expected) - LENGTH * stretch * stretch;
            }
        }
        for (var row : weights) {
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.exp(Math.clamp(row[j], -200, 200));
            }
        }
        return new Lattice(logits, weights);
    }

    private static int unit(int[] places, Contents contents, int place) {
        return place < places.length ? places[place] : contents.units();
    }

    private static int reach(int[] places, double[] clock, int from, double longest) {
        int to = from + 1;
        while (to < places.length && clock[places[to]] - clock[places[from]] <= longest) {
            to++;
        }
        boolean whole = to == places.length && clock[clock.length - 1] - clock[places[from]] <= longest;
        return Math.max(1, whole ? places.length - from : to - from - 1);
    }

    private static double[] background(Contents contents) {
        var logs = new double[contents.vocabulary()];
        for (int term : contents.terms()) {
            logs[term]++;
        }
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(
                    (logs[i] + Likelihood.THETA) / (contents.size() + contents.vocabulary() * Likelihood.THETA));
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
            double sum = 0;
            for (double each : found) {
                sum += each;
            }
            if (sum > expected) {
                low = penalty;
            } else {
                high = penalty;
            }
        }
        return found;
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
                if (sums[i] > FAR || sums[i] < 1 / FAR && sums[i] > 0) {
                    double by = sums[i];
                    for (int j = i; j <= Math.min(places, i + weights[i].length + widest()); j++) {
                        sums[j] /= by;
                    }
                    scale += Math.log(by);
                }
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

    private int widest() {
        int widest = 0;
        for (var row : weights) {
            widest = Math.max(widest, row.length);
        }
        return widest;
    }

    /** Logarithms of all ways from each place to the end, without its own gate. */
    private double[] backward(double[] gates) {
        int places = logits.length;
        var sums = new double[places + 1];
        var logs = new double[places + 1];
        sums[places] = 1;
        double scale = 0;
        int widest = widest();
        for (int i = places - 1; i >= 0; i--) {
            var row = weights[i];
            double sum = 0;
            for (int j = 0; j < row.length; j++) {
                sum += row[j] * gates[i + j + 1] * sums[i + j + 1];
            }
            sums[i] = sum;
            if (sum > FAR || sum < 1 / FAR && sum > 0) {
                for (int j = i; j <= Math.min(places, i + widest); j++) {
                    sums[j] /= sum;
                }
                scale += Math.log(sum);
            }
            logs[i] = Math.log(sums[i]) + scale;
        }
        return logs;
    }
}
