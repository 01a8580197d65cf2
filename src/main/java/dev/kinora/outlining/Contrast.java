package dev.kinora.outlining;

/** How much less likely it is that what is said before and after a boundary is about one thing than about two. */
final class Contrast {
    private final int[] terms;
    private final int[] begins;
    private final Likelihood left;
    private final Likelihood right;
    private final Likelihood both;

    private Contrast(Contents contents, Likelihood likelihood) {
        terms = contents.terms();
        begins = contents.begins();
        left = likelihood.anew();
        right = likelihood.anew();
        both = likelihood.anew();
    }

    /** At the beginning of each unit. */
    static double[] of(Contents contents, Likelihood likelihood, int window) {
        return new Contrast(contents, likelihood).slide(window);
    }

    private double[] slide(int window) {
        var contrast = new double[begins.length - 1];
        int leftFrom = 0;
        int middle = 0;
        int rightTo = 0;
        for (int i = 0; i < contrast.length; i++) {
            for (; middle < begins[i]; middle++) {
                left.add(terms[middle]);
                if (middle < rightTo) {
                    right.remove(terms[middle]);
                } else {
                    both.add(terms[middle]);
                    rightTo = middle + 1;
                }
            }
            for (; rightTo < Math.min(terms.length, middle + window); rightTo++) {
                right.add(terms[rightTo]);
                both.add(terms[rightTo]);
            }
            for (; leftFrom < middle - window; leftFrom++) {
                left.remove(terms[leftFrom]);
                both.remove(terms[leftFrom]);
            }
            contrast[i] = left.value() + right.value() - both.value();
        }
        return contrast;
    }
}
