package dev.kinora.jobs;

import dev.kinora.platform.Ids;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that this worker lives, takes the jobs of those away who do not, and stops everything here before others do that to it. */
final class Heart {
    private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

    private final Worker worker;
    private final WorkerStore store;
    private final Crew crew;
    private final Duration lease;
    private final Clock clock;
    private volatile int others;
    private volatile long beatenNanos = System.nanoTime();
    private volatile boolean cutOff;
    private volatile boolean stopped;
    private volatile @Nullable Thread guarding;

    Heart(Worker worker, WorkerStore store, Crew crew, Duration lease, Clock clock) {
        this.worker = worker;
        this.store = store;
        this.crew = crew;
        this.lease = lease;
        this.clock = clock;
    }

    void start() {
        beatenNanos = System.nanoTime();
        stopped = false;
        guarding = Thread.ofVirtual().name("jobs-guard").start(this::guard);
    }

    boolean stopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
        var guard = guarding;
        if (guard != null) {
            guard.interrupt();
        }
    }

    int othersAlive() {
        return others;
    }

    void beat() {
        if (System.nanoTime() - beatenNanos < lease.dividedBy(4).toNanos()) {
            return;
        }
        var now = System.nanoTime();
        if (!cutOff && store.beat(worker.id())) {
            beatenNanos = now;
        } else {
            LOG.warn("This worker was cut off and may be held to be lost; it starts over.");
            startOver();
        }
        var rescued = store.rescue(worker.id(), lease, clock.instant());
        rescued.lost()
                .forEach(lost -> LOG.warn(
                        "The worker {} was not heard of for {} s; its jobs are queued again.",
                        lost,
                        lease.toSeconds()));
        worker.wake(rescued.classes());
        others = rescued.others();
    }

    /** Apart from the chores, which wait for the database just when it does not answer. */
    private void guard() {
        try {
            while (true) {
                fenceSelf();
                Thread.sleep(lease.dividedBy(40));
            }
        } catch (InterruptedException _) {
            // The worker stops.
        }
    }

    /** Whether others may have begun, or may soon begin, what is here: nothing new is begun then. */
    boolean fenced() {
        if (guarding != null) {
            fenceSelf();
        }
        return cutOff;
    }

    /** Without a sign of life for most of the lease, others may soon begin what runs here. */
    private void fenceSelf() {
        if (System.nanoTime() - beatenNanos > lease.multipliedBy(4).dividedBy(5).toNanos()) {
            cutOff = true;
            crew.running().forEach(job -> job.stop(Running.Stop.LOST));
        }
    }

    private void startOver() {
        crew.running().forEach(job -> job.stop(Running.Stop.LOST));
        var old = worker.id();
        var fresh = Ids.next();
        worker.register(fresh);
        crew.become(fresh);
        beatenNanos = System.nanoTime();
        cutOff = false;
        // What was dropped while it was cut off is still leased to the old one, and what a turn takes for it in this
        // moment will be rescued.
        store.stop(old, clock.instant());
    }
}
