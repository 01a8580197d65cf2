package dev.kinora.bench;

import dev.kinora.database.DataDirectory;
import dev.kinora.database.EmbeddedServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.util.FileSystemUtils;
import routes.Constant;

/** What it costs to be known, by session or key, beside a visitor's request for the same constant; and to sign in. */
final class AccountTurns {
    private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\"");
    private static final int PEOPLE = 200;

    /** Wrong ones from one network are answered 40 times, then one must wait; none of ours may. */
    private static final int TRIES = 30;

    private final int connections;
    private final int rounds;
    private final int seconds;

    AccountTurns(int connections, int rounds, int seconds) {
        this.connections = connections;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    private record Way(String name, int connections, Load.Requests requests) {
        @Override
        public String toString() {
            return name + " x " + connections;
        }
    }

    private record Turn(Load.Result result, Duration postgres) {
        double postgresMicros() {
            return postgres.toNanos() / 1e3 / result.sortedNanos().length;
        }

        double allMicros() {
            return result.cpuMicros() + postgresMicros();
        }
    }

    void run() throws IOException, SQLException, InterruptedException {
        var directory = Files.createTempDirectory("kinora-bench");
        // As the product runs it, its data durable.
        try (var server = EmbeddedServer.start(DataDirectory.at(directory));
                var database = new AccountsDatabase(server);
                var kinora = KinoraWithAccounts.start(database.owner(), directory)) {
            database.fill();
            System.out.println(database.conditions());
            System.out.printf("%d rounds of %d s each, after as long a warm-up; %s%n%n", rounds, seconds, load());
            var ways = ways(kinora, KinoraWithAccounts.keys(directory));
            for (var way : ways) {
                measure(kinora, database, way);
                plan(database, way, directory);
            }
            summarize(ways, turns(kinora, database, ways));
            nobody(kinora);
            System.out.println(load());
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private List<Way> ways(HttpServer kinora, List<String> keys) throws IOException, InterruptedException {
        var visitor = new Load.Requests(List.of(Load.get(Constant.PATH)), 200);
        var sessions = new Load.Requests(
                IntStream.rangeClosed(1, PEOPLE)
                        .map(n -> n * (AccountsDatabase.SESSIONS / PEOPLE))
                        .mapToObj(n -> Load.get(Constant.PATH, "Cookie: kinora_session=" + AccountsDatabase.session(n)))
                        .toList(),
                200);
        var programs = new Load.Requests(
                keys.stream()
                        .map(key -> Load.get(Constant.API_PATH, "Authorization: Bearer " + key))
                        .toList(),
                200);
        var form = Form.fetch(kinora);
        // As many accounts as connections: what is tried at an account at once is limited.
        var signIns = new Load.Requests(
                IntStream.rangeClosed(1, 16)
                        .mapToObj(n -> Load.post("/sign-in", form.filled("viewer" + n), "Cookie: " + form.cookie()))
                        .toList(),
                303);
        return List.of(
                new Way("visitor", connections, visitor),
                new Way("session", connections, sessions),
                new Way("key", connections, programs),
                new Way("sign-in", 2, signIns),
                new Way("sign-in", 16, signIns));
    }

    private static void plan(AccountsDatabase database, Way way, Path directory) throws IOException, SQLException {
        switch (way.name()) {
            case "session" ->
                System.out.println(database.plan("sessions.token_hash = ", AccountsDatabase.session(77)) + "\n");
            case "key" ->
                System.out.println(database.plan(
                                "api_keys.key_hash = ",
                                KinoraWithAccounts.keys(directory).getFirst())
                        + "\n");
            default -> {}
        }
    }

    private Turn measure(HttpServer kinora, AccountsDatabase database, Way way)
            throws IOException, SQLException, InterruptedException {
        var before = kinora.cpu();
        var postgres = database.cpu();
        var result = Load.run(kinora.port(), way.connections(), Duration.ofSeconds(seconds), way.requests());
        return new Turn(
                result.costing(kinora.cpu().minus(before)), database.cpu().minus(postgres));
    }

    private List<Map<Way, Turn>> turns(HttpServer kinora, AccountsDatabase database, List<Way> ways)
            throws IOException, SQLException, InterruptedException {
        System.out.printf(
                "%-7s%-14s%12s%10s%10s%14s%14s%n",
                "round", "way", "requests/s", "p50 ms", "p99 ms", "Kinora µs/req", "PostgreSQL");
        var all = new ArrayList<Map<Way, Turn>>();
        for (int round = 1; round <= rounds; round++) {
            // Whoever goes first finds a cooler machine, so that changes too.
            var order = new ArrayList<>(ways);
            Collections.rotate(order, round);
            var turns = new LinkedHashMap<Way, Turn>();
            for (var way : order) {
                var turn = measure(kinora, database, way);
                turns.put(way, turn);
                System.out.printf(
                        Locale.ROOT,
                        "%-7d%-14s%12.0f%10.2f%10.2f%14.0f%14.0f%n",
                        round,
                        way,
                        turn.result().perSecond(),
                        turn.result().percentileMicros(0.50) / 1e3,
                        turn.result().percentileMicros(0.99) / 1e3,
                        turn.result().cpuMicros(),
                        turn.postgresMicros());
            }
            all.add(turns);
        }
        return all;
    }

    private static void summarize(List<Way> ways, List<Map<Way, Turn>> rounds) {
        System.out.println();
        var visitor = ways.getFirst();
        for (var way : ways.subList(1, ways.size())) {
            var speeds = new ArrayList<Double>();
            var costs = new ArrayList<Double>();
            for (var round : rounds) {
                var reference = round.get(visitor);
                var turn = round.get(way);
                if (reference != null && turn != null) {
                    speeds.add(reference.result().perSecond() / turn.result().perSecond());
                    costs.add(turn.allMicros() / reference.allMicros());
                }
            }
            HttpBench.summarize("requests/s, visitor : " + way, speeds);
            HttpBench.summarize("CPU a request with PostgreSQL's, " + way + " : visitor", costs);
        }
    }

    /** Somebody there and nobody in turn on one connection: the time must not tell which. */
    private static void nobody(HttpServer kinora) throws IOException, InterruptedException {
        var form = Form.fetch(kinora);
        form.submit("nobody0", 422);
        var somebody = new long[TRIES];
        var nobody = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            somebody[i] = form.submit("viewer" + (100 + i), 303);
            nobody[i] = form.submit("nobody" + (1 + i), 422);
        }
        System.out.println();
        print("right name and password", somebody);
        print("unknown name", nobody);
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "sign-in, %s, %d in turn: p50 %.1f ms, slowest %.1f ms%n",
                what,
                nanos.length,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "load average %.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** The page to sign in on, as a browser has it open. */
    private record Form(HttpClient client, URI address, String cookie, String token) {
        static Form fetch(HttpServer kinora) throws IOException, InterruptedException {
            var address = URI.create("http://localhost:" + kinora.port() + "/sign-in");
            var client = HttpClient.newHttpClient();
            var page = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            var cookie = page.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
            var token = TOKEN.matcher(page.body());
            if (!token.find()) {
                throw new IllegalStateException("the page has no token");
            }
            return new Form(client, address, cookie, token.group(1));
        }

        String filled(String identifier) {
            return "identifier=" + identifier + "&password="
                    + URLEncoder.encode(KinoraWithAccounts.PASSWORD, StandardCharsets.UTF_8) + "&_csrf="
                    + URLEncoder.encode(token, StandardCharsets.UTF_8);
        }

        /** How long the answer took, in nanoseconds. */
        long submit(String identifier, int expected) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Cookie", cookie)
                    .POST(HttpRequest.BodyPublishers.ofString(filled(identifier)))
                    .build();
            var began = System.nanoTime();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            var took = System.nanoTime() - began;
            if (answer.statusCode() != expected) {
                throw new IOException(answer.statusCode() + ": " + answer.body());
            }
            return took;
        }
    }
}
