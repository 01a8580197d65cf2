package dev.kinora.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/** Bytes on their way to a bucket, in a file without a name: a killed process leaves nothing behind. */
final class LocalPart implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;

    private final String store;
    private final Path folder;
    private final FileChannel channel;
    private volatile long size;

    LocalPart(String store, Path folder) throws IOException {
        this.store = store;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            this.channel = FileChannel.open(
                    folder.resolve(UUID.randomUUID().toString()),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw DiskFull.translated(store, folder, 0, e);
        }
    }

    long size() {
        return size;
    }

    void append(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                size += channel.write(bytes, size);
            }
        } catch (IOException e) {
            throw DiskFull.translated(store, folder, bytes.remaining(), e);
        }
    }

    void append(InputStream bytes) throws IOException {
        var buffer = new byte[BUFFER];
        for (var read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            append(ByteBuffer.wrap(buffer, 0, read));
        }
    }

    void truncate(long to) throws IOException {
        channel.truncate(to);
        size = to;
    }

    byte[] all() throws IOException {
        try (var bytes = slice(0).open()) {
            return bytes.readAllBytes();
        }
    }

    Slice slice(long from) {
        return new Slice(channel, from, size - from);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** What is sent in one request; read anew when that is tried again. */
    record Slice(FileChannel channel, long from, long size) {
        InputStream open() {
            return new Bounded(new Reading(channel, from), size);
        }

        /** By which the other side knows whether all of it arrived as it was. */
        String md5() {
            var digest = md5Digest();
            var buffer = new byte[BUFFER];
            try (var bytes = open()) {
                for (var read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        }

        private static MessageDigest md5Digest() {
            try {
                return MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has MD5", e);
            }
        }
    }

    /** Reads while another thread appends, and leaves the channel open. */
    private static final class Reading extends InputStream {
        private final FileChannel channel;
        private long position;

        Reading(FileChannel channel, long position) {
            this.channel = channel;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            var read = channel.read(ByteBuffer.wrap(into, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
