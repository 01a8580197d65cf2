package dev.kinora.jobs;

/**
 * Does one kind of work. A job may be begun more than once: a handler is idempotent, or does what matters in the transaction
 * of {@link JobRun#complete}, which happens once. It runs as the system, on a virtual thread that is interrupted when the job
 * is to stop.
 */
public interface JobHandler<P extends Record & JobPayload> {
    JobType jobType();

    Class<P> payload();

    /** What it throws is a failure that is tried again; {@link Outcome} says everything else. */
    Outcome run(JobRun<P> job) throws Exception;
}
