package dev.kinora.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Bytes to store, of which no two places are alike. */
final class Bytes {
    static final int MB = 1 << 20;

    private Bytes() {}

    static byte[] of(int length) {
        return of(length, 7);
    }

    static byte[] of(int length, long seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    static void append(Growing file, byte[] all, int from, int to) throws IOException {
        file.append(ByteBuffer.wrap(Arrays.copyOfRange(all, from, to)));
    }

    static byte[] read(MediaStore store, MediaKey key) throws IOException {
        try (var bytes = store.open(key)) {
            return bytes.readAllBytes();
        }
    }

    static byte[] read(MediaStore store, MediaKey key, long from, long length) throws IOException {
        try (var bytes = store.open(key, from, length)) {
            return bytes.readAllBytes();
        }
    }
}
