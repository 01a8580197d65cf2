package dev.kinora.uploads;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clears away uploads that nobody goes on with; their bytes and reservations go with their rows. */
final class Expiring implements JobHandler<Expiring.Expire> {
    private static final JobType TYPE =
            JobType.of("expire_uploads").lane(Lanes.UPKEEP).priority(8);
    private static final int AT_ONCE = 200;
    private static final Duration A_WHILE = Duration.ofMinutes(2);
    /** How long after its time what is whole and cannot be completed still has a chance, as when its store is away. */
    private static final Duration GIVEN_UP = Duration.ofDays(7);

    private static final UUID NONE = new UUID(0, 0);
    private static final Logger LOG = LoggerFactory.getLogger(Expiring.class);

    record Expire() implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final Db db;
    private final ArrivalQueueStore store;
    private final Uploads uploads;
    private final Receiving receiving;
    private final Clock clock;

    Expiring(Db db, ArrivalQueueStore store, Uploads uploads, Receiving receiving, Clock clock) {
        this.db = db;
        this.store = store;
        this.uploads = uploads;
        this.receiving = receiving;
        this.clock = clock;
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Expire> payload() {
        return Expire.class;
    }

    @Override
    public Outcome run(JobRun<Expire> job) throws InterruptedException {
        var sum = 0;
        int count;
        do {
            job.checkpoint();
            count = db.system("uploads", _ -> {
                var expired = store.expired(clock.instant(), GIVEN_UP, AT_ONCE);
                expired.forEach(each -> uploads.discard(each.id(), each.video()));
                return expired.size();
            });
            sum += count;
        } while (count > 0);
        completeStranded(job);
        return Outcome.done(Map.of("count", sum));
    }

    /** Killed between the last byte and the word that it was the last. One that cannot be completed holds up none of the others. */
    private void completeStranded(JobRun<Expire> job) throws InterruptedException {
        var before = clock.instant().minus(A_WHILE);
        var last = NONE;
        List<ArrivalQueueStore.Stranded> some;
        do {
            some = store.stranded(before, last, AT_ONCE);
            for (var each : some) {
                job.checkpoint();
                last = each.id();
                try {
                    var owner = Caller.current().as(new Viewer.User(each.owner()));
                    owner.call(() -> receiving.completed(uploads.get(each.id())));
                } catch (IOException | RuntimeException e) {
                    LOG.warn("Upload {} has all its bytes and cannot be completed: {}", each.id(), e.toString());
                }
            }
        } while (some.size() == AT_ONCE);
    }
}
