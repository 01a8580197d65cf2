package dev.kinora.media;

import dev.kinora.media.Probed.Picture;
import dev.kinora.media.Probed.Refused;
import dev.kinora.media.Probed.Sound;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks into a file with ffprobe. Only formats that hold films are opened, so that a playlist or a subtitle cannot make it read
 * other files, and no protocol but files.
 */
public final class Probe {
    static final String FORMATS = String.join(
            ",",
            List.of(
                    "mov",
                    "mp4",
                    "m4a",
                    "3gp",
                    "3g2",
                    "mj2",
                    "matroska",
                    "webm",
                    "avi",
                    "wav",
                    "w64",
                    "flv",
                    "mpegts",
                    "mpeg",
                    "mpegvideo",
                    "m4v",
                    "h264",
                    "hevc",
                    "mxf",
                    "gxf",
                    "lxf",
                    "asf",
                    "ogg",
                    "mp3",
                    "flac",
                    "aac",
                    "aiff",
                    "ac3"));

    private static final String NON_VIDEO = "ERR_NON_VIDEO";
    private static final String MALFORMED = "ERR_MALFORMED_VIDEO";
    private static final String TOO_SHORT = "ERR_DURATION_TOO_SHORT";
    private static final String TOO_LARGE = "ERR_MALFORMED_VIDEO";
    private static final BigDecimal LEAST_SECONDS = new BigDecimal("0.1");
    private static final BigDecimal MOST_SECONDS = new BigDecimal(7 * 24 * 3600);
    private static final int MOST_PIXELS_A_SIDE = 16_384;
    private static final int MOST_OUTPUT = 4 << 20;
    private static final int SIGNALS = 128;
    private static final int RIGHT_ANGLE = 90;
    private static final int FULL_TURN = 360;
    /** As ffprobe names those that say themselves how long they are. */
    private static final Set<String> HOLDS_ONE_PIECE = Set.of("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm");

    private static final Set<String> COVERS = Set.of("mjpeg", "png", "bmp", "gif", "webp", "tiff");

    private final Tool tool;
    private final Duration time;
    private final JsonMapper json;

    Probe(Tool tool, Duration time, JsonMapper json) {
        this.tool = tool;
        this.time = time;
        this.json = json;
    }

    /** @param file on this machine */
    public Probed look(Path file) throws IOException, InterruptedException {
        var result = tool.ffprobe(
                List.of(
                        "-v",
                        "error",
                        "-hide_banner",
                        "-protocol_whitelist",
                        "file",
                        "-format_whitelist",
                        FORMATS,
                        "-probesize",
                        "50M",
                        "-analyzeduration",
                        "30M",
                        "-print_format",
                        "json",
                        "-show_format",
                        "-show_streams",
                        "-i",
                        "file:" + file.toAbsolutePath()),
                time,
                MOST_OUTPUT);
        if (result.exit() > SIGNALS && !result.timedOut() && !result.tooMuch()) {
            // Ended from without, as when the machine has no memory left: that says nothing about the film.
            throw new IOException("ffprobe was ended by signal " + (result.exit() - SIGNALS));
        }
        if (result.timedOut()) {
            return new Refused(
                    MALFORMED,
                    "Looking into the file took longer than " + time.toSeconds()
                            + " seconds. It is damaged, or made to keep others busy.");
        }
        if (result.tooMuch()) {
            return new Refused(
                    MALFORMED,
                    "The file describes more streams than any film has. It is damaged, or made to keep others busy.");
        }
        if (!result.isGood()) {
            return refused(result.errors());
        }
        try {
            var probed = read(new String(result.output(), StandardCharsets.UTF_8));
            return probed instanceof Probed.Film film && HOLDS_ONE_PIECE.contains(film.format())
                    ? whole(film, file)
                    : probed;
        } catch (JacksonException _) {
            return new Refused(MALFORMED, "The file could not be understood. It is damaged.");
        }
    }

    private static Probed whole(Probed.Film film, Path file) throws IOException {
        var promised = BrokenOff.promised(file);
        return promised.isEmpty()
                ? film
                : new Refused(
                        MALFORMED,
                        "The file breaks off: of its " + promised.getAsLong() + " bytes only " + Files.size(file)
                                + " are there. Upload the whole file.");
    }

    private static Refused refused(String errors) {
        if (errors.contains("moov atom not found")) {
            return new Refused(
                    MALFORMED,
                    "The end of the file is missing: it has no index. Export it again, and upload the whole file.");
        }
        if (errors.contains("Invalid data found")
                || errors.contains("Format not on whitelist")
                || errors.contains("not on the whitelist")) {
            return new Refused(NON_VIDEO, "The file was not recognized as a valid video file.");
        }
        return new Refused(MALFORMED, "The video was deemed to be corrupted or malformed.");
    }

    private Probed read(String text) {
        var root = json.readTree(text);
        var format = root.path("format");
        var streams =
                StreamSupport.stream(root.path("streams").spliterator(), false).toList();
        var picture = streams.stream().filter(Probe::isFilm).findFirst();
        var sound = streams.stream().filter(each -> isOf(each, "audio")).findFirst();
        if (picture.isEmpty() && sound.isEmpty()) {
            return new Refused(NON_VIDEO, "There is neither a picture nor a sound in the file.");
        }
        var seconds = number(format.path("duration"))
                .or(() -> picture.or(() -> sound).flatMap(each -> number(each.path("duration"))))
                .orElse(null);
        return impossible(seconds, picture)
                .<Probed>map(it -> it)
                .orElseGet(() -> new Probed.Film(
                        format.path("format_name").asString(""),
                        seconds == null ? null : seconds.setScale(3, RoundingMode.HALF_UP),
                        number(format.path("bit_rate"))
                                .map(BigDecimal::longValue)
                                .filter(rate -> rate > 0)
                                .orElse(null),
                        picture.map(Probe::picture).orElse(null),
                        sound.map(Probe::sound).orElse(null),
                        text));
    }

    private static Optional<Refused> impossible(@Nullable BigDecimal seconds, Optional<JsonNode> picture) {
        if (seconds != null && seconds.compareTo(LEAST_SECONDS) < 0) {
            return Optional.of(new Refused(TOO_SHORT, "The video is shorter than a tenth of a second."));
        }
        if (seconds != null && seconds.compareTo(MOST_SECONDS) > 0) {
            return Optional.of(new Refused(
                    MALFORMED, "The file says it lasts longer than a week, which no film does. It is damaged."));
        }
        return picture.flatMap(each -> {
            var width = each.path("width").asInt(0);
            var height = each.path("height").asInt(0);
            if (width < 1 || height < 1) {
                return Optional.of(new Refused(
                        MALFORMED, "The file does not say how wide and high its picture is. It is damaged."));
            }
            return width > MOST_PIXELS_A_SIDE || height > MOST_PIXELS_A_SIDE
                    ? Optional.of(new Refused(
                            TOO_LARGE,
                            "The picture is " + width + " × " + height + " pixels; at most " + MOST_PIXELS_A_SIDE
                                    + " a side can be shown."))
                    : Optional.empty();
        });
    }

    private static Picture picture(JsonNode stream) {
        return new Picture(
                stream.path("codec_name").asString("unknown"),
                stream.path("width").asInt(),
                stream.path("height").asInt(),
                rotation(stream),
                rate(stream.path("avg_frame_rate").asString("")),
                stream.has("color_space") ? stream.path("color_space").asString() : null);
    }

    private static Sound sound(JsonNode stream) {
        return new Sound(
                stream.path("codec_name").asString("unknown"),
                Math.max(1, stream.path("channels").asInt(1)));
    }

    /** ffmpeg counts against the clock and up to half a turn; what is no right angle is not turned. */
    private static int rotation(JsonNode stream) {
        for (var side : stream.path("side_data_list")) {
            if (side.has("rotation")) {
                var turned = Math.floorMod(-side.path("rotation").asInt(), FULL_TURN);
                return turned % RIGHT_ANGLE == 0 ? turned : 0;
            }
        }
        return 0;
    }

    private static @Nullable BigDecimal rate(String fraction) {
        var parts = fraction.split("/");
        if (parts.length != 2 || !fraction.matches("[1-9][0-9]{0,9}/[1-9][0-9]{0,9}")) {
            return null;
        }
        var rate = new BigDecimal(parts[0]).divide(new BigDecimal(parts[1]), 3, RoundingMode.HALF_UP);
        return rate.compareTo(new BigDecimal(1000)) > 0 || rate.signum() == 0 ? null : rate;
    }

    /** The cover of a song is a stream of pictures too, of one. */
    private static boolean isFilm(JsonNode stream) {
        return isOf(stream, "video")
                && stream.path("disposition").path("attached_pic").asInt(0) == 0
                && !(COVERS.contains(stream.path("codec_name").asString(""))
                        && stream.path("nb_frames").asString("").equals("1"));
    }

    private static boolean isOf(JsonNode stream, String type) {
        return stream.path("codec_type").asString("").equals(type);
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        var text = node.asString("");
        return text.matches("[0-9]{1,15}(\\.[0-9]{1,9})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}
