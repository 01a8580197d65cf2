package dev.kinora.jobs;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs what a lane has taken, so many at a time. A runner takes one job after the other: most jobs take less than a thread's birth. */
final class Slots {
    private final String lane;
    private final int count;
    private final Consumer<Running> work;
    private final ConcurrentLinkedQueue<Running> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger runners = new AtomicInteger();

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

    void run(Running job) {
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
                work.accept(job);
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
