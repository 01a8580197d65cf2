package dev.kinora.jobs;

import dev.kinora.schema.enums.Uniqueness;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Under this key there is one job only; queueing another returns the one there is. */
public record Unique(String key, Uniqueness holds, @Nullable Duration period) {
    /** Until a worker takes it: what happens afterwards is not covered by it any more. */
    public static Unique whileQueued(String key) {
        return new Unique(key, Uniqueness.queued, null);
    }

    public static Unique whileUnfinished(String key) {
        return new Unique(key, Uniqueness.unfinished, null);
    }

    /** Whatever becomes of it. */
    public static Unique within(Duration period, String key) {
        return new Unique(key, Uniqueness.period, period);
    }
}
