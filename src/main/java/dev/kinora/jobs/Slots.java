package dev.kinora.jobs;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs what a lane has taken, so many at a time. A runner takes one job after the other: most jobs take less than a thread's birth.
 * How much is taken ahead depends on how soon slots come free.
 */
final class Slots {
    private static final double AHEAD_SECONDS = 0.05;
    private static final int DEEPEST = 128;
    private static final double WEIGHT = 0.02;
    private static final int MANY = 8;

    private final String lane;
    private final int count;
    private final Consumer<Running> work;
    private final ConcurrentLinkedQueue<Running> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger runners = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    /** Jobs that are here and not over. */
    private final AtomicInteger held = new AtomicInteger();
    /** Jobs that are being queued and are to begin here. */
    private final AtomicInteger kept = new AtomicInteger();

    private double usualSeconds = 1;

    Slots(String lane, int count, Consumer<Running> work) {
        this.lane = lane;
        this.count = count;
        this.work = work;
    }

    String lane() {
        return lane;
    }

    int count() {
        return count;
    }

    /** Jobs of a moment are taken ahead, as many as begin within a twentieth of a second; others only into a free slot. */
    synchronized int room() {
        return most() - taken.get();
    }

    private synchronized int most() {
        return count * Math.clamp((long) (AHEAD_SECONDS / usualSeconds), 1, DEEPEST);
    }

    void take(int more) {
        taken.addAndGet(more);
    }

    synchronized void took(double seconds) {
        usualSeconds += (seconds - usualSeconds) * WEIGHT;
    }

    /** What was taken ahead has waited too long. */
    synchronized void stuck() {
        usualSeconds = Math.max(usualSeconds, 1);
    }

    void run(Running job) {
        held.incrementAndGet();
        runHeld(job);
    }

    /** Never of a few, where each counts. */
    boolean mostlyFree() {
        return count >= MANY && held.get() < count / 2 && held.get() + kept.get() < most() / 2;
    }

    /** A place for a job that is being queued, if a slot is free; who is claimed meanwhile does not wait for it. */
    boolean keep() {
        var most = most();
        for (var now = kept.get(); held.get() < count && held.get() + now < most; now = kept.get()) {
            if (kept.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    void letGo() {
        kept.decrementAndGet();
    }

    /** @return false where others came first meanwhile, so that it would wait too long */
    boolean holdKept() {
        kept.decrementAndGet();
        if (held.incrementAndGet() <= most()) {
            return true;
        }
        held.decrementAndGet();
        return false;
    }

    /** After {@link #holdKept}. */
    void runHeld(Running job) {
        waiting.add(job);
        ensureRunner();
    }

    private void ensureRunner() {
        for (var now = runners.get(); now < count; now = runners.get()) {
            if (runners.compareAndSet(now, now + 1)) {
                Thread.ofVirtual().name("job " + lane).start(this::runAll);
                return;
            }
        }
    }

    private void runAll() {
        try {
            for (var job = waiting.poll(); job != null; job = waiting.poll()) {
                try {
                    work.accept(job);
                } finally {
                    held.decrementAndGet();
                }
            }
        } finally {
            runners.decrementAndGet();
            // What came between the last look and now found this runner still counted.
            if (!waiting.isEmpty()) {
                ensureRunner();
            }
        }
    }
}
