package dev.kinora.jobs;

/** What one thread that takes turns has taken of a lane. How much it takes ahead depends on how soon slots come free. */
final class Lane {
    private static final double AHEAD_SECONDS = 0.05;
    private static final int DEEPEST = 64;
    private static final double WEIGHT = 0.02;

    private final Slots slots;
    private int taken;
    private double usualSeconds = 1;

    Lane(Slots slots) {
        this.slots = slots;
    }

    Slots slots() {
        return slots;
    }

    /** Jobs of a moment are taken ahead, as many as begin within a twentieth of a second; others only into a free slot. */
    int room() {
        var depth = Math.clamp((long) (AHEAD_SECONDS / usualSeconds), 1, DEEPEST);
        return (int) (slots.count() * depth) - taken;
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
