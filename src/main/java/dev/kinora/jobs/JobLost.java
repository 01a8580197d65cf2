package dev.kinora.jobs;

/** The job was taken away from this worker, which was thought to be lost; what it did in its transaction does not stay. */
final class JobLost extends RuntimeException {
    JobLost() {
        super("the job was taken away from this worker", null, false, false);
    }
}
