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

    private final String lane;
    private final int count;
    private final Consumer<Running> work;
    private final ConcurrentLinkedQueue<Running> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger runners = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    /** Slots kept for jobs that are being queued, and jobs that are here and not over. */
    private final AtomicInteger busy = new AtomicInteger();

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
        var depth = Math.clamp((long) (AHEAD_SECONDS / usualSeconds), 1, DEEPEST);
        return (int) (count * depth) - taken.get();
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
        busy.incrementAndGet();
        runKept(job);
    }

    /** Keeps a free slot for a job that is being queued; who is claimed meanwhile does not wait for it. */
    boolean keep() {
        for (var now = busy.get(); now < count; now = busy.get()) {
            if (busy.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a slot that was kept is still free for whom it was kept. */
    boolean kept() {
        return busy.get() <= count;
    }

    void letGo() {
        busy.decrementAndGet();
    }

    /** In the slot that was kept for it. */
    void runKept(Running job) {
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
                    busy.decrementAndGet();
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
