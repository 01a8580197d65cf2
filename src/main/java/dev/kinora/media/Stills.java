package dev.kinora.media;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes single pictures out of films. */
public final class Stills {
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final int LARGEST = 4 << 20;
    private static final int WIDTH = 1280;

    private final Tool tool;

    Stills(Tool tool) {
        this.tool = tool;
    }

    /** A JPEG of the picture at that second, at most 1280 pixels wide; empty where there is none. */
    public Optional<byte[]> at(Path film, BigDecimal second) throws IOException, InterruptedException {
        var result = tool.ffmpeg(
                List.of(
                        "-v",
                        "error",
                        "-hide_banner",
                        "-nostdin",
                        "-protocol_whitelist",
                        "file,pipe",
                        "-format_whitelist",
                        Probe.FORMATS,
                        "-threads",
                        "1",
                        "-ss",
                        second.toPlainString(),
                        "-i",
                        "file:" + film.toAbsolutePath(),
                        "-map",
                        "0:v:0",
                        "-frames:v",
                        "1",
                        "-an",
                        "-sn",
                        "-dn",
                        "-vf",
                        "scale='min(" + WIDTH + ",iw*sar)':-2,setsar=1",
                        "-q:v",
                        "3",
                        "-f",
                        "image2pipe",
                        "-c:v",
                        "mjpeg",
                        "-map_metadata",
                        "-1",
                        "pipe:1"),
                TIME,
                LARGEST);
        return result.isGood() && result.output().length > 0 ? Optional.of(result.output()) : Optional.empty();
    }
}
