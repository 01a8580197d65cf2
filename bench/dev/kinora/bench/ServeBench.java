package dev.kinora.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.kinora.database.DataDirectory;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.EmbeddedServer;
import dev.kinora.database.Migrations;
import dev.kinora.media.Clips;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Segments of a film, whole and in ranges, against nginx sending the same files. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Measures how fast Kinora sends the segments of a film that it has encoded, against nginx (which must"
                        + " be installed) sending the same files.")
public final class ServeBench implements Callable<Integer> {
    @Option(names = "--seconds", defaultValue = "4", description = "Of each turn. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "15",
            description =
                    "Seconds of both before each kind, until the JVM has compiled what it runs. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds; both take turns. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--connections", defaultValue = "8", description = "Kept open. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(names = "--only", description = "Kinds whose name contains this; all without it.")
    private String only = "";

    @Option(names = "--data", description = "A directory on the disk to be measured.")
    private @Nullable Path data;

    /**
     * One way of asking, of both.
     *
     * @param ours paths
     * @param theirs paths of the same files
     */
    private record Kind(String name, List<String> ours, List<String> theirs, String... headers) {}

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new ServeBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var directory = data != null ? data : Files.createTempDirectory("kinora-bench");
        try (var server = EmbeddedServer.start(
                DataDirectory.at(directory),
                EmbeddedServer.programs(DataDirectory.at(directory)),
                SchemaBench.settings())) {
            var owner = server.database("kinora");
            new Migrations(DatabaseAccess.of(owner, Map.of())).run();
            var folder = Files.createDirectories(directory.resolve("kinora"));
            try (var kinora = KinoraWithAccounts.start(owner, folder);
                    var nginx = Nginx.serving(Files.createDirectories(directory.resolve("nginx")), folder)) {
                var film = film(kinora, KinoraWithAccounts.keys(folder).getFirst());
                var asked =
                        kinds(film, folder).stream().filter(kind -> kind.name().contains(only));
                measure(kinora, nginx, asked.toList());
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
        return 0;
    }

    /** Forty seconds with much in them, encoded as every film is, and open to all. */
    private static JsonNode film(HttpServer kinora, String key) throws IOException, InterruptedException {
        var clip = Clips.made(
                "bench-serve.mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=1280x720:rate=30:duration=40,noise=alls=24:allf=t",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=40",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-crf",
                "28",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac");
        try (var client = HttpClient.newHttpClient()) {
            var begin = request(kinora, key, "/api/v1/uploads/film.mp4");
            var id = read(client, begin.PUT(HttpRequest.BodyPublishers.ofFile(clip)))
                    .get("id")
                    .asString();
            read(
                    client,
                    request(kinora, key, "/api/v1/videos/" + id)
                            .header("Content-Type", "application/json")
                            .header("If-Match", "*")
                            .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"visibility\": \"public\"}")));
            while (true) {
                var film = read(client, request(kinora, key, "/api/v1/videos/" + id));
                if (film.get("status").asString().equals("ready")) {
                    return film;
                }
                if (film.get("status").asString().equals("error")) {
                    throw new IOException("the film could not be encoded: " + film);
                }
                Thread.sleep(500);
            }
        }
    }

    private static HttpRequest.Builder request(HttpServer kinora, String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + kinora.port() + path))
                .header("Authorization", "Bearer " + key);
    }

    private static JsonNode read(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<Kind> kinds(JsonNode film, Path folder) throws IOException {
        var media = "/media/" + film.get("uid").asString() + "/";
        var all = new ArrayList<Path>();
        var large = new ArrayList<Path>();
        var small = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(each -> each.toString().endsWith(".m4s"))
                    .sorted()
                    .toList()) {
                all.add(file);
                var rendition = String.valueOf(file.getName(file.getNameCount() - 2));
                if (rendition.equals("720p")) {
                    large.add(file);
                } else if (rendition.equals("audio")) {
                    small.add(file);
                }
            }
        }
        // The last one is shorter than the others.
        large.removeLast();
        small.removeLast();
        return List.of(
                kind("all that the film has", media, all, folder),
                kind("pictures of 4 s, whole", media, large, folder),
                kind("pictures of 4 s, 64 kB of each", media, large, folder, "Range: bytes=65536-131071"),
                kind("sound of 4 s, whole", media, small, folder));
    }

    private static Kind kind(String name, String media, List<Path> files, Path folder, String... headers)
            throws IOException {
        var size = 0L;
        for (var file : files) {
            size += Files.size(file);
        }
        return new Kind(
                name + " (" + size / files.size() / 1000 + " kB)",
                files.stream()
                        .map(file -> media + file.subpath(file.getNameCount() - 3, file.getNameCount()))
                        .toList(),
                files.stream().map(file -> "/" + folder.relativize(file)).toList(),
                headers);
    }

    private void measure(HttpServer kinora, Nginx nginx, List<Kind> kinds) throws IOException, InterruptedException {
        System.out.printf(
                "%d connections, %d rounds of %d s each after %d s to warm up%n%n",
                connections, rounds, seconds, warmUp);
        System.out.printf(
                "%-42s%-7s%14s%14s%10s%16s%16s%10s%n",
                "", "round", "nginx /s", "Kinora /s", "ratio", "nginx CPU µs", "Kinora CPU µs", "p99 ms");
        for (var kind : kinds) {
            var ratios = new ArrayList<Double>();
            of(nginx, kind, warmUp);
            of(kinora, kind, warmUp);
            for (var round = 1; round <= rounds; round++) {
                var theirs = round % 2 == 0 ? of(nginx, kind, seconds) : null;
                var ours = of(kinora, kind, seconds);
                theirs = theirs == null ? of(nginx, kind, seconds) : theirs;
                if (theirs.bytes() != ours.bytes()) {
                    throw new IOException("nginx sent " + theirs.bytes() + " bytes a request, Kinora " + ours.bytes());
                }
                System.out.printf(
                        Locale.ROOT,
                        "%-42s%-7d%14.0f%14.0f%10.2f%16.0f%16.0f%10.1f%n",
                        kind.name(),
                        round,
                        theirs.perSecond(),
                        ours.perSecond(),
                        ours.perSecond() / theirs.perSecond(),
                        theirs.cpuMicros(),
                        ours.cpuMicros(),
                        ours.p99Millis());
                ratios.add(ours.perSecond() / theirs.perSecond());
            }
            HttpBench.summarize(kind.name() + ", requests/s, Kinora : nginx", ratios);
            System.out.println();
        }
    }

    private Fetching.Result of(HttpServer kinora, Kind kind, int length) throws IOException, InterruptedException {
        return Fetching.run(
                kinora.port(), connections, Duration.ofSeconds(length), kind.ours(), kinora.process(), kind.headers());
    }

    private Fetching.Result of(Nginx nginx, Kind kind, int length) throws IOException, InterruptedException {
        return Fetching.run(
                nginx.port(), connections, Duration.ofSeconds(length), kind.theirs(), nginx.process(), kind.headers());
    }
}
