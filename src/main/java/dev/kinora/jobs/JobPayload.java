package dev.kinora.jobs;

/** What a job is to work on: a record whose components are written as JSON into the job. It knows its kind. */
public interface JobPayload {
    JobType jobType();
}
