package dev.kinora.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A stored file where programs of this machine can read it: itself where its store is a disk, else a copy until it is closed. */
public final class LocalFile implements AutoCloseable {
    private final Path path;
    private final boolean copied;

    LocalFile(Path path, boolean copied) {
        this.path = path;
        this.copied = copied;
    }

    static LocalFile copied(MediaStore store, MediaKey key, Path folder) throws IOException {
        var copy = Files.createTempFile(folder, "copy", ".bin");
        try (var bytes = store.open(key)) {
            Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
            return new LocalFile(copy, true);
        } catch (Throwable e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (copied) {
            Files.deleteIfExists(path);
        }
    }
}
