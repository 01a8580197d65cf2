package dev.kinora.outlining;

/**
 * @param start in seconds
 * @param end in seconds
 */
public record Silence(double start, double end) {
    double middle() {
        return (start + end) / 2;
    }
}
