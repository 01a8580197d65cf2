package dev.kinora.playback;

import dev.kinora.http.FileNames;
import dev.kinora.http.Open;
import dev.kinora.media.Frame;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is made of a film on demand: a picture, or one file of all of it. */
@Open
@RestController
@RequestMapping("/media/{id}")
final class PictureRoutes {
    private static final Pattern TIME =
            Pattern.compile("(?:(\\d{1,3})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6}(?:\\.\\d{1,6})?)s?)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,120}");
    private static final int SMALLEST = 16;
    private static final int LARGEST = 2160;
    private static final int LARGEST_ANIMATION = 640;
    private static final int FASTEST_ANIMATION = 15;
    private static final BigDecimal USUAL_ANIMATION = BigDecimal.valueOf(5);
    private static final BigDecimal LONGEST_ANIMATION = BigDecimal.TEN;

    private final Passes passes;
    private final Screenings screenings;
    private final Pictures pictures;
    private final Downloads downloads;

    PictureRoutes(Passes passes, Screenings screenings, Pictures pictures, Downloads downloads) {
        this.passes = passes;
        this.screenings = screenings;
        this.pictures = pictures;
        this.downloads = downloads;
    }

    @GetMapping("/thumbnails/thumbnail.jpg")
    void thumbnail(
            @PathVariable String id,
            @RequestParam @Nullable String time,
            @RequestParam @Nullable Integer width,
            @RequestParam @Nullable Integer height,
            @RequestParam(defaultValue = "crop") String fit,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var pass = passes.admit(id, request);
        var frame = width == null && height == null
                ? Frame.NATURAL
                : new Frame(size("width", width), size("height", height), fit(fit));
        var picture = pictures.of(pass.film(), second("time", time), frame);
        var about =
                new Delivery.About("image/jpeg", String.valueOf(picture.getFileName()), Caching.forAMoment(pass), null);
        Delivery.onDisk(request, response, picture, about);
    }

    @GetMapping("/thumbnails/thumbnail.gif")
    void animation(
            @PathVariable String id,
            @RequestParam @Nullable String time,
            @RequestParam @Nullable String duration,
            @RequestParam(defaultValue = "8") int fps,
            @RequestParam @Nullable Integer width,
            @RequestParam @Nullable Integer height,
            @RequestParam(defaultValue = "crop") String fit,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var pass = passes.admit(id, request);
        var seconds = Objects.requireNonNullElse(second("duration", duration), USUAL_ANIMATION);
        if (seconds.signum() <= 0 || seconds.compareTo(LONGEST_ANIMATION) > 0) {
            throw PlaybackProblem.invalid(
                    "duration", "A moving preview lasts up to " + LONGEST_ANIMATION + " seconds.");
        }
        if (fps < 1 || fps > FASTEST_ANIMATION) {
            throw PlaybackProblem.invalid(
                    "fps", "A moving preview shows from 1 to " + FASTEST_ANIMATION + " pictures a second.");
        }
        var frame = width == null && height == null
                ? Frame.NATURAL
                : new Frame(animated("width", width), animated("height", height), fit(fit));
        var picture = pictures.moving(pass.film(), second("time", time), seconds, fps, frame);
        var about =
                new Delivery.About("image/gif", String.valueOf(picture.getFileName()), Caching.forAMoment(pass), null);
        Delivery.onDisk(request, response, picture, about);
    }

    @GetMapping("/downloads/default.mp4")
    void download(
            @PathVariable String id,
            @RequestParam @Nullable String filename,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var pass = downloading(id, request);
        var edition = screenings.playing(pass.film());
        var type = edition.rungs().isEmpty() ? "audio/mp4" : "video/mp4";
        var about = about(pass, type, edition.id() + "-download", filename, ".mp4");
        Delivery.onDisk(request, response, downloads.of(edition), about);
    }

    @GetMapping("/downloads/audio.m4a")
    void sound(
            @PathVariable String id,
            @RequestParam @Nullable String filename,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var pass = downloading(id, request);
        var edition = screenings.playing(pass.film());
        var about = about(pass, "audio/mp4", edition.id() + "-sound", filename, ".m4a");
        Delivery.onDisk(request, response, downloads.soundOf(edition), about);
    }

    private Pass downloading(String id, HttpServletRequest request) {
        var pass = passes.admit(id, request);
        if (!pass.mayDownload()) {
            throw PlaybackProblem.noDownload();
        }
        return pass;
    }

    private static Delivery.About about(Pass pass, String type, String etag, @Nullable String filename, String ending) {
        var film = pass.film();
        var title = filename != null && NAME.matcher(filename).matches() ? filename : film.title();
        return new Delivery.About(
                type, etag, Caching.forAMoment(pass), FileNames.attachment(title, ending, film.uid()));
    }

    /** As 1h2m3.5s, or any part of it, or bare seconds. */
    private static @Nullable BigDecimal second(String field, @Nullable String time) {
        if (time == null || time.isEmpty()) {
            return null;
        }
        var match = TIME.matcher(time);
        if (!match.matches()) {
            throw PlaybackProblem.invalid(field, "A moment is written as 90s or as 1m30s.");
        }
        return number(match.group(1))
                .multiply(BigDecimal.valueOf(3600))
                .add(number(match.group(2)).multiply(BigDecimal.valueOf(60)))
                .add(number(match.group(3)));
    }

    private static BigDecimal number(@Nullable String digits) {
        return digits == null ? BigDecimal.ZERO : new BigDecimal(digits);
    }

    private static @Nullable Integer size(String field, @Nullable Integer pixels) {
        if (pixels != null && (pixels < SMALLEST || pixels > LARGEST)) {
            throw PlaybackProblem.invalid(field, "A picture is from " + SMALLEST + " to " + LARGEST + " pixels large.");
        }
        return pixels == null ? null : pixels / 2 * 2;
    }

    private static @Nullable Integer animated(String field, @Nullable Integer pixels) {
        if (pixels != null && pixels > LARGEST_ANIMATION) {
            throw PlaybackProblem.invalid(field, "A moving preview is at most " + LARGEST_ANIMATION + " pixels large.");
        }
        return size(field, pixels);
    }

    private static Frame.Fit fit(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "crop" -> Frame.Fit.CROP;
            case "clip" -> Frame.Fit.CLIP;
            case "scale" -> Frame.Fit.SCALE;
            case "fill" -> Frame.Fit.FILL;
            default -> throw PlaybackProblem.invalid("fit", "A picture can be fitted by crop, clip, scale or fill.");
        };
    }
}
