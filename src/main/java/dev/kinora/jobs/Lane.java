package dev.kinora.jobs;

/** What one thread that takes turns has taken of a lane. */
final class Lane {
    private final Slots slots;
    private int taken;

    Lane(Slots slots) {
        this.slots = slots;
    }

    Slots slots() {
        return slots;
    }

    int room() {
        return slots.room();
    }

    void take(int count) {
        taken += count;
        slots.take(count);
    }

    void giveBack(int count) {
        take(-count);
    }

    void reset() {
        giveBack(taken);
    }
}
