package dev.kinora.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A constant through Kinora's whole filter chain, against bare Tomcat writing the same bytes. */
@Command(
        name = "http",
        description = "A constant through Kinora's whole filter chain, against bare Tomcat writing the same bytes."
                + " Each serves in a process of its own and is asked in turn over loopback, from the same machine.")
public final class HttpBench implements Callable<Integer> {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "4",
            description = "How long each server is asked in each round. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "16",
            description = "Connections kept open, each with one request at a time. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds; the servers take turns in each. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--pool",
            description = "Let bare Tomcat use the pool of threads it comes with, and not virtual ones as Kinora does.")
    private boolean pool;

    @Option(
            names = "--accounts",
            description = "Measure instead what it costs to be known, by session or key, and to sign in.")
    private boolean accounts;

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new HttpBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (accounts) {
            new AccountTurns(connections, rounds, seconds).run();
            return 0;
        }
        try (var kinora = HttpServer.start("Kinora", KinoraWithConstant.class, List.of());
                var bare = HttpServer.start("bare Tomcat", BareTomcat.class, bare(kinora))) {
            var servers = List.of(bare, kinora);
            requireEqual(bare, kinora);
            System.out.printf(
                    "%d connections, %d rounds of %d s each, after as long a warm-up%n%n",
                    connections, rounds, seconds);
            for (var server : servers) {
                measure(server, Math.max(5, 2 * seconds));
            }
            var ratios = new ArrayList<Double>();
            var costs = new ArrayList<Double>();
            System.out.printf(
                    "%-7s%-13s%12s%10s%10s%14s%n", "round", "server", "requests/s", "p50 µs", "p99 µs", "CPU µs/req");
            for (int round = 1; round <= rounds; round++) {
                var results = new Load.Result[2];
                for (int turn = 0; turn < 2; turn++) {
                    // Whoever goes first finds a cooler machine, so that changes too.
                    var which = (turn + round) % 2;
                    results[which] = measure(servers.get(which), seconds);
                    print(round, servers.get(which), results[which]);
                }
                ratios.add(results[1].perSecond() / results[0].perSecond());
                costs.add(results[1].cpuMicros() / results[0].cpuMicros());
            }
            System.out.println();
            summarize("requests/s, Kinora : bare Tomcat", ratios);
            summarize("server CPU a request, Kinora : bare Tomcat", costs);
        }
        return 0;
    }

    /** Its threads, and the headers that Kinora adds to what Tomcat says by itself. */
    private List<String> bare(HttpServer kinora) throws IOException {
        var headers = Load.once(kinora.port()).headers().stream()
                .filter(header -> !header.matches("(HTTP/1.1 |Content-|Date:|Keep-Alive:|Connection:).*")
                        || header.startsWith("Content-Security-Policy"));
        return Stream.concat(Stream.of(pool ? "pool" : "virtual"), headers).toList();
    }

    private static void requireEqual(HttpServer bare, HttpServer kinora) throws IOException {
        var one = Load.once(bare.port());
        var other = Load.once(kinora.port());
        if (!one.body().equals(other.body())
                || one.headers().size() != other.headers().size()) {
            throw new IllegalStateException("the servers do not answer alike:\n" + one + "\n" + other);
        }
        System.out.println("Both answer " + one.body().length() + " bytes with "
                + one.headers().size() + " headers.");
    }

    private Load.Result measure(HttpServer server, int length) throws IOException, InterruptedException {
        var before = server.cpu();
        var result = Load.run(server.port(), connections, Duration.ofSeconds(length));
        return result.costing(server.cpu().minus(before));
    }

    private static void print(int round, HttpServer server, Load.Result result) {
        System.out.printf(
                Locale.ROOT,
                "%-7d%-13s%12.0f%10.0f%10.0f%14.1f%n",
                round,
                server.name(),
                result.perSecond(),
                result.percentileMicros(0.50),
                result.percentileMicros(0.99),
                result.cpuMicros());
    }

    static void summarize(String what, List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: min %.2f, median %.2f, max %.2f%n",
                what,
                sorted[0],
                Arrays.stream(sorted)
                        .skip((sorted.length - 1) / 2)
                        .limit(2 - sorted.length % 2)
                        .average()
                        .orElse(0),
                sorted[sorted.length - 1]);
    }
}
