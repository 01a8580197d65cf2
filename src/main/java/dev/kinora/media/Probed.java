package dev.kinora.media;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What ffprobe found in a file. */
public sealed interface Probed {
    /**
     * @param format as ffprobe calls it
     * @param seconds null where the file does not say
     * @param rotation degrees to turn for display
     * @param json ffprobe's own words
     */
    record Film(
            String format,
            @Nullable BigDecimal seconds,
            @Nullable Long bitrate,
            @Nullable Picture picture,
            @Nullable Sound sound,
            String json)
            implements Probed {}

    record Picture(
            String codec,
            int width,
            int height,
            int rotation,
            @Nullable BigDecimal framesPerSecond,
            @Nullable String colorSpace) {}

    record Sound(String codec, int channels) {}

    /**
     * No use.
     *
     * @param code as Cloudflare's list has it
     * @param sentence for whoever uploaded it
     */
    record Refused(String code, String sentence) implements Probed {}
}
