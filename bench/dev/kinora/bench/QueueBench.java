package dev.kinora.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.kinora.bench.queue.Entrant;
import dev.kinora.bench.queue.Field;
import dev.kinora.bench.queue.Results;
import dev.kinora.bench.queue.Scenario;
import dev.kinora.bench.queue.Track;
import dev.kinora.database.DataDirectory;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.database.EmbeddedServer;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kinora's job queue against those of others, in turns on one PostgreSQL: throughput, decay, latency. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description = "Measures job queues on PostgreSQL in turns, each on a database of its own on the same server.")
public final class QueueBench implements Callable<Integer> {
    @Option(names = "--jobs", defaultValue = "200000", description = "Jobs to drain. Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description =
                    "How long adding and working at once lasts; the latency takes half. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--rate",
            defaultValue = "1000",
            description =
                    "Jobs a second for the latency; who cannot add so many shows what waiting costs. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--rounds", defaultValue = "1", description = "Rounds; in each, all take turns.")
    private int rounds;

    @Option(names = "--only", description = "Only contestants whose name contains this; may be repeated.")
    private List<String> only = List.of();

    @Option(names = "--scenario", description = "Only this; may be repeated: ${COMPLETION-CANDIDATES}.")
    private List<Scenario> scenarios = List.of(Scenario.values());

    @Option(names = "--data", description = "A directory for the server, on the disk to be measured.")
    private @Nullable Path data;

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new QueueBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (jobs < 1_000 || seconds < 1 || rounds < 1 || rate < 1) {
            System.err.println("--jobs is 1000 at least; --seconds, --rate and --rounds are 1 at least.");
            return 2;
        }
        var entrants = Field.entrants(home()).stream()
                .filter(entrant -> only.isEmpty() || only.stream().anyMatch(entrant.name()::contains))
                .toList();
        var directory = data != null ? data : Files.createTempDirectory("kinora-bench");
        try (var server = EmbeddedServer.start(
                DataDirectory.at(directory),
                EmbeddedServer.programs(DataDirectory.at(directory)),
                SchemaBench.settings())) {
            conditions(server.superuser("postgres"));
            measure(new Track(server, jobs, seconds, rate), entrants);
        } finally {
            if (data == null) {
                FileSystemUtils.deleteRecursively(directory);
            }
        }
        return 0;
    }

    private void measure(Track track, List<Entrant> entrants) throws Exception {
        var results = new Results(entrants);
        try {
            for (var round = 1; round <= rounds; round++) {
                // Whoever goes first finds a cooler machine, so that changes.
                var order = new ArrayList<>(entrants);
                Collections.rotate(order, round - 1);
                for (var scenario : scenarios) {
                    round(round, scenario, order, track, results);
                }
            }
        } finally {
            // One that fails must not take with it what was measured for half an hour.
            System.out.printf(Locale.ROOT, "%nLoad average at the end %.1f%n%n", load());
            results.print(System.out);
        }
    }

    private static void round(int round, Scenario scenario, List<Entrant> order, Track track, Results results)
            throws Exception {
        for (var entrant : order) {
            System.out.printf(Locale.ROOT, "round %d, load %.1f, %s, %s%n", round, load(), scenario, entrant.name());
            results.add(entrant, track.run(scenario, entrant));
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void conditions(DatabaseAddress superuser) throws SQLException {
        try (var connection = superuser.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select format('PostgreSQL %s, shared_buffers %s, max_wal_size %s, fsync %s, synchronous_commit %s', current_setting('server_version'),
                            current_setting('shared_buffers'), current_setting('max_wal_size'), current_setting('fsync'), current_setting('synchronous_commit'))
                        """)) {
            rows.next();
            System.out.printf(
                    Locale.ROOT,
                    "%,d jobs, %d s, %,d jobs/s for the latency, %d rounds, %s, Java %s, %d processors%n",
                    jobs,
                    seconds,
                    rate,
                    rounds,
                    rows.getString(1),
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors());
        }
    }

    /** The repository, two directories above the classes that the launcher compiled. */
    private static Path home() throws URISyntaxException {
        return Path.of(QueueBench.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("../..")
                .normalize();
    }
}
