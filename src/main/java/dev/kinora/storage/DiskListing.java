package dev.kinora.storage;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** What lies in a directory that is a store. */
record DiskListing(Path root) {
    /** Kind, shard, id. */
    private static final int OWNER_DEPTH = 3;

    void each(Path top, Consumer<StoredFile> visit) throws IOException {
        if (!Files.isDirectory(top)) {
            return;
        }
        try (var files = Files.walk(top)) {
            files.forEach(file -> visitWhole(file, visit));
        } catch (NoSuchFileException _) {
            // All of it went away just now.
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void visitWhole(Path file, Consumer<StoredFile> visit) {
        try {
            var found = Files.readAttributes(file, BasicFileAttributes.class);
            var key = key(file);
            if (found.isRegularFile() && MediaKey.isOne(key)) {
                visit.accept(new StoredFile(
                        MediaKey.of(key), found.size(), found.lastModifiedTime().toInstant()));
            }
        } catch (NoSuchFileException _) {
            // It went away while the folder was read, as files do.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String key(Path file) {
        var parts = root.relativize(file);
        var name = parts.getName(0) + "/" + parts.subpath(2, parts.getNameCount());
        return name.replace(File.separatorChar, '/');
    }

    void eachName(Path top, Consumer<String> visit) throws IOException {
        if (!Files.isDirectory(top)) {
            return;
        }
        try (var found = Files.list(top)) {
            found.forEach(each -> visit.accept(each.getFileName() + (Files.isDirectory(each) ? "/" : "")));
        } catch (NoSuchFileException _) {
            // All of it went away just now.
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    void eachOwner(Consumer<String> visit) throws IOException {
        for (var kind : MediaKey.KINDS) {
            var top = root.resolve(kind);
            if (Files.isDirectory(top)) {
                try (var found = Files.walk(top, OWNER_DEPTH - 1)) {
                    found.map(root::relativize)
                            .filter(path -> path.getNameCount() == OWNER_DEPTH)
                            .map(path -> MediaKey.owner(kind, path.getName(2).toString()))
                            .distinct()
                            .forEach(visit);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        }
    }
}
