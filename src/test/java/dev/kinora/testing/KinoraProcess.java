package dev.kinora.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Kinora as a process of its own, as a shell would run it; its words are kept to be read. */
public final class KinoraProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final StringBuffer words = new StringBuffer();
    private final CompletableFuture<Void> reader;

    private KinoraProcess(Process process) {
        this.process = process;
        this.reader = CompletableFuture.runAsync(
                this::read, task -> Thread.ofVirtual().start(task));
    }

    public static KinoraProcess run(String... arguments) {
        return run(Map.of(), arguments);
    }

    public static KinoraProcess run(Map<String, String> environment, String... arguments) {
        return launch(environment, javaCommand(arguments));
    }

    /** Another program from the tests' class path. */
    public static KinoraProcess program(Class<?> main, String... arguments) {
        return launch(Map.of(), javaCommand(main, arguments));
    }

    /** After a shell command in a mount namespace of its own, for disks that are full or may not be written. */
    public static KinoraProcess runOnMount(String mount, String... arguments) {
        var line = String.join("' '", javaCommand(arguments));
        return launch(Map.of(), List.of("unshare", "-m", "sh", "-c", mount + " && exec '" + line + "'"));
    }

    /** Another program, likewise. */
    public static KinoraProcess programOnMount(String mount, Class<?> main, String... arguments) {
        var line = String.join("' '", javaCommand(main, arguments));
        return launch(Map.of(), List.of("unshare", "-m", "sh", "-c", mount + " && exec '" + line + "'"));
    }

    public static boolean canMount() {
        try (var probe = shell(Map.of(), "unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt")) {
            return probe.exitCode() == 0;
        }
    }

    public static KinoraProcess shell(Map<String, String> environment, String... command) {
        return launch(environment, List.of(command));
    }

    private static List<String> javaCommand(String... arguments) {
        var command = PreparedClasses.command();
        command.add("dev.kinora.command.KinoraCommand");
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> javaCommand(Class<?> main, String... arguments) {
        var command = PreparedClasses.java();
        command.addAll(List.of("-cp", PreparedClasses.classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static KinoraProcess launch(Map<String, String> environment, List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new KinoraProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types a line and ends the input. */
    public KinoraProcess enter(String line) {
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(line + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void read() {
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(line -> words.append(line).append('\n'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String words() {
        return words.toString();
    }

    /** Waits until it says so; fails when it ends before, or stays silent too long. */
    public KinoraProcess awaitWords(String expected) {
        if (!says(expected)) {
            throw new AssertionError("never said '" + expected + "' but:\n" + words());
        }
        return this;
    }

    /** Whether it does before it ends, or much time has gone. */
    public boolean says(String expected) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!words().contains(expected)) {
            if (System.nanoTime() > end || (!process.isAlive() && reader.isDone())) {
                return words().contains(expected);
            }
            pause();
        }
        return true;
    }

    /** Its exit code, once it has ended and all its words are read. */
    public int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after saying:\n" + words());
            }
            reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** A signal by name, as a terminal or an operator sends it. */
    public void signal(String name) {
        try {
            var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            sent.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Below the range from which systems lend ports, so that no database or client is given it meanwhile. */
    public static int freePort() {
        while (true) {
            var candidate = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var _ = new ServerSocket(candidate)) {
                return candidate;
            } catch (IOException _) {
                // Taken: try another.
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            signal("TERM");
            exitCode();
        }
    }
}
