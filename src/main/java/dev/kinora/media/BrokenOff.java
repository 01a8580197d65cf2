package dev.kinora.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * Whether a film's file is shorter than it says itself. With an index at its beginning everything else about it looks as though it
 * were whole. Recordings that are written piece by piece do not say how long they will be, so that a broken one is taken as it is.
 */
final class BrokenOff {
    private static final int MOST_BOXES = 10_000;
    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int BOX = 16;
    private static final int SIZED = 8;
    private static final int LONG = 1;

    private BrokenOff() {}

    /** How many bytes it says it has; empty where it does not say, or has them. */
    static OptionalLong promised(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var first = at(channel, 0, BOX);
            if (first.remaining() < BOX) {
                return OptionalLong.empty();
            }
            return first.getInt(0) == EBML ? matroska(channel) : mp4(channel);
        }
    }

    /** Boxes one behind the other; the one with the pictures says where it ends. */
    private static OptionalLong mp4(FileChannel channel) throws IOException {
        long position = 0;
        for (int i = 0; i < MOST_BOXES && position < channel.size(); i++) {
            var box = at(channel, position, BOX);
            if (box.remaining() < SIZED) {
                return OptionalLong.empty();
            }
            var type = new String(box.array(), 4, 4, StandardCharsets.ISO_8859_1);
            long size = Integer.toUnsignedLong(box.getInt(0));
            if (size == LONG && box.remaining() == BOX) {
                size = box.getLong(SIZED);
            }
            if (size < SIZED || type.equals("moof")) {
                return OptionalLong.empty();
            }
            if (type.equals("mdat") && position + size > channel.size()) {
                return OptionalLong.of(position + size);
            }
            position += size;
        }
        return OptionalLong.empty();
    }

    /** A header, then one segment that holds all the rest. */
    private static OptionalLong matroska(FileChannel channel) throws IOException {
        var header = size(channel, 4);
        long segment = header.end() + Math.max(0, header.value());
        if (header.value() < 0
                || at(channel, segment, 4).remaining() < 4
                || at(channel, segment, 4).getInt(0) != SEGMENT) {
            return OptionalLong.empty();
        }
        var content = size(channel, segment + 4);
        long end = content.end() + content.value();
        return content.value() >= 0 && end > channel.size() ? OptionalLong.of(end) : OptionalLong.empty();
    }

    /**
     * @param value less than zero where it is not known
     * @param end where the number itself ends
     */
    private record Size(long value, long end) {}

    /** A number whose first byte says by its leading zeros how many follow; all ones mean that nobody knew. */
    private static Size size(FileChannel channel, long position) throws IOException {
        var bytes = at(channel, position, Long.BYTES);
        if (!bytes.hasRemaining() || bytes.get(0) == 0) {
            return new Size(-1, position);
        }
        int length = Integer.numberOfLeadingZeros(bytes.get(0) & 0xff) - 23;
        if (bytes.remaining() < length) {
            return new Size(-1, position);
        }
        long value = bytes.get(0) & (0xff >> length);
        boolean unknown = value == 0xff >> length;
        for (int i = 1; i < length; i++) {
            value = value << 8 | bytes.get(i) & 0xff;
            unknown &= bytes.get(i) == -1;
        }
        return new Size(unknown ? -1 : value, position + length);
    }

    private static ByteBuffer at(FileChannel channel, long position, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        return buffer.flip();
    }
}
