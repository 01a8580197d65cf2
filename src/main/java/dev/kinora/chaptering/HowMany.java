package dev.kinora.chaptering;

/** How many chapters a person would make. */
final class HowMany {
    private HowMany() {}

    /** Fewer a minute in longer films: five in a quarter of an hour, thirteen in one, twenty-one in two. People differ by a third. */
    static double byLength(double minutes) {
        return Math.max(3, Math.exp(0.67 * Math.log(Math.max(minutes, 0.1)) - 0.15));
    }
}
