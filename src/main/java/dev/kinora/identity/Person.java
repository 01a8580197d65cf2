package dev.kinora.identity;

import dev.kinora.schema.enums.SubscriptionTier;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with an account, as admins see them.
 *
 * @param statusReason why an admin set the status; null where none gave a reason
 * @param ownQuota videos a month where it differs from the tier's; null means the tier's
 * @param deletedAt since when they are on their way out; null while they stay
 * @param updatedAt the version
 */
public record Person(
        UUID id,
        String username,
        @Nullable String displayName,
        @Nullable String avatar,
        String email,
        @Nullable Instant emailVerifiedAt,
        @Nullable Instant verifiedAt,
        UserRole role,
        UserStatus status,
        @Nullable String statusReason,
        Instant statusChangedAt,
        @Nullable Instant trialEndsAt,
        SubscriptionTier tier,
        @Nullable Integer ownQuota,
        int videosUsed,
        int videosAllowed,
        @Nullable Instant lastSignInAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt) {

    public String name() {
        return displayName == null ? username : displayName;
    }

    boolean mayAct() {
        return deletedAt == null && (status == UserStatus.active || status == UserStatus.trial);
    }
}
