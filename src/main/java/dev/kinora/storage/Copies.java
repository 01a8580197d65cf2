package dev.kinora.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where files of other machines are for as long as programs of this one read them.
 *
 * @param spare how many bytes stay free beside them
 */
record Copies(Path folder, long spare) {
    /** Longer than anybody reads in one. What is older was left by a process that was killed. */
    private static final Duration LONGEST = Duration.ofDays(2);

    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

    static Copies in(Path folder, long spare) throws IOException {
        var copies = new Copies(Files.createDirectories(folder), spare);
        copies.sweep();
        return copies;
    }

    void sweep() throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                deleteIfLeft(file);
            }
        }
    }

    /** Nothing depends on it; another process may be faster. */
    private static void deleteIfLeft(Path file) {
        try {
            if (Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(LONGEST))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.info("{} was left by another process and cannot be deleted: {}", file, e.toString());
        }
    }

    LocalFile local(MediaStore store, MediaKey key) throws IOException {
        var here = store.path(key);
        if (here.isPresent()) {
            return new LocalFile(here.get(), false);
        }
        var file = store.find(key);
        if (file.isPresent()
                && Files.getFileStore(folder).getUsableSpace() - spare
                        < file.get().bytes()) {
            throw StorageProblem.full("copies");
        }
        return LocalFile.copied(store, key, folder);
    }
}
