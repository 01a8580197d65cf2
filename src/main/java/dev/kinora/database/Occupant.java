package dev.kinora.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that has a data directory just now, as another process sees it; nothing is made or changed there.
 *
 * @param note what it wrote about itself: the address it serves, or its command
 * @param port where its embedded database is; empty while it is not, or when its database is another
 */
public record Occupant(ProcessHandle process, String note, String port) {
    /** The system counts a process's start from that of the machine, whose clock may have been set since. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    public static Optional<Occupant> of(Path data) {
        var file = data.resolve("kinora.lock");
        try {
            if (!Files.exists(file) || !isLocked(file)) {
                return Optional.empty();
            }
            var holder = DataDirectory.Holder.read(file);
            var process = ProcessHandle.of(Long.parseLong(holder.pid()))
                    .filter(it -> startedWhen(it, holder.since()))
                    .orElseThrow(() -> new Refusal(
                            data + " is in use by process " + holder.pid()
                                    + " of another container or machine, which is out of reach from here.",
                            "Ask there."));
            return Optional.of(new Occupant(process, holder.note(), holder.port()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Refusal(
                    "Kinora cannot look into " + data + ".",
                    "Run this as the user that Kinora runs as, or name another directory with --data.",
                    e);
        }
    }

    /** Shared, so that a start at the same moment sees nobody but those who are really there. */
    private static boolean isLocked(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ);
                var lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static boolean startedWhen(ProcessHandle process, Optional<Instant> noted) {
        return process.info()
                .startInstant()
                .flatMap(start ->
                        noted.map(it -> Duration.between(it, start).abs().compareTo(TOLERANCE) <= 0))
                .orElse(true);
    }

    /** Whether it stays until it is told to go, and serves meanwhile. */
    public boolean stays() {
        return address().isPresent() || note.equals("worker");
    }

    /** Where its pages are. */
    public Optional<String> address() {
        return Optional.of(note).filter(it -> it.startsWith("http"));
    }
}
