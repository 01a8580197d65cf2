package dev.kinora.platform;

import static dev.kinora.schema.Tables.IDEMPOTENCY_KEYS;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

final class IdempotencyStore {
    private static final String WAITED_TOO_LONG = "55P03";

    private final Db db;

    IdempotencyStore(Db db) {
        this.db = db;
    }

    record Request(UUID owner, String key, String operation, String fingerprint) {}

    record Kept(
            String operation,
            String fingerprint,
            int status,
            @Nullable String location,
            @Nullable String response) {}

    /**
     * Waits for another transaction that has claimed the key and not ended yet.
     *
     * @return false when the key is taken
     */
    boolean claim(Request request, Instant now, Instant expires) {
        var k = IDEMPOTENCY_KEYS;
        try {
            return db.write(sql -> sql.insertInto(k)
                            .set(k.USER_ID, request.owner())
                            .set(k.KEY, request.key())
                            .set(k.OPERATION, request.operation())
                            .set(k.FINGERPRINT, HexFormat.of().parseHex(request.fingerprint()))
                            .set(k.CREATED_AT, now.atOffset(ZoneOffset.UTC))
                            .set(k.EXPIRES_AT, expires.atOffset(ZoneOffset.UTC))
                            .onConflict(k.USER_ID, k.KEY)
                            .doUpdate()
                            .set(k.OPERATION, DSL.excluded(k.OPERATION))
                            .set(k.FINGERPRINT, DSL.excluded(k.FINGERPRINT))
                            .set(k.CREATED_AT, DSL.excluded(k.CREATED_AT))
                            .set(k.EXPIRES_AT, DSL.excluded(k.EXPIRES_AT))
                            .setNull(k.STATUS)
                            .setNull(k.LOCATION)
                            .setNull(k.RESPONSE)
                            .where(k.EXPIRES_AT.le(DSL.excluded(k.CREATED_AT)))
                            .execute()
                    == 1);
        } catch (DataAccessException e) {
            var cause = e.getCause(SQLException.class);
            if (cause != null && WAITED_TOO_LONG.equals(cause.getSQLState())) {
                throw IdempotencyProblem.busy();
            }
            throw e;
        }
    }

    void complete(Request request, int status, @Nullable String location, @Nullable String response) {
        var k = IDEMPOTENCY_KEYS;
        db.write(sql -> sql.update(k)
                .set(k.STATUS, status)
                .set(k.LOCATION, location)
                .set(k.RESPONSE, response)
                .where(k.USER_ID.eq(request.owner()), k.KEY.eq(request.key()))
                .execute());
    }

    /** Answered already, and not so long ago that it is forgotten. */
    boolean isKept(Request request, Instant now) {
        var k = IDEMPOTENCY_KEYS;
        return db.read(sql -> sql.fetchExists(
                k,
                k.USER_ID
                        .eq(request.owner())
                        .and(k.KEY.eq(request.key()))
                        .and(k.STATUS.isNotNull())
                        .and(k.EXPIRES_AT.gt(now.atOffset(ZoneOffset.UTC)))));
    }

    Kept find(Request request) {
        var k = IDEMPOTENCY_KEYS;
        return db.read(sql -> sql.select(
                        k.OPERATION,
                        k.FINGERPRINT.convertFrom(HexFormat.of()::formatHex),
                        k.STATUS,
                        k.LOCATION,
                        k.RESPONSE)
                .from(k)
                .where(k.USER_ID.eq(request.owner()), k.KEY.eq(request.key()))
                .fetchSingle(org.jooq.Records.mapping(Kept::new)));
    }
}
