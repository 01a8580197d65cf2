package dev.kinora.media;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Takes single pictures out of films, a few at a time. */
public final class Stills {
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final int LARGEST = 4 << 20;

    /** Bytes of a moving picture: each of its pictures is written anew as far as it differs from the one before. */
    public static final int LARGEST_MOVING = 32 << 20;

    private final Tool tool;
    private final Semaphore makers;
    private final Duration patience;

    /**
     * @param atOnce how many programs run at a time, whoever asks for pictures
     * @param patience how long one waits for a turn
     */
    Stills(Tool tool, int atOnce, Duration patience) {
        this.tool = tool;
        this.makers = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** A JPEG of the picture at that second, at most 1280 pixels wide; empty where there is none. */
    public Optional<byte[]> at(Path film, BigDecimal second) throws IOException, InterruptedException {
        return at(film, second, Frame.NATURAL);
    }

    /** A JPEG of the picture at that second; empty where there is none. */
    public Optional<byte[]> at(Path film, BigDecimal second, Frame frame) throws IOException, InterruptedException {
        return at("file,pipe", "file:" + film.toAbsolutePath(), second, frame);
    }

    /** The same of a film that is read by ranges; only what has been made by Kinora may be such an address. */
    public Optional<byte[]> at(URI film, BigDecimal second) throws IOException, InterruptedException {
        return at("http,tcp", film.toString(), second, Frame.NATURAL);
    }

    private Optional<byte[]> at(String protocols, String film, BigDecimal second, Frame frame)
            throws IOException, InterruptedException {
        return made(List.of(
                "-v",
                "error",
                "-hide_banner",
                "-nostdin",
                "-protocol_whitelist",
                protocols,
                "-format_whitelist",
                Probe.FORMATS,
                "-threads",
                "1",
                "-ss",
                second.toPlainString(),
                "-i",
                film,
                "-map",
                "0:v:0",
                "-frames:v",
                "1",
                "-an",
                "-sn",
                "-dn",
                "-vf",
                frame.filter(),
                "-q:v",
                "3",
                "-f",
                "image2pipe",
                "-c:v",
                "mjpeg",
                "-map_metadata",
                "-1",
                "pipe:1"));
    }

    private Optional<byte[]> made(List<String> arguments) throws IOException, InterruptedException {
        var result = inTurn(arguments);
        return result.isGood() && result.output().length > 0 ? Optional.of(result.output()) : Optional.empty();
    }

    /** @throws MediaProblem when too many others are at it for too long */
    private Tool.Result inTurn(List<String> arguments) throws IOException, InterruptedException {
        if (!makers.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw MediaProblem.busy();
        }
        try {
            return tool.ffmpeg(arguments, TIME, LARGEST);
        } finally {
            makers.release();
        }
    }

    /** What became of a moving picture. */
    public enum Moving {
        MADE,
        /** What was written of it is of no use. */
        TOO_LARGE,
        /** There is no picture to make it of. */
        NONE
    }

    /** Writes a GIF that begins anew for ever, in colours of its own. */
    public Moving moving(Path film, BigDecimal from, BigDecimal seconds, int fps, Frame frame, Path into)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("-v", "error", "-hide_banner", "-nostdin"));
        arguments.addAll(List.of("-protocol_whitelist", "file,pipe", "-format_whitelist", Probe.FORMATS));
        arguments.addAll(List.of("-threads", "1", "-ss", from.toPlainString(), "-t", seconds.toPlainString()));
        arguments.addAll(
                List.of("-i", "file:" + film.toAbsolutePath(), "-map_metadata", "-1", "-an", "-filter_complex"));
        arguments.add(
                "[0:v:0]fps=" + fps + "," + frame.filter()
                        + ",split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle");
        // It ends with the first picture that reaches this size, not before it.
        arguments.addAll(List.of("-loop", "0", "-fs", Integer.toString(LARGEST_MOVING)));
        arguments.addAll(List.of("-f", "gif", "-y", "file:" + into.toAbsolutePath()));
        var result = inTurn(arguments);
        if (!result.isGood() || Files.size(into) == 0) {
            return Moving.NONE;
        }
        return Files.size(into) < LARGEST_MOVING ? Moving.MADE : Moving.TOO_LARGE;
    }

    /** A JPEG of a picture somebody sent, at most 1280 pixels wide, with nothing of it but what can be seen; empty when it is none. */
    public Optional<byte[]> picture(byte[] sent) throws IOException, InterruptedException {
        return picture(sent, Frame.NATURAL);
    }

    /** As {@link #picture(byte[])}, in that size. */
    public Optional<byte[]> picture(byte[] sent, Frame frame) throws IOException, InterruptedException {
        return picture(sent, frame.filter(), List.of("-q:v", "3", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"));
    }

    /** A PNG of a picture somebody sent, at most 1024 pixels wide and high, with what can be seen through; empty when it is none. */
    public Optional<byte[]> transparent(byte[] sent) throws IOException, InterruptedException {
        return picture(
                sent,
                "scale='min(1024,iw)':'min(1024,ih)':force_original_aspect_ratio=decrease,format=rgba",
                List.of("-c:v", "png", "-pix_fmt", "rgba"));
    }

    private Optional<byte[]> picture(byte[] sent, String filter, List<String> encoder)
            throws IOException, InterruptedException {
        var format = format(sent);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        var file = Files.createTempFile("kinora-picture", ".bin");
        try {
            Files.write(file, sent);
            var arguments = new ArrayList<String>(List.of("-v", "error", "-hide_banner", "-nostdin"));
            arguments.addAll(List.of("-protocol_whitelist", "file,pipe", "-threads", "1"));
            arguments.addAll(List.of("-f", format.get(), "-i", "file:" + file, "-frames:v", "1", "-vf", filter));
            arguments.addAll(encoder);
            arguments.addAll(List.of("-f", "image2pipe", "-map_metadata", "-1", "pipe:1"));
            return made(arguments);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** By what it begins with; what its name or its sender claim does not count. */
    private static Optional<String> format(byte[] sent) {
        var start = new String(sent, 0, Math.min(sent.length, 16), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG")) {
            return Optional.of("png_pipe");
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("jpeg_pipe");
        }
        if (start.startsWith("GIF8")) {
            return Optional.of("gif");
        }
        return start.startsWith("RIFF") && start.indexOf("WEBP") == 8 ? Optional.of("webp_pipe") : Optional.empty();
    }
}
