package dev.kinora.jobs;

import dev.kinora.database.DataDirectory;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.database.EmbeddedServer;
import dev.kinora.database.Migrations;
import dev.kinora.database.PostgresVersions;
import dev.kinora.platform.DatabaseUnavailable;
import dev.kinora.testing.Await;
import dev.kinora.testing.KinoraProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/** A durable PostgreSQL of its own and workers in processes of their own, to which a test does what it likes. */
final class Fleet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MOST_TRIES = 5;

    private final Path directory;
    private final List<KinoraProcess> workers = new ArrayList<>();
    private final TestQueue queue;
    private final Jobs jobs;
    private EmbeddedServer server;

    Fleet(Path directory) {
        this.directory = directory;
        this.server = launch(directory);
        var access = DatabaseAccess.of(server.database("kinora"), Map.of());
        new Migrations(access).run();
        execute(access.owner(), """
                create table effects (job_id uuid);
                create table runs (run uuid primary key, job_id uuid, pid bigint, begun timestamptz, ended timestamptz);
                create index on runs (job_id);
                create table faults (pid bigint, at timestamptz default clock_timestamp(), kind text);
                grant select, insert, update on effects, runs, faults to kinora_worker""");
        this.queue = new TestQueue(access, Clock.systemUTC());
        this.jobs = queue.still().jobs();
    }

    /** As in the product, but sooner: a process that was stopped in the middle of a transaction does not hold up the others. */
    private static EmbeddedServer launch(Path directory) {
        var settings = new LinkedHashMap<>(EmbeddedServer.durable());
        settings.put("idle_in_transaction_session_timeout", "2s");
        settings.put("lock_timeout", "2s");
        return EmbeddedServer.start(DataDirectory.at(directory), PostgresVersions.programs(18), settings);
    }

    private static void execute(DatabaseAddress address, String sql) {
        try (var connection = address.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    TestQueue queue() {
        return queue;
    }

    // --- work

    /** Whatever another test left behind. */
    void forgetAll() {
        workers.forEach(worker -> worker.signal("KILL"));
        workers.forEach(KinoraProcess::exitCode);
        workers.clear();
        execute(queue.access().owner(), """
                truncate processing_jobs, effects, runs, faults, workers, job_ready, job_due, job_gated, job_tokens, job_uniques, job_leases,
                    job_releases cascade""");
    }

    void enqueue(int count, String kind) {
        var all = new ArrayList<NewJob>();
        for (var i = 0; i < count; i++) {
            all.add(NewJob.of(TestQueue.work(kind), JobOptions.none().attempts(1_000)));
        }
        TestQueue.SYSTEM.run(() -> jobs.enqueueAll(all));
    }

    /** Asked again while the server is away, or has cut us off as well. */
    String value(String query) {
        var answer = new AtomicReference<String>();
        Await.until(() -> {
            try {
                answer.set(queue.value(query));
                return true;
            } catch (DatabaseUnavailable _) {
                return false;
            }
        });
        return answer.get();
    }

    long count(String query) {
        return Long.parseLong(value(query));
    }

    long open() {
        return count("select count(*) from processing_jobs where status <> 'completed'");
    }

    /** However long it takes on a busy machine: as long as it goes on. */
    void awaitAllDone() {
        for (var open = open(); open > 0; open = open()) {
            var before = open;
            try {
                Await.until(PATIENCE, () -> open() < before);
            } catch (AssertionError e) {
                throw new AssertionError("%d are not done and nothing goes on:%n%s".formatted(before, story()), e);
            }
        }
    }

    // --- workers

    /** Until the database holds it to be alive, or lost. */
    void awaitCounted(KinoraProcess worker, int times) {
        awaitAlive("and name like '%:" + worker.pid() + "'", times);
    }

    /** Until whoever is left has noticed that the others are not there any more. */
    void awaitAlive(int workers) {
        awaitAlive("", workers);
    }

    private void awaitAlive(String who, int times) {
        var counted = "select count(*) from workers where stopped_at is null " + who;
        try {
            Await.until(PATIENCE, () -> count(counted) == times);
        } catch (AssertionError e) {
            throw new AssertionError("It is not %d that are alive %s:%n%s".formatted(times, who, story()), e);
        }
    }

    private String story() {
        var text = new StringBuilder("At %s".formatted(value("select clock_timestamp()::text")));
        text.append('\n')
                .append(
                        value(
                                "select string_agg(concat_ws(' ', name, id, started_at, heartbeat_at, stopped_at, details), E'\n') from workers"));
        text.append('\n').append(value("""
                select string_agg(concat_ws(' ', j.id, j.job_type, j.status, j.attempts, j.scheduled_for, l, r, d), E'\n') from (
                    select * from processing_jobs where status <> 'completed' order by id limit 20) j
                left join job_leases l on j.id = any (l.job_ids) left join job_ready r on r.job_id = j.id left join job_due d on d.job_id = j.id"""));
        text.append('\n').append(value("""
                select string_agg(concat_ws(' ', pid, state, wait_event_type, wait_event, xact_start, pg_blocking_pids(pid), left(query, 120)), E'\n')
                from pg_stat_activity where datname = current_database()"""));
        workers.forEach(each -> text.append("\n%d said:%n%s".formatted(each.pid(), each.words())));
        return text.toString();
    }

    List<KinoraProcess> workers() {
        return workers;
    }

    void hire(int atLeast) {
        var owner = queue.access().owner();
        for (var tries = 0; tries < MOST_TRIES && workers.size() < atLeast; tries++) {
            while (workers.size() < atLeast) {
                workers.add(KinoraProcess.program(FaultWorker.class, owner.url(), owner.user(), owner.password()));
            }
            // On a busy machine a start may take longer than the server lets a transaction wait.
            workers.removeIf(worker -> !worker.says("at work"));
        }
        if (workers.size() < atLeast) {
            throw new AssertionError("only %d of %d workers could start".formatted(workers.size(), atLeast));
        }
    }

    KinoraProcess any() {
        return workers.get(ThreadLocalRandom.current().nextInt(workers.size()));
    }

    void kill(KinoraProcess worker) {
        worker.signal("KILL");
        worker.exitCode();
        note(worker, "killed");
        workers.remove(worker);
    }

    void dismiss(KinoraProcess worker) {
        worker.signal("TERM");
        worker.exitCode();
        workers.remove(worker);
    }

    void note(KinoraProcess worker, String fault) {
        queue.system(sql -> sql.execute("insert into faults (pid, kind) values (?, ?)", worker.pid(), fault));
    }

    // --- the server

    void restartServer() {
        server.close();
        server = launch(directory);
    }

    /** As after a power cut: nothing is told to anybody and nothing is written any more. */
    void crashServer() {
        try {
            var pid = Long.parseLong(Files.readAllLines(directory.resolve("postgres/cluster/postmaster.pid"))
                    .getFirst()
                    .strip());
            new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
            Await.until(() -> ProcessHandle.of(pid).isEmpty());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server = launch(directory);
    }

    /** Everybody's but our own. */
    void cutConnections() {
        execute(server.superuser("kinora"), """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'""");
    }

    @Override
    public void close() {
        for (var worker : workers) {
            worker.signal("KILL");
        }
        queue.close();
        server.close();
    }
}
