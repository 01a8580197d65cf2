package dev.kinora.bench.queue;

import dev.kinora.database.DatabaseAddress;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The bench's end of the protocol that {@link Contestant} describes. */
final class ContestantProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)/(\\w+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter commands;

    private ContestantProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    static ContestantProcess of(Entrant entrant, DatabaseAddress database) throws IOException {
        var builder = new ProcessBuilder(entrant.command()).redirectError(ProcessBuilder.Redirect.INHERIT);
        var address = ADDRESS.matcher(database.url());
        if (!address.lookingAt()) {
            throw new IllegalArgumentException("an address of another form: " + database);
        }
        var variables = builder.environment();
        variables.put("PGHOST", address.group(1));
        variables.put("PGPORT", address.group(2));
        variables.put("PGDATABASE", address.group(3));
        variables.put("PGUSER", database.user());
        variables.put("PGPASSWORD", database.password());
        return new ContestantProcess(entrant.name(), builder.start());
    }

    /** Handlers run since the start, and the moment of this machine's clock at which the first of them began. */
    record Count(long jobs, long firstNanos) {}

    /** Microseconds, from the call that adds a job to its handler. */
    record Latency(double perSecond, long p50, long p99, long max) {}

    void install() throws IOException {
        ask("install");
    }

    void enqueue(int jobs) throws IOException {
        ask("enqueue " + jobs);
    }

    void start() throws IOException {
        ask("start");
    }

    void stop() throws IOException {
        ask("stop");
    }

    Count count() throws IOException {
        var numbers = ask("count");
        return new Count(numbers[0], System.nanoTime() - numbers[1] * 1_000);
    }

    Latency rate(int perSecond, int seconds) throws IOException {
        var numbers = ask("rate " + perSecond + " " + seconds);
        return new Latency(perSecond * seconds * 1e6 / numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /** Until so many handlers have run since the start. */
    Count awaitCount(long jobs) throws IOException, InterruptedException {
        var last = -1L;
        var since = System.nanoTime();
        var count = count();
        while (count.jobs() < jobs) {
            if (count.jobs() > last) {
                last = count.jobs();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new IllegalStateException(name + " stands still at " + last + " of " + jobs + " jobs");
            }
            Thread.sleep(10);
            count = count();
        }
        if (count.jobs() > jobs) {
            throw new IllegalStateException(name + " ran " + count.jobs() + " handlers for " + jobs + " jobs");
        }
        return count;
    }

    private long[] ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("failed ")) {
                throw new IllegalStateException(name + " could not " + command + ": " + line.substring(7));
            }
            if (line.startsWith("done")) {
                return Arrays.stream(line.split(" "))
                        .skip(1)
                        .mapToLong(Long::parseLong)
                        .toArray();
            }
        }
        throw new IllegalStateException(name + " ended at " + command);
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
