package dev.kinora.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be written down of an attempt that is over. */
sealed interface Finished {
    Running job();

    int elapsedMillis();

    /** @param result JSON, or null for none */
    record Completed(
            Running job, int elapsedMillis, @Nullable String result) implements Finished {}

    /** In its own transaction: only the slot and the lease remain to be given back. */
    record CompletedItself(Running job, int elapsedMillis) implements Finished {}

    /** Not done: its lease stays as it is, since with it goes the job, until this worker gives back all it has. */
    record Dropped(Running job, int elapsedMillis) implements Finished {}

    /** Somebody else has it, or it is no more: nothing is written about it. */
    record TakenAway(Running job, int elapsedMillis) implements Finished {}

    /**
     * @param outcome retry, failed or cancelled
     * @param due when to try again
     */
    record Ended(
            Running job,
            int elapsedMillis,
            String outcome,
            @Nullable Instant due,
            @Nullable String code,
            @Nullable String message,
            @Nullable String stack,
            @Nullable String details)
            implements Finished {}

    /** Instead of one that the database does not take. */
    static Ended unstorable(Finished one, String state) {
        var sentence = "What it ended with cannot be stored (SQLSTATE " + state + ").";
        return new Ended(one.job(), one.elapsedMillis(), "failed", null, "not-storable", sentence, null, null);
    }
}
