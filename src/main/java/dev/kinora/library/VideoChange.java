package dev.kinora.library;

import dev.kinora.http.KnownFieldsOnly;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a video; null leaves a thing as it is.
 *
 * @param language a BCP 47 tag; empty takes it away
 * @param visibility anything but private also publishes it, unless it is scheduled; private takes the schedule away
 * @param licence empty takes it away
 * @param allowedOrigins hosts whose pages may embed it; none means all
 */
@KnownFieldsOnly
public record VideoChange(
        @Nullable String title,
        @Nullable String description,
        @Nullable List<String> tags,
        @Nullable List<String> hashtags,
        @Nullable List<String> mentions,
        @Nullable String language,
        @Nullable Visibility visibility,
        @Nullable String licence,
        @Nullable Boolean downloadAllowed,
        @Nullable List<String> allowedOrigins) {
    public static VideoChange of(Visibility visibility) {
        return new VideoChange(null, null, null, null, null, null, visibility, null, null, null);
    }

    public static VideoChange tags(List<String> tags) {
        return new VideoChange(null, null, tags, null, null, null, null, null, null, null);
    }

    public static VideoChange title(String title) {
        return new VideoChange(title, null, null, null, null, null, null, null, null, null);
    }
}
