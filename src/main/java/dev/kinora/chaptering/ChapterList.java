package dev.kinora.chaptering;

import dev.kinora.schema.enums.ChapterSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The chapters of a film: none, or as many as cover it from its beginning to its end.
 *
 * @param duration of the film in seconds; null until it is known
 * @param editedAt when a person last wrote or removed them; null where none ever did
 * @param madeFrom null while there are none
 * @param version of all of them together
 * @param proposals how many a machine would make; 0 for everybody but the owner
 */
public record ChapterList(
        UUID video,
        @Nullable BigDecimal duration,
        List<Chapter> chapters,
        @Nullable Instant editedAt,
        @Nullable ChapterSource madeFrom,
        Instant version,
        int proposals) {
    public ChapterList {
        chapters = List.copyOf(chapters);
    }

    public boolean isEdited() {
        return editedAt != null;
    }
}
