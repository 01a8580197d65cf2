package dev.kinora.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A browser that is signed in, as its owner sees it in a list. */
public record Session(
        UUID id,
        Device device,
        @Nullable String address,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        boolean remembered) {}
