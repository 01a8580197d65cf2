package dev.kinora.outlining;

/** How much of what is said before and after a boundary is the same; words that are all over the film count little. */
final class Overlap {
    private static final int WINDOW = 50;

    private final Contents contents;
    private final double[] rarity;
    private final int[] left;
    private final int[] right;
    private final int[] seenAt;

    private Overlap(Contents contents) {
        this.contents = contents;
        rarity = rarity(contents);
        left = new int[contents.vocabulary()];
        right = new int[contents.vocabulary()];
        seenAt = new int[contents.vocabulary()];
    }

    /** The cosine, less is more: 0 where all is the same, 1 where nothing is. */
    static double[] missing(Contents contents) {
        var overlap = new Overlap(contents);
        var missing = new double[contents.units()];
        for (int i = 1; i < missing.length; i++) {
            missing[i] = 1 - overlap.at(i);
        }
        return missing;
    }

    private static double[] rarity(Contents contents) {
        var units = new double[contents.vocabulary()];
        var last = new int[contents.vocabulary()];
        for (int i = 0; i < contents.units(); i++) {
            for (int at = contents.begins()[i]; at < contents.begins()[i + 1]; at++) {
                int term = contents.terms()[at];
                units[term] += last[term] == i + 1 ? 0 : 1;
                last[term] = i + 1;
            }
        }
        for (int i = 0; i < units.length; i++) {
            units[i] = Math.log((contents.units() + 1) / Math.max(1, units[i]));
        }
        return units;
    }

    private double at(int unit) {
        int middle = contents.begins()[unit];
        int from = Math.max(0, middle - WINDOW);
        int to = Math.min(contents.size(), middle + WINDOW);
        count(left, from, middle, 1);
        count(right, middle, to, 1);
        double both = 0;
        double one = 0;
        double other = 0;
        for (int at = from; at < to; at++) {
            int term = contents.terms()[at];
            if (seenAt[term] != unit) {
                seenAt[term] = unit;
                double before = Math.log1p(left[term]) * rarity[term];
                double after = Math.log1p(right[term]) * rarity[term];
                both += before * after;
                one += before * before;
                other += after * after;
            }
        }
        count(left, from, middle, -1);
        count(right, middle, to, -1);
        return both / Math.sqrt(Math.max(1e-9, one * other));
    }

    private void count(int[] counts, int from, int to, int by) {
        for (int at = from; at < to; at++) {
            counts[contents.terms()[at]] += by;
        }
    }
}
