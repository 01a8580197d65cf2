package dev.kinora.bench.queue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.kinora.database.DatabaseAddress;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The process of a contestant in Java; its argument names the {@link Contestant}, whose constructor takes the database's address. */
final class ContestantLoop {
    private final Contestant contestant;
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong first = new AtomicLong();
    private volatile Latencies latencies = new Latencies(0);

    private ContestantLoop(Contestant contestant) {
        this.contestant = contestant;
    }

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var constructor = Class.forName(arguments[0]).getDeclaredConstructor(DatabaseAddress.class);
        try (var contestant = (Contestant) constructor.newInstance(address());
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var loop = new ContestantLoop(contestant);
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(loop.answer(line.split(" ")));
            }
        }
        System.exit(0);
    }

    private static DatabaseAddress address() {
        var variables = System.getenv();
        return new DatabaseAddress(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(variables.get("PGHOST"), variables.get("PGPORT"), variables.get("PGDATABASE")),
                variables.getOrDefault("PGUSER", ""),
                variables.getOrDefault("PGPASSWORD", ""));
    }

    private String answer(String[] words) {
        try {
            return ("done " + carryOut(words)).strip();
        } catch (Exception e) {
            e.printStackTrace();
            return "failed " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    private String carryOut(String[] words) throws Exception {
        switch (words[0]) {
            case "install" -> contestant.install();
            case "enqueue" -> contestant.enqueue(Integer.parseInt(words[1]));
            case "start" -> {
                completed.set(0);
                first.set(0);
                contestant.start(this::handle);
            }
            case "count" -> {
                var jobs = completed.get();
                return jobs + " " + (jobs == 0 ? 0 : micros() - first.get());
            }
            case "rate" -> {
                return rate(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            }
            case "stop" -> contestant.stop();
            default -> throw new IllegalArgumentException("no such command: " + words[0]);
        }
        return "";
    }

    private void handle(long payload) {
        if (first.get() == 0) {
            first.compareAndSet(0, micros());
        }
        if (payload > 0) {
            latencies.add(micros() - payload);
        }
        completed.incrementAndGet();
    }

    private String rate(int perSecond, int seconds) throws InterruptedException {
        var jobs = perSecond * seconds;
        latencies = new Latencies(jobs);
        var failure = new AtomicReference<@Nullable Exception>();
        var began = micros();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var sent = 0; sent < jobs; sent++) {
                while (micros() < began + sent * 1_000_000L / perSecond) {
                    LockSupport.parkNanos(500_000);
                }
                callers.execute(() -> enqueueOne(failure));
            }
        }
        var took = micros() - began;
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        while (!latencies.complete()) {
            Thread.sleep(5);
        }
        var sorted = latencies.sorted();
        return "%d %d %d %d".formatted(took, sorted[jobs / 2], sorted[(int) (jobs * 0.99)], sorted[jobs - 1]);
    }

    private void enqueueOne(AtomicReference<@Nullable Exception> failure) {
        try {
            contestant.enqueueOne(micros());
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Never zero, which stands for a payload without a time. */
    private static long micros() {
        return System.nanoTime() / 1_000;
    }

    private record Latencies(long[] micros, AtomicInteger count) {
        Latencies(int jobs) {
            this(new long[jobs], new AtomicInteger());
        }

        void add(long latency) {
            micros[count.getAndIncrement()] = latency;
        }

        boolean complete() {
            return count.get() >= micros.length;
        }

        long[] sorted() {
            var sorted = micros.clone();
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
