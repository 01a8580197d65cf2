package dev.kinora.bench.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kinora.database.DatabaseAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler, polling by lock-and-fetch, with 50 threads and a connection for each, so that their deletions share commits. It
 * fetches up to four times as many jobs as threads once no more wait than there are threads; no other limits or pools were faster
 * beyond the noise. Jobs to be run now are looked for at once. The payload is in the instance's name, which spares
 * serializing; the driver turns batches into statements of many rows.
 */
final class DbSchedulerContestant implements Contestant {
    private static final int THREADS = 50;
    private static final int BATCH = 5_000;

    private final HikariDataSource pool;
    private final AtomicLong instances = new AtomicLong(System.currentTimeMillis() * 1_000);
    private volatile LongConsumer handler = _ -> {};
    private final OneTimeTask<Void> task =
            Tasks.oneTime("noop").execute((instance, _) -> handler.accept(payload(instance.getId())));
    private @Nullable Scheduler scheduler;

    DbSchedulerContestant(DatabaseAddress address) {
        var config = new HikariConfig();
        config.setJdbcUrl(address.url() + "?reWriteBatchedInserts=true");
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(THREADS);
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
    }

    /** The table with the columns and indexes that the library documents for PostgreSQL; priorities are off. */
    @Override
    public void install() throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    create table scheduled_tasks (
                        task_name text not null, task_instance text not null, task_data bytea, execution_time timestamptz,
                        picked boolean not null, picked_by text, last_success timestamptz, last_failure timestamptz,
                        consecutive_failures int, last_heartbeat timestamptz, version bigint not null, priority smallint, state text,
                        primary key (task_name, task_instance))
                    """);
            statement.execute("create index on scheduled_tasks (execution_time)");
            statement.execute("create index on scheduled_tasks (last_heartbeat)");
        }
    }

    @Override
    public void enqueue(int jobs) {
        for (var left = jobs; left > 0; left -= BATCH) {
            client().scheduleBatch(
                            Stream.<TaskInstance<?>>generate(() -> instance(0))
                                    .limit(Math.min(left, BATCH))
                                    .toList(),
                            Instant.now());
        }
    }

    @Override
    public void enqueueOne(long payload) {
        client().schedule(instance(payload), Instant.now());
    }

    private TaskInstance<?> instance(long payload) {
        return task.instance(instances.incrementAndGet() + " " + payload);
    }

    private static long payload(String instance) {
        return Long.parseLong(instance, instance.indexOf(' ') + 1, instance.length(), 10);
    }

    /** A scheduler that has not started adds jobs just as well. */
    private Scheduler client() {
        if (scheduler == null) {
            scheduler = Scheduler.create(pool, task)
                    .threads(THREADS)
                    .pollUsingLockAndFetch(1, 4)
                    .pollingInterval(Duration.ofMillis(100))
                    .enableImmediateExecution()
                    .build();
        }
        return scheduler;
    }

    @Override
    public void start(LongConsumer newHandler) {
        handler = newHandler;
        client().start();
    }

    @Override
    public void stop() {
        client().stop();
        scheduler = null;
    }

    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.stop();
        }
        pool.close();
    }
}
