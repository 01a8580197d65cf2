package dev.kinora.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Everything durable on this machine: the embedded database, the keys, the media. One process at a time owns it. */
public final class DataDirectory {
    /** Below this PostgreSQL may fail in the middle of a write-ahead log segment; better not to begin. */
    private static final long LEAST_FREE_BYTES = 256L * 1024 * 1024;

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    public static DataDirectory at(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
        } catch (FileAlreadyExistsException e) {
            throw new Refusal(
                    absolute + " is a file, not a directory.", "Name a directory for Kinora's data with --data.", e);
        } catch (IOException e) {
            throw unwritable(absolute, e);
        }
        var directory = new DataDirectory(absolute);
        directory.requireWritable();
        directory.requireSpace();
        return directory;
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Takes the directory for this process, or says who has it. The note is what a second start gets to read. */
    public Optional<Lock> tryLock(String note) {
        var file = resolve("kinora.lock");
        try {
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                return Optional.empty();
            }
            var taken = new Lock(channel, note);
            taken.write("");
            return Optional.of(taken);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // This very process holds it, through another channel.
            return false;
        }
    }

    /** What the process that holds the lock wrote about itself: its process id and its note. */
    public Holder holder() {
        try {
            return Holder.read(resolve("kinora.lock"));
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * @param port where its database serves visitors; empty while it does not
     * @param since when it started
     */
    public record Holder(String pid, String note, String port, Optional<Instant> since) {
        static Holder read(Path file) throws IOException {
            var lines = Files.readAllLines(file);
            var since = Optional.of(line(lines, 3)).filter(it -> !it.isEmpty()).map(Instant::parse);
            return new Holder(line(lines, 0), line(lines, 1), line(lines, 2), since);
        }

        private static String line(List<String> lines, int number) {
            return lines.size() > number ? lines.get(number) : "";
        }
    }

    /** A secret in a file of its own, made at first use, readable by the owner of the directory alone. */
    public String secret(String name) {
        var file = resolve("keys").resolve(name);
        try {
            if (!Files.exists(file)) {
                var bytes = new byte[32];
                new SecureRandom().nextBytes(bytes);
                writePrivately(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Whole or not at all, and never for a moment readable by others. */
    public static void writePrivately(Path file, String content) throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var half = Files.createTempFile(
                file.getParent(),
                ".new",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(half, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private void requireWritable() {
        try {
            Files.delete(Files.createTempFile(path, ".probe", ""));
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private void requireSpace() {
        try {
            var free = Files.getFileStore(path).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw diskFull(path, free);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    static Refusal diskFull(Path path, long free) {
        return new Refusal(
                "The disk that holds " + path + " is full: " + free / (1024 * 1024) + " MB are free, "
                        + LEAST_FREE_BYTES / (1024 * 1024) + " MB are needed to start.",
                "Make room there, or name a directory on another disk with --data.");
    }

    private static Refusal unwritable(Path path, IOException cause) {
        if (String.valueOf(cause.getMessage()).contains("No space left")) {
            return diskFull(path, 0);
        }
        return new Refusal(
                "Kinora cannot write to " + path + ".",
                "Give the user '" + System.getProperty("user.name")
                        + "' the right to write there, or name another directory with --data.",
                cause);
    }

    public static final class Lock implements AutoCloseable {
        private final FileChannel channel;
        private final String note;

        private Lock(FileChannel channel, String note) {
            this.channel = channel;
            this.note = note;
        }

        /** Lets visitors share the database, from now on and for as long as the lock is held. */
        void serveVisitors(int port) {
            try {
                write(Integer.toString(port));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private void write(String port) throws IOException {
            var self = ProcessHandle.current();
            var since = self.info().startInstant().map(Instant::toString).orElse("");
            var text = self.pid() + "\n" + note + "\n" + port + "\n" + since + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
