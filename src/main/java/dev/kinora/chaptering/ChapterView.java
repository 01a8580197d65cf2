package dev.kinora.chaptering;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kinora.schema.enums.ChapterSource;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the API tells of chapters. */
final class ChapterView {
    private ChapterView() {}

    /**
     * @param order from 1
     * @param start in seconds
     * @param end in seconds
     * @param isAiGenerated whether a machine made it and no person has changed it
     * @param confidence of the machine, from 0 to 1
     * @param thumbnailUrl a picture of its beginning
     */
    @Schema(name = "Chapter")
    record One(
            UUID id,
            int order,
            String title,
            @Nullable String description,
            BigDecimal start,
            BigDecimal end,
            @JsonProperty("isAiGenerated") boolean isAiGenerated,
            @Nullable BigDecimal confidence,
            @Nullable String thumbnailUrl) {
        /** @param pictures where these are taken from; null where there are none */
        static One of(Chapter chapter, @Nullable String pictures) {
            return new One(
                    chapter.id(),
                    chapter.order(),
                    chapter.title(),
                    chapter.description(),
                    chapter.start(),
                    chapter.end(),
                    chapter.generated(),
                    chapter.generated() ? chapter.confidence() : null,
                    pictures == null
                            ? null
                            : pictures + "?time=" + chapter.start().toPlainString() + "s");
        }
    }

    /** @param state none, waiting, running, failed or done */
    @Schema(name = "ChapterGeneration")
    record Making(
            Generation.State state,
            @Nullable UUID jobId,
            @Nullable String message) {
        static Making of(Generation generation) {
            return new Making(generation.state(), generation.job(), generation.message());
        }
    }

    /**
     * @param edited whether a person has written or removed some, so that no machine changes them
     * @param updatedAt the version of all of them together, which If-Match takes as well as the ETag
     * @param madeFrom transcript, shots, languageModel or person
     * @param proposals how many a machine would make; for the owner alone
     */
    @Schema(name = "Chapters")
    record List(
            UUID videoId,
            @Nullable BigDecimal duration,
            java.util.List<One> chapters,
            boolean edited,
            @Nullable Instant editedAt,
            Instant updatedAt,
            @Nullable String madeFrom,
            Making generation,
            int proposals) {
        static List of(ChapterList list, Generation generation, @Nullable String pictures) {
            return new List(
                    list.video(),
                    list.duration(),
                    list.chapters().stream().map(each -> One.of(each, pictures)).toList(),
                    list.isEdited(),
                    list.editedAt(),
                    list.version(),
                    word(list.madeFrom()),
                    Making.of(generation),
                    list.proposals());
        }
    }

    static @Nullable String word(@Nullable ChapterSource source) {
        return switch (source) {
            case null -> null;
            case transcript -> "transcript";
            case shots -> "shots";
            case language_model -> "languageModel";
            case person -> "person";
        };
    }
}
