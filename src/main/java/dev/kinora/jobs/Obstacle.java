package dev.kinora.jobs;

/** Why a job that may run does not begin. */
public enum Obstacle {
    /** Its kind, or everything. */
    paused,
    /** No worker that is at work does its kind. */
    unserved
}
