package dev.kinora.processing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Pictures that every browser plays as they are: H.264 of eight bits, upright, in the usual colours, at a steady rate, and with key
 * frames before which nothing is needed, often enough that segments can begin there.
 */
final class CopiedPicture {
    /** Segments are about as long as those that are encoded, where the key frames allow it. */
    private static final double USUAL_SECONDS = 3.5;

    private static final double LONG_SECONDS = 8;
    private static final double MOST_SECONDS = 10.01;

    private static final Set<String> PROFILES = Set.of("Constrained Baseline", "Main", "High");
    private static final int HIGHEST_LEVEL = 52;
    private static final Set<String> USUAL_COLOUR = Set.of("", "bt709", "unknown");
    /** Against what would have been made; below the least it does not matter. */
    private static final double MORE_BITS = 1.6;

    private static final double HIGHER_PEAK = 4;
    private static final long LITTLE = 1_000_000;
    /** Of a frame; beyond it times are no steady rate. */
    private static final double JITTER = 0.125;

    private static final int LENGTH = 4;
    private static final int UNIT_TYPES = 0x1f;
    private static final int SLICE = 1;
    private static final int KEY_SLICE = 5;
    private static final int MOST_UNITS = 64;

    private CopiedPicture() {}

    /** By what ffprobe says, so that most films need no second look. */
    static boolean maySuit(Plan.Picture plan, JsonNode stream, JsonNode format) {
        var top = plan.rungs().getFirst();
        return format.path("format_name").asString("").equals("mov,mp4,m4a,3gp,3g2,mj2")
                && text(stream, "codec_name").equals("h264")
                && PROFILES.contains(text(stream, "profile"))
                && stream.path("level").asInt(99) <= HIGHEST_LEVEL
                && text(stream, "pix_fmt").equals("yuv420p")
                && Set.of("", "progressive").contains(text(stream, "field_order"))
                && stream.path("width").asInt() == top.width()
                && stream.path("height").asInt() == top.height()
                && Set.of("", "1:1").contains(text(stream, "sample_aspect_ratio"))
                && stream.path("side_data_list").isEmpty()
                && !text(stream, "color_range").equals("pc")
                && USUAL_COLOUR.contains(text(stream, "color_space"))
                && USUAL_COLOUR.contains(text(stream, "color_transfer"))
                && USUAL_COLOUR.contains(text(stream, "color_primaries"))
                && beginsAtOnce(stream)
                && beginsAtOnce(format);
    }

    static boolean beginsAtOnce(JsonNode said) {
        var text = text(said, "start_time");
        return text.matches("0(\\.0+)?");
    }

    static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    /** @param usualBits a second that would be made of it, were it encoded */
    static Optional<Plan.Picture> of(Plan.Picture plan, double usualBits, Track track, FileChannel file)
            throws IOException {
        var samples = track.samples();
        var keys = samples.keys();
        if (!track.format().equals("avc1") || !AvcDescription.of(track).isKnown() || keys == null || keys[0] != 0) {
            return Optional.empty();
        }
        if (!isSteady(plan.rate(), track) || !areClosed(samples, keys)) {
            return Optional.empty();
        }
        for (var key : keys) {
            if (!isIndependent(file, samples, key)) {
                return Optional.empty();
            }
        }
        var lengths = lengths(keys, samples.count(), plan.rate().perSecond());
        var longest = lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
        var peak = peak(samples, lengths, plan.rate().perSecond());
        var bits = Arrays.stream(samples.size()).asLongStream().sum()
                * 8
                * plan.rate().perSecond()
                / samples.count();
        var most = Math.max(LITTLE, MORE_BITS * usualBits);
        return longest > MOST_SECONDS * plan.rate().perSecond() || bits > most || peak > HIGHER_PEAK * most
                ? Optional.empty()
                : Optional.of(plan.copying(lengths, Planner.pieces(lengths.size()), Math.round(peak)));
    }

    /** Every frame at its place on the grid of the film's rate, from the film's beginning to its end. */
    private static boolean isSteady(Plan.Rate rate, Track track) {
        var samples = track.samples();
        var shown = samples.shown().clone();
        Arrays.sort(shown);
        var step = (double) track.timescale() / rate.perSecond();
        for (var frame = 0; frame < shown.length; frame++) {
            if (Math.abs(shown[frame] - track.begins() - frame * step) > JITTER * step) {
                return false;
            }
        }
        return track.lasts() == 0 || track.lasts() * rate.perSecond() > shown.length - 0.5;
    }

    /** Whatever is decoded from a key frame up to the next is shown between the two as well. */
    private static boolean areClosed(Samples samples, int[] keys) {
        for (var i = 0; i < keys.length; i++) {
            var end = i + 1 < keys.length ? keys[i + 1] : samples.count();
            var first = samples.shown()[keys[i]];
            var next = i + 1 < keys.length ? samples.shown()[end] : Long.MAX_VALUE;
            for (var sample = keys[i]; sample < end; sample++) {
                if (samples.shown()[sample] < first || samples.shown()[sample] >= next) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether its first slice says that nothing before it is needed any more; an index may call others key frames too. */
    private static boolean isIndependent(FileChannel file, Samples samples, int key) throws IOException {
        var at = samples.offset()[key];
        for (var unit = 0; unit < MOST_UNITS && at + LENGTH < samples.end(key); unit++) {
            var head = Track.read(file, at, LENGTH + 1);
            switch (head.get(LENGTH) & UNIT_TYPES) {
                case KEY_SLICE -> {
                    return true;
                }
                case SLICE -> {
                    return false;
                }
                default -> at += LENGTH + Integer.toUnsignedLong(head.getInt(0));
            }
        }
        return false;
    }

    /** Frames of each segment: as many groups together as come to the usual length. */
    static List<Integer> lengths(int[] keys, int frames, double perSecond) {
        var lengths = new ArrayList<Integer>();
        var begin = 0;
        for (var i = 1; i < keys.length; i++) {
            var next = i + 1 < keys.length ? keys[i + 1] : frames;
            if (keys[i] - begin >= USUAL_SECONDS * perSecond || next - begin > LONG_SECONDS * perSecond) {
                lengths.add(keys[i] - begin);
                begin = keys[i];
            }
        }
        lengths.add(frames - begin);
        return List.copyOf(lengths);
    }

    /** Bits a second of the heaviest segment that is longer than a second. */
    private static double peak(Samples samples, List<Integer> lengths, double perSecond) {
        var peak = 0.0;
        var begin = 0;
        for (var length : lengths) {
            var bytes = IntStream.range(begin, begin + length)
                    .mapToLong(sample -> samples.size()[sample])
                    .sum();
            if (length >= perSecond || lengths.size() == 1) {
                peak = Math.max(peak, bytes * 8 * perSecond / length);
            }
            begin += length;
        }
        return Math.max(1, peak);
    }

    /** The sample entry of H.264 and what stands in it. */
    record AvcDescription(ByteBuffer entry, Inside.@org.jspecify.annotations.Nullable Part configuration) {
        private static final int BEHIND_SIZES = 8 + 78;
        private static final int LENGTHS = 4;

        static AvcDescription of(Track track) {
            var entry = ByteBuffer.wrap(track.description());
            for (var part : new Inside(entry, BEHIND_SIZES, entry.capacity())) {
                if (part.is("avcC") && part.end() - part.content() > LENGTHS) {
                    return new AvcDescription(entry, part);
                }
            }
            return new AvcDescription(entry, null);
        }

        byte[] bytes() {
            var found = java.util.Objects.requireNonNull(configuration);
            return java.util.Arrays.copyOfRange(entry.array(), found.content() - 8, found.end());
        }

        /** Lengths of four bytes before each unit, as everybody writes them. */
        boolean isKnown() {
            return configuration != null && (entry.get(configuration.content() + LENGTHS) & 3) == 3;
        }
    }
}
