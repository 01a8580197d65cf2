package dev.kinora.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.kinora.database.DataDirectory;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.EmbeddedServer;
import dev.kinora.database.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The searches alone, on the same videos, people and words as the whole data set has: made in a fifth of the time. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Measures searching and suggesting on generated data.")
public final class SearchBench implements Callable<Integer> {
    @Option(names = "--scale", defaultValue = "1", description = "0.01 to 1; at 1: a million videos.")
    private double scale;

    @Option(names = "--data", description = "Keep the generated database here and use it again.")
    private @Nullable Path data;

    @Option(names = "--plans", description = "Print every plan as a whole.")
    private boolean plans;

    @Option(names = "--only", description = "Only queries whose name contains this.")
    private @Nullable String only;

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new SearchBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var directory = data != null ? data : Files.createTempDirectory("kinora-bench");
        var settings = SchemaBench.settings();
        // All that is searched is in memory: how fast the disk is, is another question.
        settings.put("shared_buffers", "6GB");
        try (var server = EmbeddedServer.start(
                DataDirectory.at(directory), EmbeddedServer.programs(DataDirectory.at(directory)), settings)) {
            var name = "search_" + Math.round(scale * 1000);
            var superuser = server.superuser(name);
            var access = DatabaseAccess.of(server.database(name), Map.of());
            new Migrations(access).run();
            var sizes = new Sizes(scale);
            if (!Dataset.present(superuser, scale)) {
                new Dataset(superuser, sizes, System.out).makeSearched(scale);
            }
            Cast.choose(superuser, sizes);
            var report = new Report(superuser, System.out);
            try (var measurement = new Measurement(access, superuser)) {
                report.head("Searching");
                for (var query : SearchQueries.all()) {
                    if (only == null || query.name().contains(only)) {
                        report.line(measurement.of(query), plans);
                    }
                }
            }
            return 0;
        } finally {
            if (data == null) {
                FileSystemUtils.deleteRecursively(directory);
            }
        }
    }
}
