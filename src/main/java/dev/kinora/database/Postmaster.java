package dev.kinora.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The process that serves a cluster, as the cluster's own note names it. */
record Postmaster(Path cluster) {

    /** Whether the process that the directory names is really ours: numbers are reused after a reboot. */
    boolean runs() {
        var file = cluster.resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return false;
            }
            var lines = Files.readAllLines(file);
            if (lines.size() < 3) {
                // Just being written.
                return false;
            }
            var started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
            var named = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
            var ours = named.map(ProcessHandle::info)
                    .filter(process -> isOurs(process, started))
                    .isPresent();
            if (!ours && named.isPresent()) {
                // PostgreSQL would take the stranger for itself. With nobody there the note stays: by it a new server
                // finds out whether parts of the old one still write.
                Files.delete(file);
            }
            return ours;
        } catch (NoSuchFileException _) {
            // It ended between the two looks.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By its directory, or, where that was moved meanwhile, by its program and the moment it started. */
    private boolean isOurs(ProcessHandle.Info process, Instant started) {
        return process.commandLine()
                        .filter(line -> line.contains(cluster.toString()))
                        .isPresent()
                || (process.command().filter(path -> path.endsWith("/postgres")).isPresent()
                        && process.startInstant()
                                .filter(start ->
                                        Duration.between(start, started).abs().toSeconds() <= 5)
                                .isPresent());
    }
}
