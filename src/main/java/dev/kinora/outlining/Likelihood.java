package dev.kinora.outlining;

/**
 * How well words go together: the likelihood of their counts under a Dirichlet compound multinomial, one word at a time. Words that
 * repeat cost little, new ones much.
 */
final class Likelihood {
    /** Below one a few words are expected to be most of what is said; 0.2 is what the literature on segmenting uses. */
    private static final double FEW = 0.2;
    /** That of Jeffreys, who expects nothing: for when likelihood alone decides. */
    private static final double NOTHING = 0.5;

    private final double theta;
    private final double[] growth;
    private final double[] totals;
    private final int[] counts;
    private int size;
    private double sum;

    private Likelihood(double theta, double[] growth, double[] totals, int vocabulary) {
        this.theta = theta;
        this.growth = growth;
        this.totals = totals;
        this.counts = new int[vocabulary];
    }

    static Likelihood of(Contents contents) {
        return of(contents, FEW);
    }

    static Likelihood unbiased(Contents contents) {
        return of(contents, NOTHING);
    }

    private static Likelihood of(Contents contents, double theta) {
        int most = contents.size() + 1;
        var growth = new double[most];
        var totals = new double[most];
        double all = Math.max(contents.vocabulary(), 1) * theta;
        for (int i = 0; i + 1 < most; i++) {
            growth[i] = Math.log(i + theta);
            totals[i + 1] = totals[i] + Math.log(i + all);
        }
        return new Likelihood(theta, growth, totals, contents.vocabulary());
    }

    /** Another one of the same words, empty. */
    Likelihood anew() {
        return new Likelihood(theta, growth, totals, counts.length);
    }

    /** How often a word is taken to be said before it is heard. */
    double theta() {
        return theta;
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
