package dev.kinora.outlining;

import java.util.Arrays;

/** Words that come and go: a new subject brings words that stay for a while, and those of the old one are heard no more. */
final class TermFlow {
    /** So many words are the opening of a chapter. */
    private static final int OPENING = 25;
    /** So far one looks whether they come again. */
    private static final int STAY = 200;

    private final int[] terms;
    private final int[] begins;
    private final int[][] places;
    private final int[] rank;

    TermFlow(Contents contents) {
        terms = contents.terms();
        begins = contents.begins();
        var counts = new int[contents.vocabulary()];
        for (int term : terms) {
            counts[term]++;
        }
        places = new int[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            places[i] = new int[counts[i]];
        }
        rank = new int[terms.length];
        Arrays.fill(counts, 0);
        for (int i = 0; i < terms.length; i++) {
            rank[i] = counts[terms[i]]++;
            places[terms[i]][rank[i]] = i;
        }
    }

    /** How much of what opens here comes again soon and was not heard of late. */
    double[] openings() {
        var found = new double[begins.length - 1];
        for (int i = 0; i < found.length; i++) {
            int middle = begins[i];
            int to = Math.min(terms.length, middle + OPENING);
            for (int at = middle; at < to; at++) {
                if (isFirstSince(at, middle)) {
                    found[i] += gain(after(at, middle + STAY), before(at, middle - STAY));
                }
            }
        }
        return found;
    }

    /** How much of what closes here was heard much of late and is heard no more. */
    double[] closings() {
        var found = new double[begins.length - 1];
        for (int i = 0; i < found.length; i++) {
            int middle = begins[i];
            int from = Math.max(0, middle - OPENING);
            for (int at = middle - 1; at >= from; at--) {
                if (isLastUntil(at, middle)) {
                    found[i] += gain(before(at, middle - STAY) + 1, after(at, middle + STAY) - 1);
                }
            }
        }
        return found;
    }

    private static double gain(int more, int less) {
        return Math.log((1.0 + more) / (1.0 + Math.max(0, less)));
    }

    private boolean isFirstSince(int at, int since) {
        return rank[at] == 0 || places[terms[at]][rank[at] - 1] < since;
    }

    private boolean isLastUntil(int at, int until) {
        var all = places[terms[at]];
        return rank[at] == all.length - 1 || all[rank[at] + 1] >= until;
    }

    /** How often it is heard from here on, this time among them. */
    private int after(int at, int until) {
        var all = places[terms[at]];
        int next = rank[at];
        while (next < all.length && all[next] < until) {
            next++;
        }
        return next - rank[at];
    }

    /** How often it was heard before. */
    private int before(int at, int since) {
        var all = places[terms[at]];
        int last = rank[at];
        while (last > 0 && all[last - 1] >= since) {
            last--;
        }
        return rank[at] - last;
    }
}
