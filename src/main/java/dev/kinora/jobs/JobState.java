package dev.kinora.jobs;

/** Where a job is, told apart more finely than its status: what is queued is ready, or waits for something. */
public enum JobState {
    /** May run now; waits for a free slot. */
    ready,
    /** Planned for later, or held back after a failure. */
    scheduled,
    /** Waits until another with the same gate has ended. */
    gated,
    /** Waits for other jobs. */
    waiting,
    running,
    completed,
    failed,
    cancelled;

    public boolean isEnded() {
        return this == completed || this == failed || this == cancelled;
    }
}
