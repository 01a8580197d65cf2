package dev.kinora.processing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A track of an MP4 or QuickTime file, as its index has it.
 *
 * @param timescale ticks a second
 * @param format of its frames, such as avc1
 * @param description what a decoder must know, as it stands in the file, header included
 * @param begins ticks of the track at which it begins to be shown, by its edit list
 * @param lasts seconds for which it is shown by its edit list; 0 where that says nothing
 */
record Track(long timescale, String format, byte[] description, long begins, double lasts, Samples samples) {
    private static final int HEADER = 8;
    private static final int FULL = 4;
    private static final int LARGEST_INDEX = 48 << 20;

    /**
     * One of them; empty where there is no index to rely upon, or the track is not understood.
     *
     * @param number in the order of the file, as ffmpeg numbers them
     */
    static Optional<Track> of(Path file, int number) throws IOException {
        try (var channel = FileChannel.open(file)) {
            return index(channel).flatMap(index -> track(index, number));
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException
                | NegativeArraySizeException _) {
            // Whoever made the file may have written anything.
            return Optional.empty();
        }
    }

    private static Optional<ByteBuffer> index(FileChannel file) throws IOException {
        var at = 0L;
        while (at + HEADER <= file.size()) {
            var head = read(file, at, (int) Math.min(2 * HEADER, file.size() - at));
            var size = Integer.toUnsignedLong(head.getInt(0));
            if (size == 1 && head.capacity() == 2 * HEADER) {
                size = head.getLong(HEADER);
            }
            if (size < HEADER || size > file.size() - at) {
                return Optional.empty();
            }
            if (new String(head.array(), FULL, FULL, StandardCharsets.ISO_8859_1).equals("moov")) {
                return size > LARGEST_INDEX ? Optional.empty() : Optional.of(read(file, at, (int) size));
            }
            at += size;
        }
        return Optional.empty();
    }

    static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        read(file, at, bytes);
        return bytes.flip();
    }

    /** As many as there is room for. */
    static void read(FileChannel file, long at, ByteBuffer into) throws IOException {
        var place = at;
        while (into.hasRemaining()) {
            var got = file.read(into, place);
            if (got < 0) {
                throw new IOException("the file ends before its frames do");
            }
            place += got;
        }
    }

    private static Optional<Track> track(ByteBuffer index, int number) {
        var tracks = new ArrayList<Inside.Part>();
        var moov = new Inside(index, HEADER, index.capacity());
        var film = 0L;
        for (var part : moov) {
            if (part.is("mvhd")) {
                film = timescale(index, part);
            } else if (part.is("mvex")) {
                // The frames stand in fragments, of which the index says nothing.
                return Optional.empty();
            } else if (part.is("trak")) {
                tracks.add(part);
            }
        }
        return number < tracks.size() ? track(index, tracks.get(number), film) : Optional.empty();
    }

    private static long timescale(ByteBuffer index, Inside.Part header) {
        return Integer.toUnsignedLong(
                index.getInt(header.content() + FULL + (index.get(header.content()) == 1 ? 16 : 8)));
    }

    private static Optional<Track> track(ByteBuffer index, Inside.Part trak, long film) {
        var header = inside(index, trak, "mdia", "mdhd");
        var table = inside(index, trak, "mdia", "minf", "stbl");
        var kinds = table == null ? null : inside(index, table, "stsd");
        if (header == null || table == null || kinds == null || index.getInt(kinds.content() + FULL) != 1) {
            return Optional.empty();
        }
        var kind = new Inside(index, kinds.content() + HEADER, kinds.end())
                .iterator()
                .next();
        var description = new byte[kind.end() - kind.content() + HEADER];
        index.get(kind.content() - HEADER, description);
        var edit = edit(index, inside(index, trak, "edts", "elst"), film);
        return edit.isEmpty()
                ? Optional.empty()
                : Samples.read(index, table)
                        .map(samples -> new Track(
                                timescale(index, header),
                                kind.type(),
                                description,
                                edit.get().begins(),
                                edit.get().lasts(),
                                samples));
    }

    private record Edit(long begins, double lasts) {}

    /** Empty where it does more than to leave out a beginning and an end. */
    private static Optional<Edit> edit(ByteBuffer index, Inside.@Nullable Part list, long film) {
        if (list == null) {
            return Optional.of(new Edit(0, 0));
        }
        var at = list.content() + HEADER;
        var far = index.get(list.content()) == 1;
        var length = far ? index.getLong(at) : Integer.toUnsignedLong(index.getInt(at));
        var begins = far ? index.getLong(at + 8) : index.getInt(at + FULL);
        var rate = index.getInt(at + (far ? 16 : 8));
        return index.getInt(list.content() + FULL) != 1 || begins < 0 || rate != 1 << 16 || film == 0
                ? Optional.empty()
                : Optional.of(new Edit(begins, (double) length / film));
    }

    private static Inside.@Nullable Part inside(ByteBuffer index, Inside.Part outer, String... path) {
        Inside.Part found = outer;
        for (var type : path) {
            Inside.@Nullable Part next = null;
            for (var part : new Inside(index, found.content(), found.end())) {
                if (part.is(type)) {
                    next = part;
                    break;
                }
            }
            if (next == null) {
                return null;
            }
            found = next;
        }
        return found;
    }
}
