package dev.kinora.jobs;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of work.
 *
 * @param name as it stands in the database; never changed once there are jobs of it
 * @param lane whose slots it takes
 * @param priority 1 most to 10 least urgent, unless a job has its own
 * @param attempts how often a job is begun before it counts as failed
 * @param backoff how long to wait between attempts
 * @param timeout after which an attempt is stopped; null for none
 */
public record JobType(
        String name,
        String lane,
        int priority,
        int attempts,
        Backoff backoff,
        @Nullable Duration timeout) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");

    public JobType {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a kind of work: " + name);
        }
        if (priority < 1 || priority > 10 || attempts < 1) {
            throw new IllegalArgumentException("priority is 1 to 10, attempts at least 1: " + name);
        }
    }

    /** Light, of middling priority, three attempts. */
    public static JobType of(String name) {
        return new JobType(name, Lanes.LIGHT, 5, 3, Backoff.USUAL, null);
    }

    public JobType lane(String other) {
        return new JobType(name, other, priority, attempts, backoff, timeout);
    }

    public JobType priority(int other) {
        return new JobType(name, lane, other, attempts, backoff, timeout);
    }

    public JobType attempts(int other) {
        return new JobType(name, lane, priority, other, backoff, timeout);
    }

    public JobType backoff(Backoff other) {
        return new JobType(name, lane, priority, attempts, other, timeout);
    }

    public JobType timeout(Duration other) {
        return new JobType(name, lane, priority, attempts, backoff, other);
    }
}
