package dev.kinora.processing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes what a decoder needs before the first frame of a fragmented MP4 file with one track, and what stands before each segment's frames. */
final class Boxes {
    private static final int HEADER = 8;
    private static final int[] UPRIGHT = {0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000};
    private static final int UNDETERMINED = 0x55c4;

    private Boxes() {}

    static byte[] box(String type, byte[]... contents) {
        var out = new ByteArrayOutputStream();
        var size = HEADER;
        for (var content : contents) {
            size += content.length;
        }
        out.writeBytes(ints(size));
        out.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
        for (var content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    static byte[] ints(int... numbers) {
        var bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        for (var number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    static byte[] shorts(int... numbers) {
        var bytes = ByteBuffer.allocate(Short.BYTES * numbers.length);
        for (var number : numbers) {
            bytes.putShort((short) number);
        }
        return bytes.array();
    }

    static byte[] text(String words) {
        return words.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** @param entry of the description of samples */
    static byte[] beginningOfPicture(int timescale, int width, int height, byte[] entry) {
        return beginning(timescale, "vide", box("vmhd", ints(1, 0, 0)), 0, width, height, entry);
    }

    static byte[] beginningOfSound(int rate, byte[] entry) {
        return beginning(rate, "soun", box("smhd", ints(0, 0)), 0x0100, 0, 0, entry);
    }

    private static byte[] beginning(
            int timescale, String kind, byte[] mediaHeader, int volume, int width, int height, byte[] entry) {
        var media = box(
                "mdia",
                box("mdhd", ints(0, 0, 0, timescale, 0), shorts(UNDETERMINED, 0)),
                box("hdlr", ints(0, 0), text(kind), ints(0, 0, 0), new byte[1]),
                box(
                        "minf",
                        mediaHeader,
                        box("dinf", box("dref", ints(0, 1), box("url ", ints(1)))),
                        box(
                                "stbl",
                                box("stsd", ints(0, 1), entry),
                                box("stts", ints(0, 0)),
                                box("stsc", ints(0, 0)),
                                box("stsz", ints(0, 0, 0)),
                                box("stco", ints(0, 0)))));
        var track = box(
                "trak",
                box(
                        "tkhd",
                        ints(3, 0, 0, 1, 0, 0, 0, 0),
                        shorts(0, 0, volume, 0),
                        ints(UPRIGHT),
                        ints(width << 16, height << 16)),
                media);
        var film = box(
                "moov",
                box(
                        "mvhd",
                        ints(0, 0, 0, 1000, 0, 0x00010000),
                        shorts(0x0100, 0),
                        ints(0, 0),
                        ints(UPRIGHT),
                        ints(0, 0, 0, 0, 0, 0, 2)),
                track,
                box("mvex", box("trex", ints(0, 1, 1, 0, 0, 0))));
        var all = new ByteArrayOutputStream();
        all.writeBytes(box("ftyp", text("iso5"), ints(512), text("iso5iso6mp41")));
        all.writeBytes(film);
        return all.toByteArray();
    }

    /** @param configuration avcC, header included */
    static byte[] picture(int width, int height, byte[] configuration) {
        return box(
                "avc1",
                shorts(0, 0, 0, 1),
                new byte[16],
                shorts(width, height),
                ints(0x00480000, 0x00480000, 0),
                shorts(1),
                new byte[32],
                shorts(0x18, -1),
                configuration);
    }

    /** @param configuration of its decoder, of two bytes */
    static byte[] sound(int rate, int channels, long bits, byte[] configuration) {
        var specific = new byte[] {5, 2, configuration[0], configuration[1]};
        var decoder = new ByteArrayOutputStream();
        decoder.writeBytes(new byte[] {4, (byte) (13 + specific.length), 0x40, 0x15, 0, 0, 0});
        decoder.writeBytes(ints((int) bits, (int) bits));
        decoder.writeBytes(specific);
        var inner = decoder.toByteArray();
        return box(
                "mp4a",
                shorts(0, 0, 0, 1),
                ints(0, 0),
                shorts(channels, 16, 0, 0),
                ints(rate << 16),
                box("esds", ints(0), new byte[] {3, (byte) (3 + inner.length + 3), 0, 1, 0}, inner, new byte[] {6, 1, 2
                }));
    }

    /** A frame of a segment. @param later ticks from when it is decoded to when it is shown */
    record Sample(int size, boolean key, int later) {}

    private static final int KEY = 0x02000000;
    private static final int OTHER = 0x01010000;

    /** @param number of the segment, from 1 */
    static byte[] segment(int number, long start, int step, java.util.List<Sample> samples) {
        var run = ByteBuffer.allocate(12 * samples.size());
        var bytes = 0;
        for (var sample : samples) {
            run.putInt(sample.size()).putInt(sample.key() ? KEY : OTHER).putInt(sample.later());
            bytes += sample.size();
        }
        var header = moof(number, start, step, samples.size(), 0, run.array());
        // Where the frames begin, counted from the first byte of the segment.
        return segmentOf(moof(number, start, step, samples.size(), header.length + HEADER, run.array()), bytes);
    }

    private static byte[] moof(int number, long start, int step, int count, int frames, byte[] run) {
        return box(
                "moof",
                box("mfhd", ints(0, number)),
                box(
                        "traf",
                        box("tfhd", ints(0x020008, 1, step)),
                        box("tfdt", ints(1 << 24, (int) (start >>> 32), (int) start)),
                        box("trun", ints(1 << 24 | 0xe01, count, frames), run)));
    }

    /** With room for the frames behind it. */
    private static byte[] segmentOf(byte[] moof, int bytes) {
        return ByteBuffer.allocate(moof.length + HEADER + bytes)
                .put(moof)
                .putInt(HEADER + bytes)
                .put(text("mdat"))
                .array();
    }
}
