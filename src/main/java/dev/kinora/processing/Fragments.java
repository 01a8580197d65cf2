package dev.kinora.processing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a fragmented MP4 file into what a decoder needs first and its segments, and counts their time from where the piece
 * begins: ffmpeg counts each file from zero.
 */
final class Fragments {
    private static final int LARGEST = 256 << 20;
    private static final int HEADER = 8;
    private static final int LARGE_HEADER = 16;
    private static final int FULL = 4;
    private static final int DURATION_IN_HEADER = 0x8;

    private Fragments() {}

    /** @throws IOException whatever it cannot keep */
    interface Sink {
        void beginning(byte[] bytes) throws IOException;

        /** @param ticks how long it lasts */
        void segment(byte[] bytes, int ticks, int samples) throws IOException, InterruptedException;
    }

    /**
     * @param start ticks at which the first segment begins
     * @param firstNumber number of the first segment
     */
    static void cut(InputStream file, long start, int firstNumber, Sink sink) throws IOException, InterruptedException {
        var in = new DataInputStream(file);
        var beginning = new ByteArrayOutputStream();
        ByteBuffer moof = null;
        var number = firstNumber;
        for (var box = next(in); box != null; box = next(in)) {
            switch (box.type()) {
                case "ftyp" -> beginning.writeBytes(box.bytes());
                case "moov" -> {
                    beginning.writeBytes(box.bytes());
                    sink.beginning(beginning.toByteArray());
                }
                case "moof" -> moof = ByteBuffer.wrap(box.bytes());
                case "mdat" -> {
                    if (moof == null) {
                        throw new IOException("an mdat without a moof before it");
                    }
                    var length = place(moof, start, ++number);
                    var segment = ByteBuffer.allocate(moof.capacity() + box.bytes().length)
                            .put(moof.array())
                            .put(box.bytes());
                    moof = null;
                    sink.segment(segment.array(), length.ticks(), length.samples());
                }
                default -> {
                    // An index of the file, of no use to segments.
                }
            }
        }
    }

    /** As RFC 6381 writes it: of the first picture of H.264, profile, constraints and level. */
    static String codec(byte[] beginning, String otherwise) {
        var at = new String(beginning, StandardCharsets.ISO_8859_1).indexOf("avcC");
        return at < 0 || at + 8 > beginning.length
                ? otherwise
                : "avc1." + HexFormat.of().formatHex(beginning, at + 5, at + 8);
    }

    private record Box(String type, byte[] bytes) {}

    private static @Nullable Box next(DataInputStream in) throws IOException {
        var head = in.readNBytes(HEADER);
        if (head.length < HEADER) {
            return null;
        }
        var size = Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt());
        var type = new String(head, FULL, FULL, StandardCharsets.ISO_8859_1);
        var before = HEADER;
        if (size == 1) {
            head = ByteBuffer.allocate(LARGE_HEADER)
                    .put(head)
                    .putLong(in.readLong())
                    .array();
            size = ByteBuffer.wrap(head).getLong(HEADER);
            before = LARGE_HEADER;
        }
        if (size < before || size > LARGEST) {
            throw new IOException("a box " + type + " of " + size + " bytes");
        }
        var bytes = new byte[(int) size];
        System.arraycopy(head, 0, bytes, 0, before);
        if (in.readNBytes(bytes, before, bytes.length - before) < bytes.length - before) {
            throw new EOFException("the end of a box " + type + " is missing");
        }
        return new Box(type, bytes);
    }

    private record Length(int ticks, int samples) {}

    private static Length place(ByteBuffer moof, long start, int number) throws IOException {
        var ticks = 0L;
        var samples = 0;
        var usual = 0L;
        for (var box : new Inside(moof, HEADER, moof.capacity())) {
            if (box.is("mfhd")) {
                moof.putInt(box.content() + FULL, number);
            } else if (box.is("traf")) {
                for (var part : new Inside(moof, box.content(), box.end())) {
                    if (part.is("tfhd")) {
                        usual = usualDuration(moof, part.content());
                    } else if (part.is("tfdt")) {
                        if (moof.get(part.content()) != 1) {
                            throw new IOException("times of 32 bits are not expected here");
                        }
                        moof.putLong(part.content() + FULL, moof.getLong(part.content() + FULL) + start);
                    } else if (part.is("trun")) {
                        samples += moof.getInt(part.content() + FULL);
                        ticks += durations(moof, part.content(), usual);
                    }
                }
            }
        }
        return new Length(Math.toIntExact(ticks), samples);
    }

    private static long usualDuration(ByteBuffer moof, int at) {
        var flags = moof.getInt(at);
        if ((flags & DURATION_IN_HEADER) == 0) {
            return 0;
        }
        // After the track's number, and where they are there a position and the number of a description.
        var place = at + FULL + FULL + ((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? FULL : 0);
        return Integer.toUnsignedLong(moof.getInt(place));
    }

    private static long durations(ByteBuffer moof, int at, long usual) {
        var flags = moof.getInt(at);
        var count = moof.getInt(at + FULL);
        if ((flags & 0x100) == 0) {
            return usual * count;
        }
        var place = at + FULL + FULL + ((flags & 0x1) != 0 ? FULL : 0) + ((flags & 0x4) != 0 ? FULL : 0);
        var step = FULL * Integer.bitCount(flags & 0xf00);
        var sum = 0L;
        for (var sample = 0; sample < count; sample++) {
            sum += Integer.toUnsignedLong(moof.getInt(place + sample * step));
        }
        return sum;
    }
}
