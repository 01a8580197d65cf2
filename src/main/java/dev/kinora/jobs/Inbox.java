package dev.kinora.jobs;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What other threads have to say to the one that takes turns. */
final class Inbox {
    private final ConcurrentLinkedQueue<Finished> over = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> hints = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Map<Integer, Long>> looks = new ConcurrentLinkedQueue<>();
    private final Semaphore nudges = new Semaphore(0);
    private final AtomicBoolean nudged = new AtomicBoolean();
    private volatile boolean waiting;

    // --- from other threads

    void hint(Collection<Integer> jobClasses) {
        hints.addAll(jobClasses);
        nudge();
    }

    void looked(Map<Integer, Long> heads) {
        looks.add(heads);
        nudge();
    }

    void finished(Finished finished) {
        over.add(finished);
        if (waiting) {
            nudge();
        }
    }

    void nudge() {
        if (nudged.compareAndSet(false, true)) {
            nudges.release();
        }
    }

    // --- the thread that takes turns

    void heed(JobClasses classes) {
        for (var look = looks.poll(); look != null; look = looks.poll()) {
            classes.looked(look);
        }
        for (var hint = hints.poll(); hint != null; hint = hints.poll()) {
            classes.hint(hint);
        }
    }

    /** @param patienceMillis how long to wait while there is nothing */
    void collect(Held held, long patienceMillis) throws InterruptedException {
        waiting = true;
        if (patienceMillis > 0 && over.isEmpty() && nudges.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
            nudged.set(false);
        }
        waiting = false;
        if (nudges.tryAcquire()) {
            nudged.set(false);
        }
        for (var each = over.poll(); each != null; each = over.poll()) {
            held.end(each);
        }
    }
}
