package dev.kinora.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the server's own programs; PostgreSQL refuses to run as root, so root becomes nobody in a user namespace first. */
final class Commands {
    record Outcome(int code, String output) {
        boolean failed() {
            return code != 0;
        }
    }

    private final Path programs;
    private final boolean root = "root".equals(System.getProperty("user.name"));

    Commands(Path programs) {
        this.programs = programs;
    }

    Outcome run(String program, List<String> arguments) {
        var command = new ArrayList<String>();
        if (root) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(arguments);
        return run(command);
    }

    private Outcome run(List<String> command) {
        try {
            // A file, not a pipe: the server inherits the stream, and a pipe would stay open as long as it lives.
            var output = Files.createTempFile("kinora-postgres", ".txt");
            try {
                var process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(120, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(command + " did not end within two minutes");
                }
                return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new Refusal(
                    "The program " + command.getFirst() + " could not be run: " + e.getMessage() + ".",
                    root
                            ? "Run Kinora as an ordinary user, or set KINORA_DATABASE_URL to a PostgreSQL of your own."
                            : "Check that the disk is not mounted noexec and has room, then start again.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command.getFirst(), e);
        }
    }
}
