package dev.kinora.bench.queue;

import dev.kinora.database.DatabaseAddress;
import dev.kinora.database.EmbeddedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs one scenario with one contestant at a time on a server that is the same for all. */
public final class Track {
    private static final int FULL = 15_000;
    private static final int BATCH = 5_000;
    private static final int WINDOW_SECONDS = 10;
    /** A server is measured, not its first seconds: until then compilers are at work on what adds and begins jobs one by one. */
    private static final int WARM_SECONDS = 15;

    private final EmbeddedServer server;
    private final int jobs;
    private final int seconds;
    private final int rate;

    public Track(EmbeddedServer server, int jobs, int seconds, int rate) {
        this.server = server;
        this.jobs = jobs;
        this.seconds = seconds;
        this.rate = rate;
    }

    public List<Figure> run(Scenario scenario, Entrant entrant) throws Exception {
        var database = "queue_" + entrant.name().toLowerCase(Locale.ROOT).replaceAll("\\W", "_");
        execute("postgres", "drop database if exists " + database + " with (force)");
        var owner = server.database(database);
        try (var process = ContestantProcess.of(entrant, owner);
                var watch = server.superuser(database).connect()) {
            process.install();
            return switch (scenario) {
                case DRAIN -> drain(entrant, process, watch);
                case SUSTAINED -> {
                    var figures = new ArrayList<>(sustained(entrant, process, owner, watch, "sustained"));
                    process.stop();
                    figures.addAll(Bloat.measured(watch));
                    yield figures;
                }
                case HELD -> held(entrant, process, owner, watch);
                case LATENCY -> latency(entrant, process, watch);
            };
        } finally {
            execute("postgres", "drop database if exists " + database + " with (force)");
        }
    }

    private List<Figure> drain(Entrant entrant, ContestantProcess process, Connection watch) throws Exception {
        warmUp(entrant, process, process, watch);
        process.enqueue(jobs);
        settle(watch);
        process.start();
        var first = process.awaitCount(jobs).firstNanos();
        awaitRecorded(entrant, watch);
        return List.of(Figure.more("drain, jobs/s", jobs * 1e9 / (System.nanoTime() - first)));
    }

    private List<Figure> held(Entrant entrant, ContestantProcess worker, DatabaseAddress owner, Connection watch)
            throws Exception {
        try (var holder = owner.connect()) {
            holder.setAutoCommit(false);
            holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (var statement = holder.createStatement()) {
                statement.execute("select 1");
                return sustained(entrant, worker, owner, watch, "held");
            }
        }
    }

    private List<Figure> sustained(
            Entrant entrant, ContestantProcess worker, DatabaseAddress owner, Connection watch, String name)
            throws Exception {
        try (var adder = ContestantProcess.of(entrant, owner)) {
            warmUp(entrant, adder, worker, watch);
            adder.enqueue(FULL);
            settle(watch);
            worker.start();
            var run = new Sustained(adder, worker);
            run.go();
            worker.awaitCount(run.added);
            awaitRecorded(entrant, watch);
            System.out.printf(
                    Locale.ROOT,
                    "    jobs/s by window: %s; least waiting %,d; done %,d%n",
                    run.windows,
                    run.leastWaiting,
                    run.added);
            return List.of(
                    Figure.more(name + ", jobs/s", run.average()),
                    Figure.more(name + ", jobs/s, first window", run.windows.getFirst()),
                    Figure.more(name + ", jobs/s, last window", run.windows.getLast()));
        }
    }

    /** Adds in batches whenever fewer wait than should, and counts what was done in each window. */
    private final class Sustained {
        final List<Long> windows = new ArrayList<>();
        final ContestantProcess adder;
        final ContestantProcess worker;
        long added = FULL;
        long leastWaiting = FULL;

        Sustained(ContestantProcess adder, ContestantProcess worker) {
            this.adder = adder;
            this.worker = worker;
        }

        void go() throws Exception {
            var window = Math.min(WINDOW_SECONDS, seconds);
            var before = worker.count().jobs();
            var began = System.nanoTime();
            for (var each = 0; each < seconds / window; each++) {
                var ends = began + window * 1_000_000_000L;
                while (System.nanoTime() < ends) {
                    turn();
                }
                var done = worker.count().jobs();
                var now = System.nanoTime();
                windows.add(Math.round((done - before) * 1e9 / (now - began)));
                before = done;
                began = now;
            }
        }

        private void turn() throws Exception {
            var waiting = added - worker.count().jobs();
            leastWaiting = Math.min(leastWaiting, waiting);
            if (waiting < FULL) {
                adder.enqueue(BATCH);
                added += BATCH;
            } else {
                Thread.sleep(10);
            }
        }

        double average() {
            return windows.stream().mapToLong(Long::longValue).average().orElse(0);
        }
    }

    private List<Figure> latency(Entrant entrant, ContestantProcess process, Connection watch) throws Exception {
        warmUp(entrant, process, process, watch);
        process.start();
        process.rate(rate, WARM_SECONDS);
        process.awaitCount((long) rate * WARM_SECONDS);
        settle(watch);
        var lasting = Math.max(3, seconds / 2);
        var latency = process.rate(rate, lasting);
        process.awaitCount((long) rate * (WARM_SECONDS + lasting));
        awaitRecorded(entrant, watch);
        return List.of(
                Figure.less("latency p50, ms", latency.p50() / 1e3),
                Figure.less("latency p99, ms", latency.p99() / 1e3),
                Figure.less("latency max, ms", latency.max() / 1e3),
                Figure.more("added one by one, jobs/s", latency.perSecond()));
    }

    private void warmUp(Entrant entrant, ContestantProcess adder, ContestantProcess worker, Connection watch)
            throws Exception {
        var few = Math.max(1_000, jobs / 2);
        adder.enqueue(few);
        worker.start();
        worker.awaitCount(few);
        awaitRecorded(entrant, watch);
        worker.stop();
    }

    private static void settle(Connection watch) throws SQLException {
        try (var statement = watch.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    /** Handlers count what they ran; only the database says that it is recorded. */
    private static void awaitRecorded(Entrant entrant, Connection watch) throws Exception {
        var patience = System.nanoTime() + 60_000_000_000L;
        try (var statement = watch.prepareStatement(entrant.unfinished())) {
            while (true) {
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    if (rows.getLong(1) == 0) {
                        return;
                    }
                    if (System.nanoTime() > patience) {
                        throw new IllegalStateException(
                                entrant.name() + " left " + rows.getLong(1) + " jobs unfinished");
                    }
                }
                Thread.sleep(2);
            }
        }
    }

    private void execute(String database, String sql) throws SQLException {
        try (var connection = server.superuser(database).connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
