package dev.kinora.storage;

import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/** A look through all stores that are ours for what is nobody's, which is written down; one that cannot be read holds up no other. */
final class Round {
    /** So long what was written down can still be found wanted. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final DoomedStore database;
    private final Ownership ownership;
    private final MediaStores stores;

    Round(DoomedStore database, MediaStores stores) {
        this.database = database;
        this.ownership = new Ownership(database);
        this.stores = stores;
    }

    interface Look {
        void through(MediaStore store, Found found) throws IOException, InterruptedException;
    }

    Outcome make(JobRun<?> job, Look look) throws InterruptedException {
        var found = new Found(job);
        var failed = new ArrayList<String>();
        for (var store : stores.all()) {
            try {
                if (ownership.isOurs(store)) {
                    look.through(store, found);
                } else {
                    job.log("The store " + store.name()
                            + " carries the mark of another Kinora: what nobody here knows in it is left alone.");
                }
            } catch (IOException e) {
                job.log(store.name() + ": " + e);
                failed.add(store.name());
            }
        }
        return failed.isEmpty()
                ? Outcome.done(Map.of("doomed", found.doomed, "waiting", found.young))
                : Outcome.failed(
                        "store-not-read",
                        "Could not look through " + String.join(", ", failed) + "; the next run tries again.");
    }

    final class Found {
        private final JobRun<?> job;
        private int doomed;
        private int young;

        private Found(JobRun<?> job) {
            this.job = job;
        }

        void waits() {
            young++;
        }

        /** @param path one file, or with a slash at its end everything below */
        void doom(MediaStore store, String path) {
            if (database.doomOrphan(store.name(), path, GRACE)) {
                job.log("Nothing refers to " + path + " in " + store.name() + ": it will be deleted in a day");
                doomed++;
            }
        }
    }
}
