package dev.kinora.outlining;

/** Series of numbers, one a unit; that of the first says nothing, for no boundary is before it. */
final class Curves {
    private static final double LEAST = -3;
    private static final double MOST = 4;

    private Curves() {}

    /** In deviations from the mean, so that films can be compared. */
    static double[] standardised(double[] raw) {
        int count = Math.max(1, raw.length - 1);
        double mean = 0;
        for (int i = 1; i < raw.length; i++) {
            mean += raw[i] / count;
        }
        double variance = 0;
        for (int i = 1; i < raw.length; i++) {
            variance += (raw[i] - mean) * (raw[i] - mean) / count;
        }
        double deviation = Math.max(Math.sqrt(variance), 1e-9);
        var scaled = new double[raw.length];
        for (int i = 1; i < raw.length; i++) {
            scaled[i] = Math.clamp((raw[i] - mean) / deviation, LEAST, MOST);
        }
        return scaled;
    }

    /** How much each stands out of what is near it. */
    static double[] peaks(double[] curve, double[] clock, double near) {
        var sums = new double[curve.length + 1];
        for (int i = 0; i < curve.length; i++) {
            sums[i + 1] = sums[i] + curve[i];
        }
        var peaks = new double[curve.length];
        int from = 0;
        int to = 0;
        for (int i = 0; i < curve.length; i++) {
            while (clock[from] < clock[i] - near) {
                from++;
            }
            while (to < curve.length && clock[to] <= clock[i] + near) {
                to++;
            }
            peaks[i] = curve[i] - (sums[to] - sums[from]) / (to - from);
        }
        return peaks;
    }
}
