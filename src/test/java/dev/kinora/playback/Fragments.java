package dev.kinora.playback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fragmented MP4 of one stream, taken apart.
 *
 * @param beginning what stands before the first fragment
 * @param samples how many each fragment has
 */
record Fragments(byte[] beginning, List<byte[]> fragments, List<Integer> samples) {
    static Fragments of(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            var beginning = -1;
            var starts = new ArrayList<Integer>();
            var end = bytes.length;
            for (var at = 0; at < bytes.length; at += size(bytes, at)) {
                switch (type(bytes, at)) {
                    case "moof" -> starts.add(at);
                    case "mfra" -> end = at;
                    default -> {}
                }
                beginning = starts.isEmpty() ? at + size(bytes, at) : beginning;
            }
            var fragments = new ArrayList<byte[]>();
            for (var i = 0; i < starts.size(); i++) {
                fragments.add(
                        Arrays.copyOfRange(bytes, starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : end));
            }
            return new Fragments(
                    Arrays.copyOf(bytes, beginning),
                    fragments,
                    fragments.stream().map(Fragments::samples).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int samples(byte[] fragment) {
        for (var at = 0; at + 8 < fragment.length; at++) {
            if (type(fragment, at).equals("trun")) {
                return ByteBuffer.wrap(fragment).getInt(at + 12);
            }
        }
        throw new IllegalStateException("a fragment without samples");
    }

    private static int size(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }

    private static String type(byte[] bytes, int at) {
        return new String(bytes, at + 4, 4);
    }
}
