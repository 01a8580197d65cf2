package dev.kinora.identity;

import static dev.kinora.schema.Tables.EMAIL_VERIFICATIONS;
import static dev.kinora.schema.Tables.PASSWORD_RESET_TOKENS;

import dev.kinora.platform.Db;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** The links that mails carry; all of it in transactions of the system. */
final class LinkStore {
    private final Db db;

    LinkStore(Db db) {
        this.db = db;
    }

    /** @param email the address that the link proves */
    record Verification(UUID id, UUID user, String email) {}

    /** An older link to another address, or to the same, stops working. */
    void insertVerification(UUID user, String email, byte[] tokenHash, Instant now, Instant expires) {
        db.write(sql -> {
            dropVerifications(user);
            return sql.insertInto(EMAIL_VERIFICATIONS)
                    .set(EMAIL_VERIFICATIONS.USER_ID, user)
                    .set(EMAIL_VERIFICATIONS.EMAIL, email)
                    .set(EMAIL_VERIFICATIONS.TOKEN_HASH, tokenHash)
                    .set(EMAIL_VERIFICATIONS.CREATED_AT, at(now))
                    .set(EMAIL_VERIFICATIONS.EXPIRES_AT, at(expires))
                    .execute();
        });
    }

    void dropVerifications(UUID user) {
        db.write(sql -> sql.deleteFrom(EMAIL_VERIFICATIONS)
                .where(EMAIL_VERIFICATIONS.USER_ID.eq(user), EMAIL_VERIFICATIONS.VERIFIED_AT.isNull())
                .execute());
    }

    Optional<Verification> findVerification(byte[] tokenHash, Instant now) {
        return db.glance(
                sql -> sql.select(EMAIL_VERIFICATIONS.ID, EMAIL_VERIFICATIONS.USER_ID, EMAIL_VERIFICATIONS.EMAIL)
                        .from(EMAIL_VERIFICATIONS)
                        .where(
                                EMAIL_VERIFICATIONS.TOKEN_HASH.eq(tokenHash),
                                EMAIL_VERIFICATIONS.VERIFIED_AT.isNull(),
                                EMAIL_VERIFICATIONS.EXPIRES_AT.gt(at(now)))
                        .fetchOptional(row -> new Verification(row.value1(), row.value2(), row.value3())));
    }

    /** Whether it was this call that used the link up: of two at once, one. */
    boolean useVerification(UUID verification, Instant now) {
        return db.write(sql -> sql.update(EMAIL_VERIFICATIONS)
                        .set(EMAIL_VERIFICATIONS.VERIFIED_AT, at(now))
                        .where(EMAIL_VERIFICATIONS.ID.eq(verification), EMAIL_VERIFICATIONS.VERIFIED_AT.isNull())
                        .execute())
                == 1;
    }

    void insertReset(UUID user, byte[] tokenHash, Instant now, Instant expires) {
        db.write(sql -> sql.insertInto(PASSWORD_RESET_TOKENS)
                .set(PASSWORD_RESET_TOKENS.USER_ID, user)
                .set(PASSWORD_RESET_TOKENS.TOKEN_HASH, tokenHash)
                .set(PASSWORD_RESET_TOKENS.CREATED_AT, at(now))
                .set(PASSWORD_RESET_TOKENS.EXPIRES_AT, at(expires))
                .execute());
    }

    /** Whose password the link lets its bearer choose. */
    Optional<UUID> findReset(byte[] tokenHash, Instant now) {
        return db.glance(sql -> sql.select(PASSWORD_RESET_TOKENS.USER_ID)
                .from(PASSWORD_RESET_TOKENS)
                .where(
                        PASSWORD_RESET_TOKENS.TOKEN_HASH.eq(tokenHash),
                        PASSWORD_RESET_TOKENS.USED_AT.isNull(),
                        PASSWORD_RESET_TOKENS.EXPIRES_AT.gt(at(now)))
                .fetchOptional(row -> row.value1()));
    }

    /** Whether it was this call that used the link up: of two at once, one. */
    boolean useReset(byte[] tokenHash, Instant now) {
        return db.write(sql -> sql.update(PASSWORD_RESET_TOKENS)
                        .set(PASSWORD_RESET_TOKENS.USED_AT, at(now))
                        .where(
                                PASSWORD_RESET_TOKENS.TOKEN_HASH.eq(tokenHash),
                                PASSWORD_RESET_TOKENS.USED_AT.isNull(),
                                PASSWORD_RESET_TOKENS.EXPIRES_AT.gt(at(now)))
                        .execute())
                == 1;
    }

    /** A new password ends every link that would let somebody choose another. */
    void dropResets(UUID user) {
        db.write(sql -> sql.deleteFrom(PASSWORD_RESET_TOKENS)
                .where(PASSWORD_RESET_TOKENS.USER_ID.eq(user), PASSWORD_RESET_TOKENS.USED_AT.isNull())
                .execute());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
