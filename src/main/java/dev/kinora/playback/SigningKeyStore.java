package dev.kinora.playback;

import static dev.kinora.schema.Tables.SIGNING_KEYS;

import dev.kinora.platform.Db;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

final class SigningKeyStore {
    private static final String PART = "playback";

    private final Db db;

    SigningKeyStore(Db db) {
        this.db = db;
    }

    /**
     * @param owner null for the installation's own
     * @param jwk the public half
     */
    record Known(@Nullable UUID owner, String jwk) {}

    /** @param secret the private half, encrypted */
    record Own(UUID id, byte[] secret, Instant createdAt) {}

    /** One after the other, in the system's transaction that is open. */
    Optional<Own> installationLocked() {
        return db.system(PART, sql -> {
            sql.execute("select pg_advisory_xact_lock(hashtextextended('signing keys of the installation', 0))");
            return installation();
        });
    }

    Optional<Own> installation() {
        return db.system(
                PART,
                sql -> sql.select(SIGNING_KEYS.ID, SIGNING_KEYS.PRIVATE_KEY_ENCRYPTED, SIGNING_KEYS.CREATED_AT)
                        .from(SIGNING_KEYS)
                        .where(SIGNING_KEYS.USER_ID.isNull(), SIGNING_KEYS.RETIRED_AT.isNull())
                        .orderBy(SIGNING_KEYS.CREATED_AT.desc())
                        .limit(1)
                        .fetchOptional(row ->
                                new Own(row.value1(), row.value2(), row.value3().toInstant())));
    }

    void retireInstallation(Instant now) {
        db.system(
                PART,
                sql -> sql.update(SIGNING_KEYS)
                        .set(SIGNING_KEYS.RETIRED_AT, now.atOffset(ZoneOffset.UTC))
                        .where(SIGNING_KEYS.USER_ID.isNull(), SIGNING_KEYS.RETIRED_AT.isNull())
                        .execute());
    }

    void forgetInstallation(Instant retiredBefore) {
        db.system(
                PART,
                sql -> sql.deleteFrom(SIGNING_KEYS)
                        .where(
                                SIGNING_KEYS.USER_ID.isNull(),
                                SIGNING_KEYS.RETIRED_AT.lt(retiredBefore.atOffset(ZoneOffset.UTC)))
                        .execute());
    }

    void insert(UUID id, @Nullable UUID owner, String jwk, byte @Nullable [] secret, Instant now) {
        db.system(
                PART,
                sql -> sql.insertInto(SIGNING_KEYS)
                        .set(SIGNING_KEYS.ID, id)
                        .set(SIGNING_KEYS.USER_ID, owner)
                        .set(SIGNING_KEYS.PUBLIC_JWK, JSONB.valueOf(jwk))
                        .set(SIGNING_KEYS.PRIVATE_KEY_ENCRYPTED, secret)
                        .set(SIGNING_KEYS.CREATED_AT, now.atOffset(ZoneOffset.UTC))
                        .execute());
    }

    Optional<Known> find(UUID id) {
        return db.system(
                PART,
                sql -> sql.select(SIGNING_KEYS.USER_ID, SIGNING_KEYS.PUBLIC_JWK)
                        .from(SIGNING_KEYS)
                        .where(SIGNING_KEYS.ID.eq(id))
                        .fetchOptional(
                                row -> new Known(row.value1(), row.value2().data())));
    }

    /** The viewer's own, newest first. */
    List<SigningKey> mine() {
        return db.read(sql -> sql.select(SIGNING_KEYS.ID, SIGNING_KEYS.CREATED_AT)
                .from(SIGNING_KEYS)
                .orderBy(SIGNING_KEYS.CREATED_AT.desc(), SIGNING_KEYS.ID.desc())
                .fetch(row -> new SigningKey(row.value1(), row.value2().toInstant())));
    }

    /** Two at once count one after the other, in the transaction that is open. */
    int countLocked(UUID owner) {
        return db.system(PART, sql -> {
            sql.execute("select pg_advisory_xact_lock(hashtextextended('signing keys ' || ?, 0))", owner.toString());
            return sql.fetchCount(SIGNING_KEYS, SIGNING_KEYS.USER_ID.eq(owner));
        });
    }

    int delete(UUID id) {
        return db.write(sql ->
                sql.deleteFrom(SIGNING_KEYS).where(SIGNING_KEYS.ID.eq(id)).execute());
    }
}
