package dev.kinora.watching;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A video among others.
 *
 * @param channel its owner's name as shown
 * @param publishedAt null while it is a draft
 */
public record Card(
        UUID id,
        String uid,
        String title,
        String channel,
        @Nullable Duration duration,
        @Nullable String thumbnail,
        long views,
        @Nullable Instant publishedAt) {
    public String path() {
        return "/watch/" + uid;
    }
}
