package dev.kinora.playlists;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A video put forward. */
public record FeaturedVideo(
        UUID id,
        String uid,
        String title,
        String channel,
        @Nullable Duration duration,
        @Nullable String thumbnail,
        long views,
        Instant publishedAt,
        Instant featuredAt) {
    public String path() {
        return "/watch/" + uid;
    }
}
