package dev.kinora.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Where files of other machines are for as long as programs of this one read them.
 *
 * @param spare how many bytes stay free beside them
 */
record Copies(Path folder, long spare) {
    /** Longer than anybody reads in one. What is older was left by a process that was killed. */
    private static final Duration LONGEST = Duration.ofDays(2);

    static Copies in(Path folder, long spare) throws IOException {
        DirectoryStream.Filter<Path> isLeft = file -> Files.getLastModifiedTime(file)
                .toInstant()
                .isBefore(Instant.now().minus(LONGEST));
        try (var left = Files.newDirectoryStream(Files.createDirectories(folder), isLeft)) {
            for (var file : left) {
                Files.deleteIfExists(file);
            }
        }
        return new Copies(folder, spare);
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
