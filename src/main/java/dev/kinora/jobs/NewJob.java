package dev.kinora.jobs;

/** A job to be queued together with others, some of which may wait for it: its id is known beforehand. */
public record NewJob(JobId id, JobPayload payload, JobOptions options) {
    public static NewJob of(JobPayload payload) {
        return of(payload, JobOptions.none());
    }

    public static NewJob of(JobPayload payload, JobOptions options) {
        return new NewJob(JobId.next(), payload, options);
    }
}
