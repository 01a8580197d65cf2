package dev.kinora.mail;

import dev.kinora.schema.enums.MailStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail as operators see it.
 *
 * @param text null once it was sent: it may have held a link that lets its bearer in
 */
public record SentMail(
        UUID id,
        String recipient,
        String subject,
        MailStatus status,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant failedAt,
        @Nullable String text,
        @Nullable String html) {

    /** How many there are of those that need an eye. */
    public record Counts(long queued, long failed, long kept) {}
}
