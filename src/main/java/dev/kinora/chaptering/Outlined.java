package dev.kinora.chaptering;

import dev.kinora.schema.enums.ChapterSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a machine proposes for a film.
 *
 * @param words of which captions it was made; null where it was made of shots
 * @param film how long the film was then
 * @param divisions from few chapters to many
 * @param model the language model that took part; null where none did
 * @param summary what the film is about, in the model's words; null where it said nothing
 * @param remark for the owner, such as that the language model did not answer; null for nothing
 */
record Outlined(
        ChapterSource source,
        @Nullable Words words,
        BigDecimal film,
        List<Division> divisions,
        @Nullable Model model,
        @Nullable String summary,
        @Nullable String remark,
        Duration took,
        Instant madeAt) {
    static final BigDecimal USUAL = BigDecimal.ONE;

    Outlined {
        divisions = List.copyOf(divisions);
    }

    record Words(UUID caption, Instant version) {}

    /** @param costMicros in millionths of what the operator reckons in; null where nobody said what it costs */
    record Model(
            String model,
            int inputTokens,
            int outputTokens,
            @Nullable Long costMicros) {
        String bill() {
            var cost = costMicros == null
                    ? ""
                    : " It cost "
                            + BigDecimal.valueOf(costMicros, 6)
                                    .stripTrailingZeros()
                                    .toPlainString() + ".";
            return model + " read " + inputTokens + " tokens and wrote " + outputTokens + "." + cost;
        }
    }

    List<Division.Part> usual() {
        return Division.at(divisions, USUAL);
    }
}
