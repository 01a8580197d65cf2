package dev.kinora.library;

import dev.kinora.schema.enums.VideoStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which of somebody's own videos; null for all.
 *
 * @param words in title, description or tags
 */
public record VideoFilter(
        @Nullable VideoStatus status,
        @Nullable Visibility visibility,
        @Nullable String words) {
    public static final VideoFilter ALL = new VideoFilter(null, null, null);

    public boolean isAll() {
        return equals(ALL);
    }
}
