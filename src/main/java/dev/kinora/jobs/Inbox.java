package dev.kinora.jobs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What other threads have to say to the one that takes turns. */
final class Inbox {
    private final ConcurrentLinkedQueue<Given> given = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Finished> over = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> hints = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Map<Integer, Long>> looks = new ConcurrentLinkedQueue<>();
    private final Semaphore nudges = new Semaphore(0);
    private final AtomicBoolean nudged = new AtomicBoolean();
    private volatile boolean waiting;

    /** @param worker in whose name it is leased */
    record Given(Running job, UUID worker) {}

    // --- from other threads

    /** A job that was born leased; to be said before it begins. */
    void given(Running job, UUID worker) {
        given.add(new Given(job, worker));
    }

    /** Whether something new of this lane was heard of, and not heeded yet. */
    boolean hinted(Lane lane, LaneChoice choice) {
        return hints.stream().anyMatch(jobClass -> choice.lane(JobClasses.type(jobClass)) == lane);
    }

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

    void heed(LaneChoice choice) {
        var looked = false;
        for (var look = looks.poll(); look != null; look = looks.poll()) {
            choice.looked(look);
            looked = true;
        }
        // Out of here only when its lane says that it is waited for.
        for (var hint = hints.peek(); hint != null; hint = hints.peek()) {
            choice.hinted(hint);
            hints.remove();
        }
        if (looked) {
            choice.recount();
        } else {
            choice.recountIfPausedOtherwise();
        }
    }

    /** What ends meanwhile wakes nobody; whatever else is said does. */
    void linger(long millis) throws InterruptedException {
        if (nudges.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            nudged.set(false);
        }
    }

    /** @param patienceMillis how long to wait while there is nothing */
    void collect(Held held, UUID worker, long patienceMillis) throws InterruptedException {
        waiting = true;
        if (patienceMillis > 0 && over.isEmpty() && nudges.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
            nudged.set(false);
        }
        waiting = false;
        if (nudges.tryAcquire()) {
            nudged.set(false);
        }
        var ended = new ArrayList<Finished>();
        for (var each = over.poll(); each != null; each = over.poll()) {
            ended.add(each);
        }
        // After the look at what is over, so that what ended is known to have begun.
        for (var each = given.poll(); each != null; each = given.poll()) {
            held.given(each.job(), each.worker().equals(worker));
        }
        ended.forEach(held::end);
    }
}
