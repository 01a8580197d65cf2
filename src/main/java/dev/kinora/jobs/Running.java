package dev.kinora.jobs;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A job in this process, from its claim to its end. */
final class Running {
    /** Why a handler was interrupted; the first reason stands. */
    enum Stop {
        CANCELLED,
        TIMED_OUT,
        HANDED_BACK,
        LOST
    }

    record Progress(int percent, @Nullable String step) {}

    private final Claim claim;
    private final Lane lane;
    private final Turns turns;
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final AtomicReference<@Nullable Progress> unsaid = new AtomicReference<>();
    private volatile @Nullable Thread thread;
    private final long takenNanos = System.nanoTime();
    private volatile long begunNanos;
    private volatile boolean begun;
    private volatile boolean shown;

    Running(Claim claim, Lane lane, Turns turns) {
        this.claim = claim;
        this.lane = lane;
        this.turns = turns;
    }

    Claim claim() {
        return claim;
    }

    Lane lane() {
        return lane;
    }

    /** To whoever took it. */
    void finished(Finished finished) {
        turns.inbox().finished(finished);
    }

    /** @return false when it was stopped before it began */
    synchronized boolean begin() {
        if (stop.get() != null) {
            return false;
        }
        begunNanos = System.nanoTime();
        thread = Thread.currentThread();
        begun = true;
        return true;
    }

    /** @return whether it is not begun, and from now on will not be */
    synchronized boolean giveUp() {
        return !begun && stop.compareAndSet(null, Stop.HANDED_BACK);
    }

    Duration waited() {
        return begun ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - takenNanos);
    }

    boolean begun() {
        return begun;
    }

    /** From here on an interruption would hit what comes after the handler. */
    synchronized void end() {
        thread = null;
        // Cleared, so that it does not reach what is done with the result.
        Thread.interrupted();
    }

    synchronized void stop(Stop reason) {
        if (stop.compareAndSet(null, reason)) {
            var running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }

    @Nullable
    Stop stopped() {
        return stop.get();
    }

    Duration elapsed() {
        return begun ? Duration.ofNanos(System.nanoTime() - begunNanos) : Duration.ZERO;
    }

    int elapsedMillis() {
        return (int) Math.min(Integer.MAX_VALUE, elapsed().toMillis());
    }

    void say(Progress progress) {
        unsaid.set(progress);
    }

    @Nullable
    Progress takeUnsaid() {
        return unsaid.getAndSet(null);
    }

    boolean shown() {
        return shown;
    }

    void markShown() {
        shown = true;
    }
}
