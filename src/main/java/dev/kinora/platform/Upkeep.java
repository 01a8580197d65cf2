package dev.kinora.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What the database has to have done to it regularly: months made ahead, quotas begun anew, the expired and the withdrawn
 * cleared away. Any number of nodes may try; one does it. What one function does in a run is bounded, the next run goes on.
 */
public final class Upkeep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofHours(1);

    /** Each takes the present time and is a transaction of its own, so that one that fails holds up none of the others. */
    private static final List<String> TASKS = List.of(
            "reset_quotas",
            "end_trials",
            "purge_expired_sessions",
            "purge_throttles",
            "purge_mails",
            "purge_unverified_users",
            "purge_deleted_users",
            "purge_comments",
            "purge_withdrawn",
            "purge_bin",
            "purge_old_records",
            "maintain_partitions",
            "drop_old_months");

    private final Db db;
    private final Clock clock;
    private volatile @Nullable Thread keeper;

    Upkeep(Db db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Does all of it now. */
    public void run() {
        Caller.system("upkeep").run(() -> {
            for (var task : TASKS) {
                run(task, "select " + task + "(cast(? as timestamptz))", clock.instant());
            }
            run("purge_idempotency_keys", "select purge_idempotency_keys()");
        });
    }

    private void run(String task, String call, Object... bindings) {
        try {
            db.write(sql -> {
                if (Boolean.TRUE.equals(
                        sql.fetchValue("select pg_try_advisory_xact_lock(hashtext(?), hashtext(?))", "upkeep", task))) {
                    sql.fetch(call, texts(bindings));
                }
                return null;
            });
        } catch (RuntimeException e) {
            // The next run tries again; the others must not wait for it.
            LOG.error("The upkeep could not {}", task, e);
        }
    }

    private static Object[] texts(Object[] values) {
        return List.of(values).stream()
                .map(value -> value instanceof Instant instant ? instant.toString() : value)
                .toArray();
    }

    @Override
    public void start() {
        keeper = Thread.ofVirtual().name("upkeep").start(() -> {
            try {
                Thread.sleep(FIRST);
                while (true) {
                    run();
                    Thread.sleep(EVERY);
                }
            } catch (InterruptedException _) {
                // Stopped; the next start goes on.
            }
        });
    }

    @Override
    public void stop() {
        var running = keeper;
        if (running != null) {
            running.interrupt();
            keeper = null;
        }
    }

    @Override
    public boolean isRunning() {
        return keeper != null;
    }
}
