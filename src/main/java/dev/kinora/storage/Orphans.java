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
import java.util.UUID;

/**
 * Looks through the stores for what no row knows: left by a crash, or by a database that was put back to an earlier day. For
 * the latter's sake it waits some days; then it is written down as doomed, and a day later, if still no row knows it, the sweeper
 * deletes it.
 */
final class Orphans implements JobHandler<Orphans.Collect> {
    private static final JobType TYPE =
            JobType.of("collect_orphans").lane(Lanes.UPKEEP).priority(9).timeout(Duration.ofHours(12));
    private static final int AT_ONCE = 500;
    private static final int MILLIS_SHIFT = 16;
    private static final int VERSION_7 = 7;
    private static final int ID = 36;

    record Collect() implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final DoomedStore database;
    private final Round round;
    private final Duration patience;
    private final Clock clock;

    Orphans(DoomedStore database, Round round, Duration patience, Clock clock) {
        this.database = database;
        this.round = round;
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
        return round.make(job, (store, found) -> lookThrough(store, job, found));
    }

    private void lookThrough(MediaStore store, JobRun<Collect> job, Round.Found found)
            throws IOException, InterruptedException {
        var owners = new ArrayList<String>();
        store.eachOwner(owners::add);
        for (var from = 0; from < owners.size(); from += AT_ONCE) {
            job.checkpoint();
            for (var orphan : unowned(store, owners.subList(from, Math.min(owners.size(), from + AT_ONCE)))) {
                if (isYoung(orphan)) {
                    found.waits();
                } else {
                    found.doom(store, orphan + "/");
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

    private boolean isYoung(String owner) {
        return madeAt(owner.substring(owner.indexOf('/') + 1))
                .isAfter(clock.instant().minus(patience));
    }

    /** @param name begins with an id, which tells when it was made; one that does not tell is taken for old */
    static Instant madeAt(String name) {
        var id = UUID.fromString(name.substring(0, ID));
        return id.version() == VERSION_7
                ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> MILLIS_SHIFT)
                : Instant.EPOCH;
    }
}
