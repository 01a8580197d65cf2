package dev.kinora.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.kinora.database.DataDirectory;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.database.EmbeddedServer;
import dev.kinora.database.Migrations;
import dev.kinora.media.Clips;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Uploads by tus against nginx taking the same bytes by PUT to the same disk. */
@Command(
        name = "upload",
        mixinStandardHelpOptions = true,
        description =
                "Measures how fast Kinora takes a film by tus, against nginx (which must be installed) taking it by PUT.")
public final class UploadBench implements Callable<Integer> {
    @Option(names = "--megabytes", defaultValue = "1024", description = "Size of the film. Default: ${DEFAULT-VALUE}.")
    private int megabytes;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds; both take turns. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--data", description = "A directory on the disk to be measured.")
    private @Nullable Path data;

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new UploadBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (megabytes < 1 || rounds < 1) {
            System.err.println("--megabytes and --rounds are 1 at least.");
            return 2;
        }
        var directory = data != null ? data : Files.createTempDirectory("kinora-bench");
        try {
            var film = film(directory);
            var settings = SchemaBench.settings();
            try (var server = EmbeddedServer.start(
                            DataDirectory.at(directory),
                            EmbeddedServer.programs(DataDirectory.at(directory)),
                            settings);
                    var kinora = KinoraWithAccounts.start(
                            migrated(server.database("kinora")), Files.createDirectories(directory.resolve("kinora")));
                    var nginx = Nginx.start(Files.createDirectories(directory.resolve("nginx")))) {
                measure(
                        directory,
                        new Sender(film),
                        kinora,
                        nginx,
                        KinoraWithAccounts.keys(directory.resolve("kinora")).getFirst());
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
        return 0;
    }

    private static DatabaseAddress migrated(DatabaseAddress owner) {
        new Migrations(DatabaseAccess.of(owner, Map.of())).run();
        return owner;
    }

    private void measure(Path directory, Sender sender, HttpServer kinora, Nginx nginx, String key) throws Exception {
        System.out.printf(
                Locale.ROOT, "%d MB, %d rounds after one to warm up, in one request each%n%n", megabytes, rounds);
        System.out.printf(
                "%-7s%14s%22s%14s%14s%16s%18s%n",
                "round",
                "nginx MB/s",
                "nginx, fsync MB/s",
                "Kinora MB/s",
                "Kinora/nginx",
                "Kinora/+fsync",
                "Kinora RSS MB");
        var bare = new ArrayList<Double>();
        var durable = new ArrayList<Double>();
        for (var round = 0; round <= rounds; round++) {
            var first = round % 2 == 0;
            var one = first ? put(sender, nginx, round) : null;
            var other = sender.tus(kinora.port(), key);
            // As nginx's is: the memory of a file that is gone is what the next is written into fastest.
            forget(directory.resolve("kinora"));
            one = one != null ? one : put(sender, nginx, round);
            System.out.printf(
                    Locale.ROOT,
                    "%-7d%14.0f%22.0f%14.0f%14.2f%16.2f%18.0f%n",
                    round,
                    one.perSecond() / 1e6,
                    one.durablePerSecond() / 1e6,
                    other / 1e6,
                    other / one.perSecond(),
                    other / one.durablePerSecond(),
                    memory(kinora));
            if (round > 0) {
                bare.add(other / one.perSecond());
                durable.add(other / one.durablePerSecond());
            }
        }
        System.out.println();
        HttpBench.summarize("bytes/s, Kinora : nginx, whose bytes are in memory", bare);
        HttpBench.summarize("bytes/s, Kinora : nginx and an fsync after it", durable);
    }

    private static void forget(Path data) throws IOException {
        try (var files = Files.walk(data)) {
            for (var film : files.filter(each ->
                            each.toFile().length() > 1 << 20 && each.toString().contains("/videos/"))
                    .toList()) {
                Files.delete(film);
            }
        }
    }

    /** nginx answers when the bytes are the kernel's; Kinora when they are on the disk. Both are shown. */
    private record Put(double perSecond, double durablePerSecond) {}

    private static Put put(Sender sender, Nginx nginx, int round) throws IOException {
        var name = "film-" + round + ".mp4";
        var perSecond = sender.put(nginx.port(), "/" + name);
        var began = System.nanoTime();
        nginx.flush(name);
        var seconds = sender.size() / perSecond + (System.nanoTime() - began) / 1e9;
        nginx.delete(name);
        return new Put(perSecond, sender.size() / seconds);
    }

    private static double memory(HttpServer server) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + server.process().pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1e3;
        }
    }

    /** A real one, with a box behind it that players pass over. */
    private Path film(Path directory) throws IOException {
        var file = directory.resolve("film.mp4");
        var clip = Files.readAllBytes(Clips.mp4());
        var random = new Random(7);
        try (var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(clip));
            var left = ((long) megabytes << 20) - clip.length;
            out.write(ByteBuffer.allocate(16)
                    .putInt(1)
                    .put("free".getBytes())
                    .putLong(left)
                    .flip());
            var block = new byte[1 << 20];
            for (left -= 16; left > 0; left -= Math.min(left, block.length)) {
                random.nextBytes(block);
                out.write(ByteBuffer.wrap(block, 0, (int) Math.min(left, block.length)));
            }
            out.force(true);
        }
        return file;
    }
}
