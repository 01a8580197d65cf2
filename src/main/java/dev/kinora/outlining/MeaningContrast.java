package dev.kinora.outlining;

/**
 * How far what is said before and after a boundary is apart in meaning. What is said all over the text counts less, as do words that are
 * said often.
 */
final class MeaningContrast {
    private static final int DIRECTIONS = Meanings.DIRECTIONS;

    private final int[] begins;
    /** Sums from the beginning to each word, direction by direction, and of the weights. */
    private final double[] sums;

    private final double[] weights;

    MeaningContrast(Heard heard) {
        var contents = heard.contents();
        begins = contents.begins();
        sums = new double[(contents.size() + 1) * DIRECTIONS];
        weights = new double[contents.size() + 1];
        var rarity = rarity(contents);
        var meanings = new float[contents.vocabulary()][];
        for (int term = 0; term < meanings.length; term++) {
            var meaning = Meanings.of(heard.stem(term));
            meanings[term] = meaning == null ? new float[0] : meaning;
        }
        var usual = usual(contents, meanings, rarity);
        for (int i = 0; i < contents.size(); i++) {
            var meaning = meanings[contents.terms()[i]];
            double weight = meaning.length == 0 ? 0 : rarity[contents.terms()[i]];
            weights[i + 1] = weights[i] + weight;
            for (int k = 0; k < DIRECTIONS; k++) {
                double here = meaning.length == 0 ? 0 : weight * (meaning[k] - usual[k]);
                sums[(i + 1) * DIRECTIONS + k] = sums[i * DIRECTIONS + k] + here;
            }
        }
    }

    private static double[] rarity(Contents contents) {
        var rarity = new double[contents.vocabulary()];
        for (int term : contents.terms()) {
            rarity[term]++;
        }
        for (int i = 0; i < rarity.length; i++) {
            rarity[i] = 1 / Math.sqrt(rarity[i]);
        }
        return rarity;
    }

    private static double[] usual(Contents contents, float[][] meanings, double[] rarity) {
        var usual = new double[DIRECTIONS];
        double all = 1e-9;
        for (int term : contents.terms()) {
            if (meanings[term].length > 0) {
                all += rarity[term];
                for (int k = 0; k < DIRECTIONS; k++) {
                    usual[k] += rarity[term] * meanings[term][k];
                }
            }
        }
        for (int k = 0; k < DIRECTIONS; k++) {
            usual[k] /= all;
        }
        return usual;
    }

    /** How much better two meanings fit the words around the beginning of each unit than one does. */
    double[] of(int window) {
        var contrast = new double[begins.length - 1];
        int size = weights.length - 1;
        for (int i = 0; i < contrast.length; i++) {
            int from = Math.max(0, begins[i] - window);
            int to = Math.min(size, begins[i] + window);
            contrast[i] = fit(from, begins[i]) + fit(begins[i], to) - fit(from, to);
        }
        return contrast;
    }

    /** How well words go together: their number times how long their mean is, squared. */
    private double fit(int from, int to) {
        double weight = weights[to] - weights[from];
        double square = 0;
        for (int k = 0; k < DIRECTIONS; k++) {
            double sum = sums[to * DIRECTIONS + k] - sums[from * DIRECTIONS + k];
            square += sum * sum;
        }
        return weight <= 0 ? 0 : square / weight;
    }
}
