package dev.kinora.processing;

import dev.kinora.media.Ffmpeg;
import dev.kinora.media.Stills;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The picture that stands for sound alone: the cover that is in its file, else how loud it is from beginning to end. */
final class Covers {
    private static final Duration TIME = Duration.ofMinutes(30);
    private static final String WAVES = "[0:%d]aformat=channel_layouts=mono,showwavespic=s=1200x440:colors=0xFF8A4C[waves];"
            + "color=c=0x1B1A18:s=1280x720[ground];[ground][waves]overlay=40:140,format=yuvj420p";

    private final Ffmpeg ffmpeg;
    private final Stills stills;

    Covers(Ffmpeg ffmpeg, Stills stills) {
        this.ffmpeg = ffmpeg;
        this.stills = stills;
    }

    /** JPEG. */
    Optional<byte[]> of(Plan plan, Path source) throws IOException, InterruptedException {
        var cover = stills.at(source, BigDecimal.ZERO);
        var sound = plan.sound();
        return cover.isPresent() || sound == null ? cover : waves(sound, source);
    }

    private Optional<byte[]> waves(Plan.Sound sound, Path source) throws IOException, InterruptedException {
        var arguments = new ArrayList<String>(Ffmpeg.untrusted());
        arguments.addAll(List.of("-i", "file:" + source.toAbsolutePath()));
        arguments.addAll(List.of("-filter_complex", WAVES.formatted(sound.stream()), "-frames:v", "1"));
        arguments.addAll(List.of("-c:v", "mjpeg", "-q:v", "3", "-map_metadata", "-1", "-f", "image2pipe", "pipe:1"));
        var picture = new AtomicReference<>(new byte[0]);
        ffmpeg.run(arguments, TIME, output -> picture.set(output.readAllBytes()));
        return picture.get().length == 0 ? Optional.empty() : Optional.of(picture.get());
    }
}
