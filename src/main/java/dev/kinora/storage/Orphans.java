package dev.kinora.storage;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Looks through the stores for what no row knows: left by a crash, or by a database that was put back to an earlier day. For
 * the latter's sake it waits some days; then it is written down as doomed, and a day later, if still no row knows it, the sweeper
 * deletes it.
 */
final class Orphans implements JobHandler<Orphans.Collect> {
    private static final JobType TYPE =
            JobType.of("collect_orphans").lane(Lanes.UPKEEP).priority(9).timeout(Duration.ofHours(12));
    private static final Duration GRACE = Duration.ofDays(1);
    private static final int AT_ONCE = 500;
    private static final int MILLIS_SHIFT = 16;
    private static final int VERSION_7 = 7;

    record Collect() implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final DoomedStore database;
    private final Ownership ownership;
    private final MediaStores stores;
    private final Duration patience;
    private final Clock clock;

    Orphans(DoomedStore database, Ownership ownership, MediaStores stores, Duration patience, Clock clock) {
        this.database = database;
        this.ownership = ownership;
        this.stores = stores;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Collect> payload() {
        return Collect.class;
    }

    @Override
    public Outcome run(JobRun<Collect> job) throws InterruptedException {
        var count = new Count();
        var failed = new ArrayList<String>();
        for (var store : stores.all()) {
            try {
                lookThrough(store, job, count);
            } catch (IOException e) {
                job.log(store.name() + ": " + e);
                failed.add(store.name());
            }
        }
        return failed.isEmpty()
                ? Outcome.done(Map.of("doomed", count.doomed, "waiting", count.young))
                : Outcome.failed(
                        "store-not-read",
                        "Could not look through " + String.join(", ", failed) + "; the next run tries again.");
    }

    private static final class Count {
        private int doomed;
        private int young;
    }

    private void lookThrough(MediaStore store, JobRun<Collect> job, Count count)
            throws IOException, InterruptedException {
        if (!ownership.isOurs(store)) {
            job.log("The store " + store.name()
                    + " carries the mark of another Kinora: what nobody here knows in it is left alone.");
            return;
        }
        var owners = new ArrayList<String>();
        store.eachOwner(owners::add);
        for (var from = 0; from < owners.size(); from += AT_ONCE) {
            job.checkpoint();
            for (var orphan : unowned(store, owners.subList(from, Math.min(owners.size(), from + AT_ONCE)))) {
                if (isYoung(orphan)) {
                    count.young++;
                } else if (database.doomOrphan(store.name(), orphan + "/", GRACE)) {
                    job.log("Nobody knows " + orphan + " in " + store.name() + ": it will be deleted in a day");
                    count.doomed++;
                }
            }
        }
    }

    private List<String> unowned(MediaStore store, List<String> owners) {
        return List.copyOf(database.unowned(
                store.name(), owners.stream().filter(Orphans::isOurs).toList()));
    }

    /** Whatever else somebody keeps in there is not touched. */
    private static boolean isOurs(String owner) {
        return owner.matches("(videos|uploads|watermarks|products)/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    /** The id tells when it was made; one that does not is taken for old. */
    private boolean isYoung(String owner) {
        var id = UUID.fromString(owner.substring(owner.indexOf('/') + 1));
        return id.version() == VERSION_7
                && Instant.ofEpochMilli(id.getMostSignificantBits() >>> MILLIS_SHIFT)
                        .isAfter(clock.instant().minus(patience));
    }
}
