package dev.kinora.web.studio;

import dev.kinora.web.Wording;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a film that may stand for it.
 *
 * @param second as a form sends it
 * @param said the same for people
 * @param picture where it can be seen
 * @param chosen whether it stands for the film now
 */
public record PictureChoice(String second, String said, String picture, boolean chosen) {
    /** Seconds by which the same frame may be called differently. */
    private static final BigDecimal NEAR = new BigDecimal("0.001");

    /** @param pictures where the film's are made on demand */
    static PictureChoice of(BigDecimal moment, String pictures, @Nullable BigDecimal now) {
        var second = moment.toPlainString();
        return new PictureChoice(
                second,
                Wording.length(Duration.ofMillis(moment.movePointRight(3).longValue())),
                pictures + "?time=" + second + "s&height=180",
                now != null && now.subtract(moment).abs().compareTo(NEAR) <= 0);
    }
}
