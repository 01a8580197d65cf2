package dev.kinora.search;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A video that was found.
 *
 * @param uid its name in addresses
 * @param publishedAt null for one's own that is not
 * @param said where the words are said in it, if they are
 * @param tags those of its tags and hashtags that have one of the words
 */
public record Hit(
        UUID id,
        String uid,
        Marked title,
        Marked description,
        Channel channel,
        @Nullable Duration duration,
        @Nullable String thumbnail,
        @Nullable Instant publishedAt,
        long views,
        @Nullable Said said,
        List<Marked> tags) {

    /** Whose it is. */
    public record Channel(
            String username, String name, @Nullable String avatar) {
        public String path() {
            return "/@" + username;
        }
    }

    /** @param at seconds from its beginning */
    public record Said(BigDecimal at, Marked text) {
        public long second() {
            return at.longValue();
        }
    }

    public String path() {
        return said == null ? "/watch/" + uid : "/watch/" + uid + "?t=" + said.second();
    }
}
