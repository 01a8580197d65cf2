package dev.kinora.jobs;

/** What one thread that takes turns has taken of a lane. */
final class Lane {
    private final Slots slots;
    private int taken;
    /** Whether something of it is known to be ready; until it was looked, it may be. */
    private volatile boolean waited = true;
    /** Whether there was more of it than could be taken when it was last looked. */
    private volatile boolean crowded = true;

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

    /** One that others have taken of its slots and that is this one's from now on. */
    void adopt() {
        taken++;
    }

    boolean waited() {
        return waited;
    }

    void waited(boolean now) {
        waited = now;
    }

    /**
     * Whether somebody may begin at once although others stand in line: who is few is taken by the next turn anyway, and finds a
     * slot, as most are free.
     */
    boolean hasRoomForAll() {
        return !crowded && slots.mostlyFree();
    }

    void crowded(boolean now) {
        crowded = now;
    }

    void giveBack(int count) {
        take(-count);
    }

    void reset() {
        giveBack(taken);
        waited = true;
        crowded = true;
    }
}
