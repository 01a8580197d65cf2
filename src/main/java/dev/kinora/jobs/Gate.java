package dev.kinora.jobs;

/** No more than so many jobs of this name run at a time, in all processes together; the others wait without holding up anybody. */
public record Gate(String name, int limit) {
    public Gate {
        if (name.isEmpty() || name.length() > 200 || limit < 1 || limit > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a gate has a name of at most 200 characters and lets through at least one");
        }
    }
}
