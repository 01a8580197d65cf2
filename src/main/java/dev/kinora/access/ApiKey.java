package dev.kinora.access;

import dev.kinora.schema.enums.ApiScope;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key of a program, as its owner sees it in a list.
 *
 * @param prefix its first letters, the only ones that are kept
 * @param requestsPerHour how many it may make
 */
public record ApiKey(
        UUID id,
        String prefix,
        String name,
        Set<ApiScope> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        long usageCount,
        int requestsPerHour) {

    /** A key just made, with the secret that is shown this once. */
    public record Created(ApiKey key, String secret) {
        @Override
        public String toString() {
            return "a new key, " + key.prefix();
        }
    }

    public boolean isActive(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }
}
