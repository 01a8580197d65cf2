package dev.kinora.mail;

import static dev.kinora.schema.Tables.MAILS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.MailStatus;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

final class MailStore {
    private final Db db;

    MailStore(Db db) {
        this.db = db;
    }

    /** @param attempt which one this is, counted from 1 */
    record Claimed(UUID id, Instant written, int attempt, Written content) {}

    /** As it stands in its row, where somebody else may have changed it. */
    record Written(
            String to,
            String subject,
            String text,
            @Nullable String html,
            @Nullable String unsubscribe) {
        /** @throws RuntimeException when this is no mail */
        Mail mail() {
            return new Mail(to, subject, text, html, unsubscribe == null ? null : URI.create(unsubscribe));
        }
    }

    void insert(UUID id, Mail mail, MailStatus status, Instant now) {
        var unsubscribe = mail.unsubscribe();
        db.write(sql -> sql.insertInto(MAILS)
                .set(MAILS.ID, id)
                .set(MAILS.RECIPIENT, mail.to())
                .set(MAILS.SUBJECT, mail.subject())
                .set(MAILS.TEXT, mail.text())
                .set(MAILS.HTML, mail.html())
                .set(MAILS.UNSUBSCRIBE_URL, unsubscribe == null ? null : unsubscribe.toString())
                .set(MAILS.STATUS, status)
                .set(MAILS.CREATED_AT, at(now))
                .set(MAILS.NEXT_ATTEMPT_AT, at(now))
                .execute());
    }

    /** The next mail that is due, until the given time for nobody else. */
    Optional<Claimed> claim(Instant now, Instant until) {
        return db.write(sql -> sql.update(MAILS)
                .set(MAILS.ATTEMPTS, MAILS.ATTEMPTS.plus(1))
                .set(MAILS.NEXT_ATTEMPT_AT, at(until))
                .where(MAILS.ID.eq(sql.select(MAILS.ID)
                        .from(MAILS)
                        .where(MAILS.STATUS.eq(MailStatus.queued), MAILS.NEXT_ATTEMPT_AT.le(at(now)))
                        .orderBy(MAILS.NEXT_ATTEMPT_AT)
                        .limit(1)
                        .forUpdate()
                        .skipLocked()))
                .returning()
                .fetchOptional(row -> new Claimed(
                        row.get(MAILS.ID),
                        row.get(MAILS.CREATED_AT).toInstant(),
                        row.get(MAILS.ATTEMPTS),
                        new Written(
                                row.get(MAILS.RECIPIENT),
                                row.get(MAILS.SUBJECT),
                                row.get(MAILS.TEXT),
                                row.get(MAILS.HTML),
                                row.get(MAILS.UNSUBSCRIBE_URL)))));
    }

    void sent(Claimed mail, Instant now) {
        db.write(sql -> sql.update(MAILS)
                .set(MAILS.STATUS, MailStatus.sent)
                .set(MAILS.SENT_AT, at(now))
                .setNull(MAILS.TEXT)
                .setNull(MAILS.HTML)
                .where(mine(mail))
                .execute());
    }

    void delayed(Claimed mail, String reason, Instant next) {
        db.write(sql -> sql.update(MAILS)
                .set(MAILS.LAST_ERROR, reason)
                .set(MAILS.NEXT_ATTEMPT_AT, at(next))
                .where(mine(mail))
                .execute());
    }

    void failed(Claimed mail, String reason, Instant now) {
        db.write(sql -> sql.update(MAILS)
                .set(MAILS.STATUS, MailStatus.failed)
                .set(MAILS.LAST_ERROR, reason)
                .set(MAILS.FAILED_AT, at(now))
                .where(mine(mail))
                .execute());
    }

    /** Somebody who took the mail over after this node was slow has counted one attempt more. */
    private static Condition mine(Claimed mail) {
        return MAILS.ID.eq(mail.id()).and(MAILS.STATUS.eq(MailStatus.queued)).and(MAILS.ATTEMPTS.eq(mail.attempt()));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
