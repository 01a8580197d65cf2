package dev.kinora.library;

import dev.kinora.schema.enums.VideoStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which of somebody's own videos; null for all.
 *
 * @param words a part of the title, the description or a tag, in whichever case
 */
public record VideoFilter(
        @Nullable VideoStatus status,
        @Nullable Visibility visibility,
        @Nullable String words) {
    public static final VideoFilter ALL = new VideoFilter(null, null, null);

    /** Words of an address as a filter; absent or empty means all. */
    public static VideoFilter of(@Nullable String status, @Nullable String visibility, @Nullable String words) {
        var wanted = status == null || status.isEmpty() ? null : VideoStatus.lookupLiteral(status);
        if (wanted == null && status != null && !status.isEmpty()) {
            throw LibraryProblem.invalid(
                    "status", "A status is pendingupload, downloading, queued, inprogress, ready or error.");
        }
        var seen = visibility == null || visibility.isEmpty()
                ? null
                : Visibility.of(visibility)
                        .orElseThrow(() -> LibraryProblem.invalid(
                                "visibility", "A visibility is public, unlisted, private or course."));
        var said = words == null ? "" : words.replace('\0', ' ').strip();
        return new VideoFilter(wanted, seen, said.isEmpty() ? null : said);
    }

    public boolean isAll() {
        return equals(ALL);
    }
}
