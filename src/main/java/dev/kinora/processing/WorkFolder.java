package dev.kinora.processing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/** A folder for what is not finished, locked while somebody works in it; those of workers that were killed are cleared away. */
final class WorkFolder implements AutoCloseable {
    private static final String PREFIX = "piece-";
    private static final String LOCK = "lock";
    /** Younger ones may not be locked yet. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path path;
    private final FileChannel lock;

    private WorkFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static WorkFolder in(Path work) throws IOException {
        Files.createDirectories(work);
        clearAway(work);
        var path = Files.createTempDirectory(work, PREFIX);
        var lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        return new WorkFolder(path, lock);
    }

    Path path() {
        return path;
    }

    private static void clearAway(Path work) throws IOException {
        var old = Instant.now().minus(YOUNG);
        try (var folders = Files.newDirectoryStream(work, PREFIX + "*")) {
            for (var folder : folders) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(old) && isLeft(folder)) {
                    delete(folder);
                }
            }
        } catch (NoSuchFileException _) {
            // Another worker cleared it away.
        }
    }

    private static boolean isLeft(Path folder) throws IOException {
        try (var lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    @Override
    public void close() throws IOException {
        lock.close();
        delete(path);
    }
}
