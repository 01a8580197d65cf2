package dev.kinora.processing;

/** Nobody wants any more what is being encoded. */
final class GivenUp extends RuntimeException {
    GivenUp() {
        super("what is being made is not wanted any more", null, false, false);
    }
}
