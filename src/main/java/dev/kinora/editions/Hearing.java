package dev.kinora.editions;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of the sound of an edition while it was made, for chapters and for whoever compares films.
 *
 * @param loudness in LUFS, over the whole of it; null where all of it is silent
 * @param range between what is quiet and what is loud, in LU
 * @param truePeak in dBTP
 * @param silences in order
 */
public record Hearing(
        @Nullable BigDecimal loudness,
        @Nullable BigDecimal range,
        @Nullable BigDecimal truePeak,
        List<Silence> silences) {
    public Hearing {
        silences = List.copyOf(silences);
    }

    /**
     * @param start in seconds
     * @param end in seconds
     */
    public record Silence(BigDecimal start, BigDecimal end) {}
}
