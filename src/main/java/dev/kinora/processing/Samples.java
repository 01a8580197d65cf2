package dev.kinora.processing;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the frames of a track lie in an MP4 file and when they are due, in the order in which they are decoded.
 *
 * @param offset of each in the file
 * @param size of each in bytes
 * @param decoded ticks
 * @param shown ticks, before the track's edit list
 * @param keys numbers of those that can be decoded by themselves; null where all can
 */
record Samples(long[] offset, int[] size, long[] decoded, long[] shown, int @Nullable [] keys) {
    /** Of ten hours and more; they take 56 MB. */
    private static final int MOST = 2 << 20;

    private static final int FULL = 4;
    private static final int ENTRIES = 8;

    int count() {
        return size.length;
    }

    /** Ticks from one to the next; of the last as of the one before. */
    long step(int sample) {
        return count() < 2 ? 0 : sample + 1 < count() ? decoded[sample + 1] - decoded[sample] : step(sample - 1);
    }

    boolean isKey(int sample) {
        return keys == null || java.util.Arrays.binarySearch(keys, sample) >= 0;
    }

    long end(int sample) {
        return offset[sample] + size[sample];
    }

    /** Whether the file is that long. */
    boolean liesWithin(long bytes) {
        return IntStream.range(0, count()).allMatch(sample -> end(sample) <= bytes);
    }

    /**
     * Empty where the table is none that is known.
     *
     * @throws RuntimeException of whichever kind where it contradicts itself
     */
    static Optional<Samples> read(ByteBuffer file, Inside.Part table) {
        var boxes = new Boxes(file, table);
        var sizes = boxes.find("stsz");
        var times = boxes.find("stts");
        var chunks = boxes.find("stsc");
        var places = boxes.find("stco");
        var farPlaces = boxes.find("co64");
        if (sizes == null || times == null || chunks == null || (places == null) == (farPlaces == null)) {
            return Optional.empty();
        }
        var count = file.getInt(sizes.content() + ENTRIES);
        if (count < 1 || count > MOST) {
            return Optional.empty();
        }
        var size = sizes(file, sizes, count);
        var decoded = decoded(file, times, count);
        var offset = places != null
                ? offsets(file, chunks, places, FULL, size)
                : offsets(file, chunks, java.util.Objects.requireNonNull(farPlaces), 2 * FULL, size);
        var keys = boxes.find("stss");
        return Optional.of(new Samples(
                offset,
                size,
                decoded,
                shown(file, boxes.find("ctts"), decoded),
                keys == null ? null : numbers(file, keys, count)));
    }

    private record Boxes(ByteBuffer file, Inside.Part table) {
        Inside.@Nullable Part find(String type) {
            for (var part : new Inside(file, table.content(), table.end())) {
                if (part.is(type)) {
                    return part;
                }
            }
            return null;
        }
    }

    private static int[] sizes(ByteBuffer file, Inside.Part box, int count) {
        // Of one size are the samples of raw sound alone, which nobody copies: nothing in the file bounds their number.
        require(file.getInt(box.content() + FULL) == 0);
        var sizes = new int[count];
        for (var i = 0; i < count; i++) {
            sizes[i] = file.getInt(box.content() + FULL + ENTRIES + FULL * i);
            require(sizes[i] > 0);
        }
        return sizes;
    }

    private static long[] decoded(ByteBuffer file, Inside.Part box, int count) {
        var decoded = new long[count];
        var time = 0L;
        var sample = 0;
        for (var entry = 0; entry < file.getInt(box.content() + FULL); entry++) {
            var at = box.content() + ENTRIES + 8 * entry;
            var step = Integer.toUnsignedLong(file.getInt(at + FULL));
            for (var left = Integer.toUnsignedLong(file.getInt(at)); left > 0 && sample < count; left--) {
                decoded[sample++] = time;
                time += step;
            }
        }
        require(sample == count);
        return decoded;
    }

    private static long[] shown(ByteBuffer file, Inside.@Nullable Part box, long[] decoded) {
        var shown = decoded.clone();
        if (box == null) {
            return shown;
        }
        var sample = 0;
        for (var entry = 0; entry < file.getInt(box.content() + FULL); entry++) {
            var at = box.content() + ENTRIES + 8 * entry;
            var later = file.getInt(at + FULL);
            for (var left = Integer.toUnsignedLong(file.getInt(at)); left > 0 && sample < shown.length; left--) {
                shown[sample++] += later;
            }
        }
        require(sample == shown.length);
        return shown;
    }

    /** @param width bytes of a chunk's place */
    private static long[] offsets(ByteBuffer file, Inside.Part chunks, Inside.Part places, int width, int[] size) {
        var offsets = new long[size.length];
        var count = file.getInt(places.content() + FULL);
        var entries = file.getInt(chunks.content() + FULL);
        var entry = 0;
        var sample = 0;
        for (var chunk = 0; chunk < count && sample < size.length; chunk++) {
            while (entry + 1 < entries && file.getInt(runs(chunks, entry + 1)) <= chunk + 1) {
                entry++;
            }
            var at = places.content() + ENTRIES + width * chunk;
            var place = width == FULL ? Integer.toUnsignedLong(file.getInt(at)) : file.getLong(at);
            for (var left = file.getInt(runs(chunks, entry) + FULL); left > 0 && sample < size.length; left--) {
                require(place >= 0);
                offsets[sample] = place;
                place += size[sample++];
            }
        }
        require(sample == size.length);
        return offsets;
    }

    private static int runs(Inside.Part chunks, int entry) {
        return chunks.content() + ENTRIES + 12 * entry;
    }

    /** They count from one in the file. */
    private static int[] numbers(ByteBuffer file, Inside.Part box, int count) {
        var keys = file.getInt(box.content() + FULL);
        require(keys <= count);
        var numbers = new int[keys];
        for (var i = 0; i < numbers.length; i++) {
            numbers[i] = file.getInt(box.content() + ENTRIES + FULL * i) - 1;
            require(numbers[i] >= 0 && numbers[i] < count && (i == 0 || numbers[i] > numbers[i - 1]));
        }
        return numbers;
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw new IllegalArgumentException("the table of frames contradicts itself");
        }
    }
}
