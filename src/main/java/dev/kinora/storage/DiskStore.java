package dev.kinora.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory. What belongs together lies in one folder below a shard of two digits, so that no folder grows without end. A
 * file grows beside its place and is moved there when it is whole and flushed; its folder is flushed as well.
 */
final class DiskStore implements MediaStore {
    private static final int SHARD_DIGITS = 2;

    private final String name;
    private final Path root;
    private final DiskRoom room;
    private final DiskListing listing;

    DiskStore(String name, Path root, long spare) throws IOException {
        this.name = name;
        this.root = Files.createDirectories(root).toRealPath();
        this.room = DiskRoom.of(name, this.root, spare);
        this.listing = new DiskListing(this.root);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return "disk";
    }

    @Override
    public void check() throws IOException {
        Files.delete(Files.createTempFile(root, "check", MediaKey.GROWING));
    }

    @Override
    public Optional<StoredFile> find(MediaKey key) throws IOException {
        try {
            var found = Files.readAttributes(place(key), BasicFileAttributes.class);
            return found.isRegularFile()
                    ? Optional.of(new StoredFile(
                            key, found.size(), found.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException | FileNotFoundException _) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(MediaKey key, long from, long length) throws IOException {
        var channel = FileChannel.open(place(key), StandardOpenOption.READ);
        try {
            channel.position(from);
            return new Bounded(Channels.newInputStream(channel), length);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void write(MediaKey key, InputStream bytes) throws IOException {
        var growing = growingAlone(key);
        try {
            try (var file = new GrowingFile(name, root, growing, place(key), 0)) {
                file.appendAll(bytes, room);
                file.finish();
            }
        } finally {
            Files.deleteIfExists(growing);
        }
    }

    @Override
    public Growing grow(MediaKey key, Growth at) throws IOException {
        var growing = growing(key);
        if (at.durable() > 0 && Files.notExists(growing) && find(key).isPresent()) {
            // It was finished, and whoever did so was killed before it could say so.
            GrowingFile.moveWhole(place(key), growing, root);
        }
        return new GrowingFile(name, root, growing, place(key), at.durable());
    }

    @Override
    public void abandon(MediaKey key, Growth at) throws IOException {
        var folder = growing(key).getParent();
        var name = String.valueOf(place(key).getFileName());
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (var beside = Files.newDirectoryStream(folder, name + "{,.*}" + MediaKey.GROWING)) {
            for (var each : beside) {
                Files.deleteIfExists(each);
            }
        }
        deleteEmptyFolders(folder);
    }

    @Override
    public void concatenate(MediaKey key, List<MediaKey> parts) throws IOException {
        var growing = growingAlone(key);
        try {
            try (var file = new GrowingFile(name, root, growing, place(key), 0)) {
                for (var part : parts) {
                    try (var from = FileChannel.open(place(part), StandardOpenOption.READ)) {
                        file.appendAll(from, room);
                    }
                }
                file.finish();
            }
        } finally {
            Files.deleteIfExists(growing);
        }
    }

    @Override
    public void delete(MediaKey key) throws IOException {
        Files.deleteIfExists(place(key));
        deleteEmptyFolders(place(key).getParent());
    }

    @Override
    public void deleteBelow(String prefix) throws IOException {
        deleteBelow(prefix, (_, _) -> true);
    }

    @Override
    public void abandonBelow(String prefix, Instant before) throws IOException {
        deleteBelow(
                prefix,
                (file, attributes) -> file.toString().endsWith(MediaKey.GROWING)
                        && attributes.lastModifiedTime().toInstant().isBefore(before));
    }

    private void deleteBelow(String prefix, BiPredicate<Path, BasicFileAttributes> which) throws IOException {
        var folder = folder(MediaKey.requirePrefix(prefix));
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (which.test(file, attributes)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                deleteEmptyFolders(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void each(String prefix, Consumer<StoredFile> visit) throws IOException {
        listing.each(folder(MediaKey.requirePrefix(prefix)), visit);
    }

    @Override
    public void eachName(String prefix, Consumer<String> visit) throws IOException {
        listing.eachName(folder(MediaKey.requirePrefix(prefix)), visit);
    }

    @Override
    public void eachOwner(Consumer<String> visit) throws IOException {
        listing.eachOwner(visit);
    }

    @Override
    public Optional<String> mark() throws IOException {
        return DiskMark.read(root);
    }

    @Override
    public void mark(String installation) throws IOException {
        DiskMark.write(root, installation);
    }

    @Override
    public Optional<Path> path(MediaKey key) {
        return Optional.of(place(key));
    }

    @Override
    public long room() throws IOException {
        return room.free();
    }

    private Path growing(MediaKey key) {
        return place(key).resolveSibling(place(key).getFileName() + MediaKey.GROWING);
    }

    /** Two may write the same key at once; each on its own, and the last one stays. */
    private Path growingAlone(MediaKey key) {
        return place(key).resolveSibling(place(key).getFileName() + "." + UUID.randomUUID() + MediaKey.GROWING);
    }

    /** {@code videos/<id>/x} lies in {@code videos/<last digits of the id>/<id>/x}: the first digits of ids are all alike. */
    private Path place(MediaKey key) {
        return folder(key.value());
    }

    private Path folder(String key) {
        var parts = key.split("/", 3);
        var shard = parts[1].substring(parts[1].length() - SHARD_DIGITS);
        var place = root.resolve(parts[0]).resolve(shard).resolve(parts[1]);
        return parts.length < 3 || parts[2].isEmpty() ? place : place.resolve(parts[2]);
    }

    /** Up to the shard, which stays. */
    private void deleteEmptyFolders(@Nullable Path from) throws IOException {
        for (var folder = from;
                folder != null && root.relativize(folder).getNameCount() > 2;
                folder = folder.getParent()) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException _) {
                return;
            }
        }
    }
}
