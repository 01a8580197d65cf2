package dev.kinora.bench.queue;

/** One measured value, and whether more of it is better. */
public record Figure(String name, double value, boolean moreIsBetter) {
    static Figure more(String name, double value) {
        return new Figure(name, value, true);
    }

    static Figure less(String name, double value) {
        return new Figure(name, value, false);
    }
}
