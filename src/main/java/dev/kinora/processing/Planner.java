package dev.kinora.processing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decides from what ffprobe says of a film what is to be made of it. */
final class Planner {
    private static final int SEGMENT_SECONDS = 4;
    private static final int LEAST_TIMESCALE = 10_000;
    private static final double SAME = 0.001;
    private static final double MOST_FRAMES = 60;
    private static final List<Plan.Rate> USUAL = List.of(
            new Plan.Rate(10, 1),
            new Plan.Rate(12, 1),
            new Plan.Rate(15, 1),
            new Plan.Rate(20, 1),
            new Plan.Rate(24_000, 1001),
            new Plan.Rate(24, 1),
            new Plan.Rate(25, 1),
            new Plan.Rate(30_000, 1001),
            new Plan.Rate(30, 1),
            new Plan.Rate(48, 1),
            new Plan.Rate(50, 1),
            new Plan.Rate(60_000, 1001),
            new Plan.Rate(60, 1));
    /** The first can be played soon, and what starts up for each costs little later on. */
    private static final List<Integer> FIRST_PIECES = List.of(1, 2, 4);

    private static final int MOST = 10;
    private static final int LEAST = 3;
    /** Several workers are to end at about the same time: whoever takes the last piece lets the others wait. */
    private static final int PIECES = 8;
    /** These have an index, so that a piece can begin anywhere. */
    private static final Set<String> INDEXED = Set.of("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm");

    /** Of several sounds the film's own before others, then the one that is marked, then the fullest, then the first. */
    private static final Comparator<JsonNode> MEANT = Comparator.comparing(Planner::isBeside)
            .thenComparing(Planner::isMarked, Comparator.reverseOrder())
            .thenComparing(Planner::channels, Comparator.reverseOrder());

    private static final Set<String> BESIDE = Set.of("comment", "visual_impaired", "hearing_impaired", "descriptions");
    private static final Pattern CALLED_BESIDE =
            Pattern.compile("commentary|description|descriptive", Pattern.CASE_INSENSITIVE);

    private static final Set<String> COVERS = Set.of("mjpeg", "png", "bmp", "gif", "webp", "tiff");
    private static final Set<String> HIGH_RANGE = Set.of("smpte2084", "arib-std-b67");
    private static final Set<String> HALVES = Set.of("tt", "bb", "tb", "bt");
    private static final int BOARD_SIDE = 160;
    private static final int SHORT_FILM = 60;
    private static final int LONG_FILM = 1200;
    private static final long STEREO_BITS = 128_000;
    private static final long MONO_BITS = 80_000;

    private final Ladder ladder;
    private final Plan.Encoder encoder;

    Planner(Ladder ladder, Plan.Encoder encoder) {
        this.ladder = ladder;
        this.encoder = encoder;
    }

    /**
     * @param probe ffprobe's words
     * @param seconds how long it lasts
     */
    Plan plan(JsonNode probe, double seconds) {
        var streams =
                StreamSupport.stream(probe.path("streams").spliterator(), false).toList();
        var picture = streams.stream().filter(Planner::isFilm).findFirst();
        var sound = streams.stream()
                .filter(each -> each.path("codec_type").asString("").equals("audio")
                        && !each.path("codec_name").asString("").isEmpty())
                .min(MEANT);
        return new Plan(
                picture.map(stream -> picture(probe.path("format"), stream, seconds))
                        .orElse(null),
                sound.map(Planner::sound).orElse(null),
                seconds);
    }

    private Plan.Picture picture(JsonNode format, JsonNode stream, double seconds) {
        var rate = rate(
                stream.path("avg_frame_rate").asString(""),
                stream.path("r_frame_rate").asString(""));
        var size = size(stream);
        var ticks = 1;
        while (rate.frames() * ticks < LEAST_TIMESCALE) {
            ticks *= 2;
        }
        var segmentFrames = Math.max(1, (int) Math.round(SEGMENT_SECONDS * rate.perSecond()));
        var segments = Math.max(1, (int) Math.ceil(Math.round(seconds * rate.perSecond()) / (double) segmentFrames));
        var indexed = INDEXED.contains(format.path("format_name").asString(""));
        return new Plan.Picture(
                stream.path("index").asInt(),
                rate,
                segmentFrames,
                rate.frames() * ticks,
                rate.seconds() * ticks,
                indexed ? pieces(segments) : List.of(segments),
                ladder.rungs(size.width(), size.height(), rate.perSecond(), bits(format, stream)),
                board(size, seconds, segmentFrames),
                HIGH_RANGE.contains(stream.path("color_transfer").asString("")),
                HALVES.contains(stream.path("field_order").asString("")),
                null,
                encoder);
    }

    static List<Integer> pieces(int segments) {
        var most = Math.clamp(Math.ceilDiv(segments, PIECES), LEAST, MOST);
        var pieces = new ArrayList<Integer>();
        var left = segments;
        for (var first : FIRST_PIECES) {
            if (left > first && first <= most) {
                pieces.add(first);
                left -= first;
            }
        }
        for (var others = Math.ceilDiv(left, most); others > 0; others--) {
            var next = Math.ceilDiv(left, others);
            pieces.add(next);
            left -= next;
        }
        return List.copyOf(pieces);
    }

    /** Films whose frames come at no steady rate are shown at the usual one that loses none of them. */
    static Plan.Rate rate(String average, String real) {
        var mean = fraction(average);
        var base = fraction(real);
        if (mean.isEmpty() && base.isEmpty()) {
            return new Plan.Rate(30, 1);
        }
        var steady = mean.isPresent()
                && base.isPresent()
                && Math.abs(mean.get().perSecond() / base.get().perSecond() - 1) < SAME;
        var rate = steady
                ? base.get()
                : base.filter(it -> it.perSecond() <= MOST_FRAMES
                                && mean.isPresent()
                                && it.perSecond() < 2 * mean.get().perSecond())
                        .orElseGet(() -> usual(mean.orElseGet(base::get).perSecond()));
        while (rate.perSecond() > MOST_FRAMES * (1 + SAME)) {
            rate = rate.frames() % 2 == 0
                    ? new Plan.Rate(rate.frames() / 2, rate.seconds())
                    : new Plan.Rate(rate.frames(), rate.seconds() * 2);
        }
        return rate;
    }

    private static Plan.Rate usual(double perSecond) {
        return USUAL.stream()
                .filter(each -> each.perSecond() >= perSecond * (1 - SAME))
                .findFirst()
                .orElse(USUAL.getLast());
    }

    private static Optional<Plan.Rate> fraction(String text) {
        if (!text.matches("[1-9][0-9]{0,6}/[1-9][0-9]{0,6}")) {
            return Optional.empty();
        }
        var parts = text.split("/");
        return Optional.of(new Plan.Rate(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
    }

    private record Size(int width, int height) {}

    /** As it is to be seen: square pixels, the right way up. */
    private static Size size(JsonNode stream) {
        var width = stream.path("width").asInt();
        var height = stream.path("height").asInt();
        var ratio = stream.path("sample_aspect_ratio").asString("").split(":");
        if (ratio.length == 2 && ratio[0].matches("[1-9][0-9]{0,5}") && ratio[1].matches("[1-9][0-9]{0,5}")) {
            width = (int) Math.max(1, Math.round(width * Double.parseDouble(ratio[0]) / Double.parseDouble(ratio[1])));
        }
        for (var side : stream.path("side_data_list")) {
            if (Math.floorMod(side.path("rotation").asInt(0), 180) == 90) {
                return new Size(height, width);
            }
        }
        return new Size(width, height);
    }

    private static Plan.Board board(Size size, double seconds, int segmentFrames) {
        var shrunk = Math.min(1, (double) BOARD_SIDE / Math.max(size.width(), size.height()));
        var perSegment = seconds < SHORT_FILM ? SEGMENT_SECONDS : seconds < LONG_FILM ? SEGMENT_SECONDS / 2 : 1;
        return new Plan.Board(
                Math.max(1, segmentFrames / perSegment),
                Ladder.even(size.width() * shrunk),
                Ladder.even(size.height() * shrunk));
    }

    private static @Nullable Long bits(JsonNode format, JsonNode stream) {
        var text = stream.path("bit_rate").asString(format.path("bit_rate").asString(""));
        return text.matches("[1-9][0-9]{2,11}") ? Long.valueOf(text) : null;
    }

    private static Plan.Sound sound(JsonNode stream) {
        var channels = Math.clamp(stream.path("channels").asInt(2), 1, 2);
        return new Plan.Sound(stream.path("index").asInt(), channels, channels == 1 ? MONO_BITS : STEREO_BITS, null);
    }

    /** Commentaries and descriptions stand beside the sound of a film, whether they are marked or only called so. */
    private static boolean isBeside(JsonNode stream) {
        var disposition = stream.path("disposition");
        return BESIDE.stream().anyMatch(mark -> disposition.path(mark).asInt(0) != 0)
                || CALLED_BESIDE
                        .matcher(stream.path("tags").path("title").asString(""))
                        .find();
    }

    private static boolean isMarked(JsonNode stream) {
        return stream.path("disposition").path("default").asInt(0) != 0;
    }

    private static int channels(JsonNode stream) {
        return stream.path("channels").asInt(0);
    }

    /** The cover of a song is a stream of pictures too, of one. */
    private static boolean isFilm(JsonNode stream) {
        return stream.path("codec_type").asString("").equals("video")
                && stream.path("disposition").path("attached_pic").asInt(0) == 0
                && !(COVERS.contains(stream.path("codec_name").asString(""))
                        && stream.path("nb_frames").asString("").equals("1"));
    }
}
