package dev.kinora.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What everybody may see of a person. */
public record Profile(
        UUID id,
        String username,
        @Nullable String displayName,
        @Nullable String avatar,
        @Nullable String bio,
        @Nullable Instant verifiedAt,
        Instant createdAt) {}
