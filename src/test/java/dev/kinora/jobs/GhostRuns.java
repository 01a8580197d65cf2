package dev.kinora.jobs;

/** Jobs as a worker knows them that does not run them. */
final class GhostRuns {
    private GhostRuns() {}

    static Running running(Claim claim) {
        return new Running(claim, new Lane("ghost", 1));
    }
}
