package dev.kinora.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/** Beside its place on the disk; what stands behind the durable part when it is opened is dropped. */
final class GrowingFile implements Growing {
    private static final int BUFFER = 256 * 1024;
    /** So much is written between two looks at how full the disk is. */
    private static final long AT_ONCE = 64L << 20;
    /** How many names lead from the root to a shard. */
    private static final int SHARD = 2;

    private final String store;
    private final Path root;
    private final Path growing;
    private final Path place;
    private final FileChannel channel;
    private volatile long position;

    GrowingFile(String store, Path root, Path growing, Path place, long durable) throws IOException {
        this.store = store;
        this.root = root;
        this.growing = growing;
        this.place = place;
        this.position = durable;
        this.channel = durable > 0 ? there() : opened();
        try {
            if (channel.size() < durable) {
                throw new GrowthLost(
                        growing + " has " + channel.size() + " bytes, though " + durable + " were made durable", null);
            }
            channel.truncate(durable);
            channel.position(durable);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private FileChannel there() throws IOException {
        try {
            return FileChannel.open(growing, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            // Shards stay whatever is deleted in them: where there is none, it is the disk that is not there.
            // And somebody may have finished it in between.
            if (Files.isDirectory(root.resolve(root.relativize(place).subpath(0, SHARD))) && Files.notExists(place)) {
                throw new GrowthLost(growing + " is gone", e);
            }
            throw e;
        }
    }

    private FileChannel opened() throws IOException {
        try {
            return openedInFolder();
        } catch (NoSuchFileException _) {
            // Somebody who deleted a neighbour took the empty folder away in between.
            return openedInFolder();
        }
    }

    private FileChannel openedInFolder() throws IOException {
        try {
            Files.createDirectories(place.getParent());
            return FileChannel.open(
                    growing, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw translated(e, 0);
        }
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                position += channel.write(bytes);
            }
        } catch (IOException e) {
            // What was written before the failure is there; the place to go on is behind it.
            throw translated(e, bytes.remaining());
        }
    }

    void appendAll(InputStream bytes, DiskRoom room) throws IOException {
        var buffer = new byte[BUFFER];
        var asked = Long.MIN_VALUE;
        for (var read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            if (position >= asked) {
                room.require();
                asked = position + AT_ONCE;
            }
            append(ByteBuffer.wrap(buffer, 0, read));
        }
    }

    void appendAll(FileChannel from, DiskRoom room) throws IOException {
        var at = 0L;
        try {
            while (at < from.size()) {
                room.require();
                var copied = from.transferTo(at, Math.min(AT_ONCE, from.size() - at), channel);
                at += copied;
                position += copied;
            }
        } catch (IOException e) {
            throw translated(e, from.size() - at);
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public Optional<byte[]> soFar(int most) throws IOException {
        if (position > most) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.allocate((int) position);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, bytes.position()) < 0) {
                throw new EOFException(growing + " ends at " + bytes.position());
            }
        }
        return Optional.of(bytes.array());
    }

    @Override
    public Growth checkpoint() throws IOException {
        var reached = position;
        try {
            channel.force(false);
        } catch (IOException e) {
            throw translated(e, 0);
        }
        return new Growth(reached, Map.of());
    }

    @Override
    public void truncate(long to) throws IOException {
        channel.truncate(to);
        channel.position(to);
        position = to;
    }

    @Override
    public void finish() throws IOException {
        checkpoint();
        channel.close();
        moveWhole(growing, place, root);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private IOException translated(IOException failure, long wanted) {
        return DiskFull.translated(store, root, wanted, failure);
    }

    /** A new name is durable once its folder is, and the folders above where they are new. */
    static void moveWhole(Path from, Path to, Path root) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (var folder = to.getParent(); folder != null && folder.startsWith(root); folder = folder.getParent()) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
