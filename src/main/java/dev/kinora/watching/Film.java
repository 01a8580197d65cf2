package dev.kinora.watching;

import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.schema.enums.VideoVisibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A video with everything that its page shows, to the one who asked.
 *
 * @param uid its name in addresses
 * @param hashtags without the sign
 * @param progress how much of it is prepared, in per cent
 * @param readyBy when all of it is expected to be prepared; null while nobody can say
 * @param errorCode why it could not be prepared, of Cloudflare's list
 * @param duration null until it is known
 * @param width of the picture as it is shown; null without one, or until it is known
 * @param playable whether anything of it can be played
 * @param allowedOrigins hosts whose pages may embed it; empty means all
 * @param publishedAt null while it is a draft
 * @param mine whether it is the viewer's own
 * @param transcribed whether what is said can be read
 * @param position second where the viewer stopped; 0 for the beginning
 */
public record Film(
        UUID id,
        String uid,
        String title,
        String description,
        List<String> tags,
        List<String> hashtags,
        @Nullable String language,
        @Nullable String licence,
        VideoVisibility visibility,
        VideoStatus status,
        int progress,
        @Nullable Instant readyBy,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable Duration duration,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String thumbnail,
        boolean playable,
        boolean downloadAllowed,
        List<String> allowedOrigins,
        long views,
        @Nullable Instant publishedAt,
        Instant createdAt,
        boolean takenDown,
        boolean mine,
        Channel channel,
        List<Chapter> chapters,
        List<Captions> captions,
        boolean transcribed,
        double position) {
    public Film {
        tags = List.copyOf(tags);
        hashtags = List.copyOf(hashtags);
        allowedOrigins = List.copyOf(allowedOrigins);
        chapters = List.copyOf(chapters);
        captions = List.copyOf(captions);
    }

    /**
     * @param start in seconds
     * @param end in seconds
     */
    public record Chapter(String title, double start, double end) {
        public Duration at() {
            return Duration.ofMillis(Math.round(start * 1000));
        }

        /** Addresses name no parts of seconds; rather a moment too early than a word lost. */
        public long second() {
            return (long) start;
        }
    }

    /**
     * @param language as in BCP 47
     * @param shown whether they are shown unasked
     */
    public record Captions(String language, String label, boolean shown) {}

    public String path() {
        return "/watch/" + uid;
    }

    /** Tags that are no hashtags as well. */
    public List<String> otherTags() {
        return tags.stream()
                .filter(tag -> hashtags.stream().noneMatch(tag::equalsIgnoreCase))
                .toList();
    }

    /** Whether there is more of it to come. */
    public boolean isUnderWay() {
        return switch (status) {
            case pendingupload, downloading, queued, inprogress -> true;
            case ready, error -> false;
        };
    }

    /** Whether everybody plays it who has its address, as the policy videos_public has it. */
    public boolean isOpen() {
        var isShown = visibility == VideoVisibility.public_ || visibility == VideoVisibility.unlisted;
        return isShown && publishedAt != null && !takenDown;
    }

    /** Whether everybody finds it: whoever else sees it has its address, or a right to it. */
    public boolean isForAll() {
        return visibility == VideoVisibility.public_ && publishedAt != null && !takenDown;
    }
}
