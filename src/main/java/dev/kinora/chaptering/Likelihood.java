package dev.kinora.chaptering;

/**
 * How well words go together: the likelihood of their counts under a Dirichlet compound multinomial, one word at a time. Words that
 * repeat cost little, new ones much.
 */
final class Likelihood {
    /** Below one a few words are expected to be most of what is said; 0.2 is what the literature on segmenting uses. */
    static final double THETA = 0.2;

    private final double[] growth;
    private final double[] totals;
    private final int[] counts;
    private int size;
    private double sum;

    /** @param most how many words there can be at once */
    private Likelihood(double[] growth, double[] totals, int vocabulary) {
        this.growth = growth;
        this.totals = totals;
        this.counts = new int[vocabulary];
    }

    static Likelihood of(Contents contents) {
        int most = contents.size() + 1;
        var growth = new double[most];
        var totals = new double[most];
        double all = Math.max(contents.vocabulary(), 1) * THETA;
        for (int i = 0; i + 1 < most; i++) {
            growth[i] = Math.log(i + THETA);
            totals[i + 1] = totals[i] + Math.log(i + all);
        }
        return new Likelihood(growth, totals, contents.vocabulary());
    }

    /** Another one of the same words, empty. */
    Likelihood anew() {
        return new Likelihood(growth, totals, counts.length);
    }

    void add(int term) {
        sum += growth[counts[term]++];
        size++;
    }

    void remove(int term) {
        sum -= growth[--counts[term]];
        size--;
    }

    int count(int term) {
        return counts[term];
    }

    double value() {
        return sum - totals[size];
    }
}
