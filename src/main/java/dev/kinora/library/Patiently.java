package dev.kinora.library;

import dev.kinora.platform.DatabaseBusy;
import dev.kinora.platform.Db;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** For work of people that may meet the system's own on the same rows, as deleting a video meets the jobs that work on it. */
final class Patiently {
    private static final int TIMES = 3;
    private static final Duration LEAST = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofMillis(250);

    private Patiently() {}

    /** Done again where somebody else was in the way, but not within a transaction, which has come to nothing by then. */
    static <T> T done(Db db, Supplier<T> work) {
        for (var again = 0; again < TIMES && !db.joins(); again++) {
            try {
                return work.get();
            } catch (DatabaseBusy busy) {
                pause(busy);
            }
        }
        return work.get();
    }

    private static void pause(DatabaseBusy busy) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(LEAST.toMillis(), MOST.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            busy.addSuppressed(e);
            throw busy;
        }
    }
}
