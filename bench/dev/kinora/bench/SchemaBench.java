package dev.kinora.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.kinora.database.DataDirectory;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.database.EmbeddedServer;
import dev.kinora.database.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every query of the seeds and of the pages on a million videos: plans, times, buffers, what the policies cost. */
@Command(name = "schema", mixinStandardHelpOptions = true, description = "Measures the schema on generated data.")
public final class SchemaBench implements Callable<Integer> {
    private static final Set<String> POLICED = Set.of(
            "home feed, nobody",
            "watch page, nobody",
            "watch page, signed in",
            "lesson page",
            "search, a common word",
            "comments, next twenty");

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "0.01 to 1; at 1: a million videos, ten million activities.")
    private double scale;

    @Option(names = "--data", description = "Keep the generated database here and use it again.")
    private @Nullable Path data;

    @Option(names = "--keep", description = "Keep a database that was made in a temporary directory.")
    private boolean keep;

    @Option(names = "--plans", description = "Print every plan as a whole.")
    private boolean plans;

    @Option(names = "--only", description = "Only queries whose name contains this.")
    private @Nullable String only;

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new SchemaBench()).execute(arguments));
    }

    /** Durable as in the product; the memory is the bench's, stated in its output. */
    static Map<String, String> settings() {
        var settings = new LinkedHashMap<>(EmbeddedServer.durable());
        settings.put("shared_buffers", "2GB");
        settings.put("effective_cache_size", "6GB");
        settings.put("max_wal_size", "8GB");
        settings.put("work_mem", "16MB");
        settings.put("maintenance_work_mem", "256MB");
        settings.put("max_parallel_maintenance_workers", "1");
        return settings;
    }

    @Override
    public Integer call() throws Exception {
        if (scale < 0.01 || scale > 1) {
            System.err.println("--scale is between 0.01 and 1.");
            return 2;
        }
        var directory = data != null ? data : Files.createTempDirectory("kinora-bench");
        try (var server = EmbeddedServer.start(
                DataDirectory.at(directory), EmbeddedServer.programs(DataDirectory.at(directory)), settings())) {
            return run(server);
        } finally {
            if (data == null && !keep) {
                FileSystemUtils.deleteRecursively(directory);
            } else {
                System.out.println("The database stays in " + directory + ".");
            }
        }
    }

    private int run(EmbeddedServer server) throws Exception {
        // One database a scale: a half-made one is told by its missing mark and made anew.
        var name = "bench_" + Math.round(scale * 1000);
        var superuser = server.superuser(name);
        var access = DatabaseAccess.of(server.database(name), Map.of());
        if (!Dataset.present(superuser, scale)) {
            run(server.superuser("postgres"), "drop database " + name);
            server.database(name);
            new Migrations(access).run();
            System.out.println("Generating at scale " + scale + ":");
            new Dataset(superuser, new Sizes(scale), System.out).make(scale);
        } else {
            new Migrations(access).run();
        }
        Cast.choose(superuser, new Sizes(scale));
        conditions(superuser);
        measure(access, superuser);
        if (only == null) {
            Loading.compare(superuser, System.out);
        }
        return 0;
    }

    private void measure(DatabaseAccess access, DatabaseAddress superuser) throws SQLException, InterruptedException {
        var report = new Report(superuser, System.out);
        run(superuser, "select pg_stat_reset()");
        try (var measurement = new Measurement(access, superuser)) {
            for (var group : groups().entrySet()) {
                report.head(group.getKey());
                for (var query : group.getValue()) {
                    if (only == null || query.name().contains(only)) {
                        report.line(measurement.of(query), plans);
                    }
                }
            }
            System.out.println("\nWhat the policies cost");
            for (var query : groups().values().stream().flatMap(List::stream).toList()) {
                if (POLICED.contains(query.name())
                        && (only == null || query.name().contains(only))) {
                    report.policies(measurement.of(query), measurement.unguarded(query));
                }
            }
        }
        // Sessions hand in their counts as they end.
        Thread.sleep(2_000);
        report.conclusion();
    }

    private static Map<String, List<Query>> groups() {
        var groups = new LinkedHashMap<String, List<Query>>();
        groups.put("Pages of viewers and creators", PageQueries.all());
        groups.put("Searching", SearchQueries.all());
        groups.put("Pages of learners and teachers", SeedQueries.courses());
        groups.put("Queries of the seeds", SeedQueries.seeds());
        groups.put("Operators and the system", OperatorQueries.all());
        return groups;
    }

    private void conditions(DatabaseAddress superuser) throws SQLException {
        try (var connection = superuser.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select format('PostgreSQL %s, shared_buffers %s, work_mem %s, fsync %s, database %s', current_setting('server_version'),
                            current_setting('shared_buffers'), current_setting('work_mem'), current_setting('fsync'), pg_size_pretty(pg_database_size(current_database())))
                        """)) {
            rows.next();
            System.out.printf(
                    "Scale %s, %s, Java %s, %d processors%n",
                    scale,
                    rows.getString(1),
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors());
        }
    }

    private static void run(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = address.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
