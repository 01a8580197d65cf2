package dev.kinora.watching;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose videos they are.
 *
 * @param username empty for somebody who is gone or suspended
 * @param name as shown
 * @param avatar address of a picture
 */
public record Channel(
        UUID id, String username, String name, @Nullable String avatar, boolean verified) {

    /** As its own page has it. */
    public record Front(Channel channel, @Nullable String bio, Instant since, int videos, long views) {}

    public boolean isHere() {
        return !username.isEmpty();
    }

    public String path() {
        return "/@" + username;
    }
}
