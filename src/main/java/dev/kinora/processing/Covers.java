package dev.kinora.processing;

import dev.kinora.media.Ffmpeg;
import dev.kinora.media.FfmpegFailed;
import dev.kinora.media.FfmpegTimedOut;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The picture that stands for sound alone: the cover that is in its file, else how loud it is from beginning to end. */
final class Covers {
    private static final Duration TIME = Duration.ofMinutes(30);
    private static final String WAVES =
            "[0:%d]aformat=channel_layouts=mono,showwavespic=s=1200x440:colors=0xFF8A4C[waves];"
                    + "color=c=0x1B1A18:s=1280x720[ground];[ground][waves]overlay=40:140,format=yuvj420p";

    private static final String COVER = "scale='min(1280,iw)':-2,setsar=1,format=yuvj420p";

    private final Ffmpeg ffmpeg;

    Covers(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /** JPEG. */
    Optional<byte[]> of(Plan plan, Path source) throws IOException, InterruptedException {
        var sound = plan.sound();
        var cover = cover(source);
        return cover.isPresent() || sound == null
                ? cover
                : picture(source, List.of("-filter_complex", WAVES.formatted(sound.stream())));
    }

    /** Most have none, and ffmpeg says so by failing. */
    private Optional<byte[]> cover(Path source) throws IOException, InterruptedException {
        try {
            return picture(source, List.of("-map", "0:v:0", "-vf", COVER));
        } catch (FfmpegFailed | FfmpegTimedOut _) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> picture(Path source, List<String> made) throws IOException, InterruptedException {
        var arguments = new ArrayList<String>(Ffmpeg.untrusted());
        arguments.addAll(List.of("-i", "file:" + source.toAbsolutePath()));
        arguments.addAll(made);
        arguments.addAll(List.of("-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3", "-map_metadata", "-1"));
        arguments.addAll(List.of("-f", "image2pipe", "pipe:1"));
        var picture = new AtomicReference<>(new byte[0]);
        ffmpeg.run(arguments, TIME, output -> picture.set(output.readAllBytes()));
        return picture.get().length == 0 ? Optional.empty() : Optional.of(picture.get());
    }
}
