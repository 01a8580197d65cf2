package dev.kinora.jobs;

import java.util.concurrent.Semaphore;

/** The slots of one lane in this process. What may wait behind them depends on how soon they come free. */
final class Lane {
    private static final double AHEAD_SECONDS = 0.05;
    private static final int DEEPEST = 64;
    private static final double WEIGHT = 0.02;

    private final String name;
    private final int slots;
    private final Semaphore free;
    /** Only the thread that takes turns writes these. */
    private int taken;

    private double usualSeconds = 1;

    Lane(String name, int slots) {
        this.name = name;
        this.slots = slots;
        this.free = new Semaphore(slots);
    }

    String name() {
        return name;
    }

    Semaphore free() {
        return free;
    }

    /** Jobs of a moment are taken ahead, as many as begin within a twentieth of a second; others only into a free slot. */
    int room() {
        var depth = Math.clamp((long) (AHEAD_SECONDS / usualSeconds), 1, DEEPEST);
        return (int) (slots * depth) - taken;
    }

    int taken() {
        return taken;
    }

    void take(int count) {
        taken += count;
    }

    void giveBack(double seconds) {
        taken--;
        usualSeconds += (seconds - usualSeconds) * WEIGHT;
    }

    void reset() {
        taken = 0;
    }
}
