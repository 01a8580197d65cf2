package dev.kinora.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.kinora.command.Application;
import dev.kinora.database.DataDirectory;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.database.EmbeddedServer;
import dev.kinora.database.Migrations;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import dev.kinora.watching.RecordedPage;
import dev.kinora.watching.Watching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the page of a film asks of the database, at a million videos, against the same SQL by pgbench. */
@Command(
        name = "page",
        mixinStandardHelpOptions = true,
        description =
                "Measures the data of the watch page on generated data, against pgbench (which must be installed).")
public final class PageBench implements Callable<Integer> {
    private static final int RATE = 200;

    @Option(names = "--scale", defaultValue = "1", description = "0.01 to 1; at 1: a million videos.")
    private double scale;

    @Option(names = "--data", description = "Keep the generated database here and use it again.")
    private @Nullable Path data;

    @Option(names = "--seconds", defaultValue = "20", description = "Of each measurement. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds; both take turns. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    private record Pick(Viewer viewer, String uid) {}

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new PageBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var directory = data != null ? data : Files.createTempDirectory("kinora-bench");
        try (var server = EmbeddedServer.start(
                DataDirectory.at(directory),
                EmbeddedServer.programs(DataDirectory.at(directory)),
                SchemaBench.settings())) {
            var name = "page_" + Math.round(scale * 1000);
            var superuser = server.superuser(name);
            var access = DatabaseAccess.of(server.database(name), Map.of());
            new Migrations(access).run();
            var sizes = new Sizes(scale);
            if (!Dataset.present(superuser, scale)) {
                new Dataset(superuser, sizes, System.out).makeWatched(scale);
            }
            Cast.choose(superuser, sizes);
            try (var context = Application.start(
                    WebApplicationType.NONE,
                    () -> access,
                    List.of(
                            "--kinora.jobs.background=false",
                            "--kinora.platform.data=" + directory.resolve("kinora")))) {
                measure(context.getBean(Watching.class), access, picks(superuser), directory);
            }
            return 0;
        } finally {
            if (data == null) {
                FileSystemUtils.deleteRecursively(directory);
            }
        }
    }

    private void measure(Watching watching, DatabaseAccess access, List<Pick> picks, Path directory) throws Exception {
        var scripts = scripts(access, picks, directory);
        System.out.printf("%d films, half of them asked for by somebody signed in%n%n", picks.size());
        paced(watching, picks, 5);
        System.out.printf(
                "%-7s%16s%16s%14s%26s%12s%12s%n",
                "round", "pgbench ms", "Kinora ms", "ratio", "Kinora at " + RATE + "/s: p50 ms", "p99 ms", "max ms");
        var ratios = new ArrayList<Double>();
        for (var round = 1; round <= rounds; round++) {
            var bare = round % 2 == 0 ? pgbench(access.app(), scripts) : 0;
            var ours = oneByOne(watching, picks);
            bare = round % 2 == 0 ? bare : pgbench(access.app(), scripts);
            var paced = paced(watching, picks, seconds);
            System.out.printf(
                    Locale.ROOT,
                    "%-7d%16.2f%16.2f%14.2f%26.2f%12.2f%12.2f%n",
                    round,
                    bare,
                    ours,
                    ours / bare,
                    paced[paced.length / 2],
                    paced[(int) (paced.length * 0.99)],
                    paced[paced.length - 1]);
            ratios.add(ours / bare);
        }
        System.out.println();
        HttpBench.summarize("time of the page's data, Kinora : the same SQL by pgbench", ratios);
    }

    private static List<Pick> picks(DatabaseAddress superuser) throws SQLException {
        var picks = new ArrayList<Pick>();
        try (var connection = superuser.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select f.provider_uid, l.id from bench.films f left join bench.learners l on l.k = f.k % 80 order by f.k limit 100")) {
            while (rows.next()) {
                var person = rows.getString(2);
                picks.add(new Pick(
                        person == null ? Viewer.ANONYMOUS : new Viewer.User(UUID.fromString(person)),
                        rows.getString(1)));
            }
        }
        return picks;
    }

    private static void ask(Watching watching, Pick pick) {
        Caller.system("bench").as(pick.viewer()).run(() -> watching.page(pick.uid()));
    }

    /** Milliseconds on average, one after the other. */
    private double oneByOne(Watching watching, List<Pick> picks) {
        var began = System.nanoTime();
        var count = 0;
        while (System.nanoTime() - began < seconds * 1_000_000_000L) {
            ask(watching, picks.get(count++ % picks.size()));
        }
        return (System.nanoTime() - began) / 1e6 / count;
    }

    /** Milliseconds, sorted, each from when it was due: whoever comes while others wait has waited as well. */
    private static double[] paced(Watching watching, List<Pick> picks, int seconds) throws Exception {
        var times = new double[RATE * seconds];
        var began = System.nanoTime() + 10_000_000;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < times.length; i++) {
                var number = i;
                var due = began + i * 1_000_000_000L / RATE;
                for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                pool.execute(() -> {
                    ask(watching, picks.get(number % picks.size()));
                    times[number] = (System.nanoTime() - due) / 1e6;
                });
            }
        }
        Arrays.sort(times);
        return times;
    }

    /** One for each page, in the transaction that Kinora makes of it. */
    private static List<Path> scripts(DatabaseAccess access, List<Pick> picks, Path directory) throws IOException {
        var folder = Files.createDirectories(directory.resolve("pgbench"));
        var scripts = new ArrayList<Path>();
        for (var pick : picks) {
            var statements = RecordedPage.of(access.app(), pick.viewer(), pick.uid());
            if (scripts.isEmpty()) {
                System.out.printf(
                        "%d statements a page: %s%n",
                        statements.size(),
                        statements.stream()
                                .map(each -> each.strip().replaceAll("\\s+", " "))
                                .map(each -> each.substring(0, Math.min(50, each.length())))
                                .toList());
            }
            var text = new StringBuilder("begin;\n");
            statements.forEach(each ->
                    text.append(each.strip().replaceAll("\\s*\n\\s*", " ")).append(";\n"));
            scripts.add(Files.writeString(
                    folder.resolve(scripts.size() + ".sql"),
                    text.append("commit;\n").toString()));
        }
        return scripts;
    }

    private double pgbench(DatabaseAddress address, List<Path> scripts) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("pgbench", "-n", "-M", "prepared", "-c", "1", "-T", "" + seconds));
        scripts.forEach(script -> command.addAll(List.of("-f", script.toString())));
        var uri = java.net.URI.create(address.url().substring("jdbc:".length()));
        command.addAll(List.of("-h", uri.getHost(), "-p", "" + uri.getPort(), "-U", address.user()));
        command.add(uri.getPath().substring(1));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", address.password());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        var found = java.util.regex.Pattern.compile("latency average = ([0-9.]+) ms")
                .matcher(output);
        if (!found.find()) {
            throw new IOException(output);
        }
        return Double.parseDouble(found.group(1));
    }
}
