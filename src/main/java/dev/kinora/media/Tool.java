package dev.kinora.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs one of ffmpeg's programs within limits: of memory and processor time, set by the shell before it becomes the program, of
 * time on the clock, and of what it may say. Whoever is interrupted meanwhile takes the program with them.
 */
final class Tool {
    private static final String BECOME = "exec \"$@\" </dev/null 3<&-";
    private static final String LIMITED = "ulimit -v \"$1\"; ulimit -t \"$2\"; ulimit -c 0; shift 2; exec 3<&0; ";
    /** Ends the program when whoever started it is no more: then there is nobody either who would end it, or wants what it makes. */
    private static final String WATCHED =
            "(exec <&3 3<&- >/dev/null 2>&1; cat; case \"$(cat /proc/$$/comm)\" in ff*) kill -9 $$;; esac) & ";

    private static final int MOST_ERRORS = 64 * 1024;

    /** Where the programs are. */
    interface Search {
        Programs find() throws IOException;
    }

    private final Search search;
    private final long memoryKilobytes;
    private @Nullable Programs found;

    Tool(Search search, long memoryBytes) {
        this.search = search;
        this.memoryKilobytes = memoryBytes / 1024;
    }

    /** @param timedOut whether it was ended for want of time, and the rest is what it had said by then */
    record Result(int exit, byte[] output, String errors, boolean timedOut, boolean tooMuch) {
        boolean isGood() {
            return exit == 0 && !timedOut && !tooMuch;
        }
    }

    Result ffprobe(List<String> arguments, Duration time, int mostOutput) throws IOException, InterruptedException {
        return run(programs().ffprobe().toString(), arguments, time, mostOutput);
    }

    Result ffmpeg(List<String> arguments, Duration time, int mostOutput) throws IOException, InterruptedException {
        return run(programs().ffmpeg().toString(), arguments, time, mostOutput);
    }

    private synchronized Programs programs() throws IOException {
        var known = found;
        if (known == null) {
            known = search.find();
            found = known;
        }
        return known;
    }

    /** What is done with what a program writes. */
    interface Reader {
        void read(InputStream output) throws Exception;
    }

    private Result run(String program, List<String> arguments, Duration time, int mostOutput)
            throws IOException, InterruptedException {
        var process = start(LIMITED + BECOME, program, arguments, time, memoryKilobytes);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var output = readers.submit(() -> read(process.getInputStream(), mostOutput, process));
                var errors = readers.submit(() -> read(process.getErrorStream(), MOST_ERRORS, null));
                var ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                }
                var said = output.get();
                return new Result(
                        process.exitValue(),
                        said,
                        new String(errors.get(), StandardCharsets.UTF_8),
                        !ended,
                        said.length > mostOutput);
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** For what takes long and is read as it comes; the result has no output. */
    Result stream(List<String> arguments, Duration time, long memoryBytes, Reader reader)
            throws IOException, InterruptedException {
        var process =
                start(LIMITED + WATCHED + BECOME, programs().ffmpeg().toString(), arguments, time, memoryBytes / 1024);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var output = readers.submit(() -> {
                    try (var from = process.getInputStream()) {
                        reader.read(from);
                        return null;
                    } catch (Exception e) {
                        // Nobody reads what it goes on to write.
                        process.destroyForcibly();
                        throw e;
                    }
                });
                var errors = readers.submit(() -> read(process.getErrorStream(), MOST_ERRORS, null));
                var ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                    // Whoever reads it may stumble over its end, which says nothing.
                    return new Result(process.exitValue(), new byte[0], "", true, false);
                }
                output.get();
                return new Result(
                        process.exitValue(),
                        new byte[0],
                        new String(errors.get(), StandardCharsets.UTF_8),
                        false,
                        false);
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException failure -> throw failure;
                    case InterruptedException interrupted -> throw interrupted;
                    case RuntimeException failure -> throw failure;
                    case null, default -> throw new IOException(e.getCause());
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private Process start(String how, String program, List<String> arguments, Duration time, long kilobytes)
            throws IOException {
        var command = new ArrayList<>(
                List.of("/bin/sh", "-c", how, "sh", Long.toString(kilobytes), Long.toString(time.toSeconds() * 4 + 1)));
        command.add(program);
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        // Nothing of Kinora's own, passwords least of all, is a film's business.
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        programs().libraries().ifPresent(it -> builder.environment().put("LD_LIBRARY_PATH", it.toString()));
        return builder.start();
    }

    /** Beyond the limit it reads on, lest the program waits for ever, unless that is reason enough to end it. */
    private static byte[] read(InputStream from, int most, @Nullable Process ends) throws IOException {
        var kept = from.readNBytes(most + 1);
        if (kept.length > most && ends != null) {
            ends.destroyForcibly();
        }
        from.transferTo(OutputStream.nullOutputStream());
        return kept;
    }
}
