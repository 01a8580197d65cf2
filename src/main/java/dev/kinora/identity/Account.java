package dev.kinora.identity;

import dev.kinora.schema.enums.SubscriptionTier;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One's own account, as its owner sees it.
 *
 * @param pendingEmail the address that waits to be proved; null when none does
 * @param updatedAt its version
 */
public record Account(
        UUID id,
        String email,
        @Nullable Instant emailVerifiedAt,
        @Nullable String pendingEmail,
        String username,
        @Nullable String displayName,
        @Nullable String avatar,
        @Nullable String bio,
        UserRole role,
        UserStatus status,
        @Nullable Instant trialEndsAt,
        SubscriptionTier tier,
        String timeZone,
        @Nullable Instant passwordChangedAt,
        @Nullable Instant lastSignInAt,
        Instant createdAt,
        Instant updatedAt) {

    public String name() {
        return displayName == null ? username : displayName;
    }
}
