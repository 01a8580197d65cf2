package dev.kinora.jobs;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One attempt, as its handler sees it. */
public final class JobRun<P extends Record & JobPayload> {
    private final Running running;
    private final P payload;
    private final AttemptStore store;
    private final Notes notes;
    private volatile boolean completed;

    JobRun(Running running, P payload, AttemptStore store, Notes notes) {
        this.running = running;
        this.payload = payload;
        this.store = store;
        this.notes = notes;
    }

    public JobId id() {
        return new JobId(running.claim().id());
    }

    public P payload() {
        return payload;
    }

    /** On whose behalf; empty for the installation's own work. */
    public Optional<UUID> user() {
        return Optional.ofNullable(running.claim().user());
    }

    public Optional<UUID> video() {
        return Optional.ofNullable(running.claim().video());
    }

    /** From 1. */
    public int attempt() {
        return running.claim().attempt();
    }

    public boolean lastAttempt() {
        return attempt() >= running.claim().maxAttempts();
    }

    /** Shown within a second or so. */
    public void progress(int percent, String step) {
        running.say(new Running.Progress(Math.clamp(percent, 0, 100), shortened(step, 100)));
    }

    /** A line for whoever looks at the job; not for what happens a thousand times. */
    public void log(String line) {
        notes.add(running.claim(), shortened(line, 2_000));
    }

    /** Whether the job is to stop: then the thread was interrupted as well. */
    public boolean stopping() {
        return running.stopped() != null;
    }

    /** @throws InterruptedException when the job is to stop; to be asked between steps */
    public void checkpoint() throws InterruptedException {
        if (stopping() || Thread.interrupted()) {
            throw new InterruptedException("the job is to stop");
        }
    }

    /**
     * Does the work, whose stores join, and completes the job in one transaction of the system: both happen once, or neither. Nothing of it
     * stays when the job was taken away meanwhile, and then the attempt ends with an exception. The handler then returns
     * {@link Outcome#done()}.
     */
    public void complete(Runnable work) {
        complete(Map.of(), work);
    }

    public void complete(Map<String, Object> result, Runnable work) {
        // Not before it is durable: within a transaction of the handler's own that may still come to nothing.
        store.complete(running, result, work, () -> completed = true);
    }

    /**
     * Whether it is still this attempt's, for what cannot be part of {@link #complete}. In a transaction nobody takes it away before that ends;
     * otherwise ends the attempt with an exception.
     */
    public void requireHeld() {
        store.requireHeld(running);
    }

    /** How many attempts before failed in this very way; those whose worker was lost or stopped did not. */
    public int failedBefore(Class<? extends Exception> with) {
        return store.failed(running, with.getSimpleName());
    }

    /** Says of this worker, to the others, what it works with. */
    public void worksWith(String what, String which) {
        store.worksWith(what, which);
    }

    /** Whether another worker that is at work has said so. */
    public boolean othersWorkWith(String what, String which) {
        return store.othersWorkWith(what, which);
    }

    boolean completed() {
        return completed;
    }

    private static String shortened(String text, int most) {
        return AttemptStore.plain(text.length() <= most ? text : text.substring(0, most - 1) + "…");
    }
}
