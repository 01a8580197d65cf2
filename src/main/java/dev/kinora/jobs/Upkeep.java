package dev.kinora.jobs;

import dev.kinora.platform.Db;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the database has to have done to it regularly: months made ahead, quotas begun anew, the expired and the withdrawn
 * cleared away. Each task is a job of its own, so that one that fails holds up none of the others.
 */
final class Upkeep implements JobHandler<Upkeep.Maintain> {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    static final JobType TYPE = JobType.of("upkeep")
            .lane(Lanes.UPKEEP)
            .priority(8)
            // Somebody who holds a lock for a while is no reason to give up.
            .backoff(new Backoff(Duration.ofMinutes(1), Duration.ofHours(1)));

    /** What one call clears away is bounded, and so is how often a job calls; the next one goes on. */
    private static final int MOST_CALLS = 500;

    /** A function of the database that takes the present time, or nothing. */
    enum Task {
        BEGIN_QUOTAS("reset_quotas", "3 * * * *", true, false),
        END_TRIALS("end_trials", "4 * * * *", true, true),
        FORGET_SESSIONS("purge_expired_sessions", "6 * * * *", true, true),
        FORGET_THROTTLES("purge_throttles", "8 * * * *", true, false),
        FORGET_MAILS("purge_mails", "11 * * * *", true, true),
        FORGET_REPLAYS("purge_idempotency_keys", "13 * * * *", false, false),
        FORGET_UNCONFIRMED("purge_unverified_users", "17 * * * *", true, true),
        DELETE_ACCOUNTS("purge_deleted_users", "19 * * * *", true, true),
        DELETE_COMMENTS("purge_comments", "23 * * * *", true, true),
        DELETE_WITHDRAWN("purge_withdrawn", "27 * * * *", true, true),
        EMPTY_BIN("purge_bin", "31 * * * *", true, true),
        DELETE_EXPORTS("purge_exports", "34 * * * *", true, true),
        FORGET_RECORDS("purge_old_records", "37 * * * *", true, true),
        FORGET_JOBS("purge_jobs", "41 * * * *", true, true),
        ADOPT_STRAYS("adopt_stray_jobs", "45 * * * *", true, false),
        COUNT_WORDS("fold_search_words", "* * * * *", true, true),
        COUNT_SAID("fold_said_words", "* * * * *", true, true),
        PREPARE_MONTHS("maintain_partitions", "50 2 * * *", true, false),
        DROP_MONTHS("drop_old_months", "55 2 * * *", true, false),
        COUNT_DAYS("refresh_daily_video_stats", "5 1 * * *", false, false);

        private final String function;
        private final String cron;
        private final boolean takesNow;
        private final boolean again;

        Task(String function, String cron, boolean takesNow, boolean again) {
            this.function = function;
            this.cron = cron;
            this.takesNow = takesNow;
            this.again = again;
        }
    }

    record Maintain(Task task) implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final UpkeepStore store;
    private final Clock clock;

    Upkeep(Db db, Clock clock) {
        this.store = new UpkeepStore(db);
        this.clock = clock;
    }

    static List<Recurring> schedule() {
        return Arrays.stream(Task.values())
                .map(task -> Recurring.of(task.function.replace('_', '-'), task.cron, new Maintain(task)))
                .toList();
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Maintain> payload() {
        return Maintain.class;
    }

    @Override
    public Outcome run(JobRun<Maintain> job) throws InterruptedException {
        var task = job.payload().task();
        var sum = 0L;
        var calls = 0;
        long count;
        do {
            job.checkpoint();
            count = task.takesNow ? store.call(task.function, clock.instant()) : store.call(task.function);
            sum += count;
            calls++;
        } while (task.again && count > 0 && calls < MOST_CALLS);
        if (task == Task.ADOPT_STRAYS && sum > 0) {
            LOG.warn(
                    "{} unfinished jobs were nowhere and are queued again; who wrote them into the table by hand?",
                    sum);
        }
        return Outcome.done(Map.of("count", sum));
    }
}
