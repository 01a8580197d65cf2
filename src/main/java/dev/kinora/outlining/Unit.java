package dev.kinora.outlining;

/**
 * A sentence, or what is shown as one caption: a chapter begins with one of them.
 *
 * @param start in seconds; NaN where nobody knows
 * @param end in seconds; NaN where nobody knows
 */
public record Unit(String text, double start, double end) {
    public static Unit untimed(String text) {
        return new Unit(text, Double.NaN, Double.NaN);
    }

    public boolean isTimed() {
        return Double.isFinite(start) && Double.isFinite(end);
    }
}
