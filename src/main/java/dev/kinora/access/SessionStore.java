package dev.kinora.access;

import static dev.kinora.schema.Tables.SESSIONS;
import static dev.kinora.schema.Tables.USERS;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.schema.enums.UserStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

final class SessionStore {
    private static final int LONGEST_AGENT = 500;

    private final Db db;

    SessionStore(Db db) {
        this.db = db;
    }

    /** What every request of a browser asks: by one index, then by key. */
    record Found(SignedIn person, Instant lastUsedAt, boolean remembered) {}

    Optional<Found> find(byte[] tokenHash, Instant now) {
        return db.glance(sql -> sql.select(
                        SESSIONS.ID,
                        SESSIONS.LAST_ACCESSED_AT,
                        SESSIONS.REMEMBERED_AT,
                        USERS.ID,
                        USERS.USERNAME,
                        USERS.DISPLAY_NAME,
                        USERS.AVATAR_URL,
                        USERS.ROLE)
                .from(SESSIONS)
                .join(USERS)
                .on(USERS.ID.eq(SESSIONS.USER_ID))
                .where(SESSIONS.TOKEN_HASH.eq(tokenHash), SESSIONS.EXPIRES_AT.gt(at(now)), mayAct())
                .fetchOptional(row -> new Found(
                        new SignedIn(
                                row.get(USERS.ID),
                                row.get(USERS.USERNAME),
                                row.get(USERS.DISPLAY_NAME),
                                row.get(USERS.AVATAR_URL),
                                row.get(USERS.ROLE),
                                row.get(SESSIONS.ID)),
                        row.get(SESSIONS.LAST_ACCESSED_AT).toInstant(),
                        row.get(SESSIONS.REMEMBERED_AT) != null)));
    }

    /** Suspended, cancelled and leaving people stop at once, whatever they still carry. */
    static Condition mayAct() {
        return USERS.STATUS.in(UserStatus.active, UserStatus.trial).and(USERS.DELETED_AT.isNull());
    }

    void insert(UUID user, byte[] tokenHash, boolean remembered, Instant now, Instant expires) {
        var caller = Caller.current();
        db.write(sql -> sql.insertInto(SESSIONS)
                .set(SESSIONS.USER_ID, user)
                .set(SESSIONS.TOKEN_HASH, tokenHash)
                .set(SESSIONS.REMEMBERED_AT, remembered ? at(now) : null)
                .set(SESSIONS.CREATED_AT, at(now))
                .set(SESSIONS.LAST_ACCESSED_AT, at(now))
                .set(SESSIONS.EXPIRES_AT, at(expires))
                .set(SESSIONS.IP_ADDRESS, caller.ip())
                .set(SESSIONS.USER_AGENT, agent(caller.userAgent()))
                .execute());
    }

    /** Whether the session is one to be remembered; empty when there is none. */
    Optional<Boolean> replaceToken(byte[] oldHash, byte[] newHash) {
        return db.write(sql -> sql.update(SESSIONS)
                .set(SESSIONS.TOKEN_HASH, newHash)
                .where(SESSIONS.TOKEN_HASH.eq(oldHash))
                .returning(SESSIONS.REMEMBERED_AT)
                .fetchOptional(row -> row.get(SESSIONS.REMEMBERED_AT) != null));
    }

    int deleteByToken(byte[] hash) {
        return db.write(sql ->
                sql.deleteFrom(SESSIONS).where(SESSIONS.TOKEN_HASH.eq(hash)).execute());
    }

    int deleteAllOf(UUID user, @Nullable UUID kept) {
        return db.write(sql -> sql.deleteFrom(SESSIONS)
                .where(SESSIONS.USER_ID.eq(user), kept == null ? DSL.noCondition() : SESSIONS.ID.ne(kept))
                .execute());
    }

    /** Of the viewer alone: the policy sees to that. */
    List<Session> mine(Instant now) {
        return db.read(sql -> sql.select(
                        SESSIONS.ID,
                        SESSIONS.USER_AGENT,
                        DSL.field("host({0})", SQLDataType.VARCHAR, SESSIONS.IP_ADDRESS),
                        SESSIONS.CREATED_AT,
                        SESSIONS.LAST_ACCESSED_AT,
                        SESSIONS.EXPIRES_AT,
                        SESSIONS.REMEMBERED_AT)
                .from(SESSIONS)
                .where(SESSIONS.EXPIRES_AT.gt(at(now)))
                .orderBy(SESSIONS.LAST_ACCESSED_AT.desc())
                .limit(100)
                .fetch(row -> new Session(
                        row.value1(),
                        Device.of(row.value2()),
                        row.value3(),
                        row.value4().toInstant(),
                        row.value5().toInstant(),
                        row.value6().toInstant(),
                        row.value7() != null)));
    }

    int deleteMine(UUID session) {
        return db.write(
                sql -> sql.deleteFrom(SESSIONS).where(SESSIONS.ID.eq(session)).execute());
    }

    int deleteMineBut(@Nullable UUID kept) {
        return db.write(sql -> sql.deleteFrom(SESSIONS)
                .where(kept == null ? DSL.noCondition() : SESSIONS.ID.ne(kept))
                .execute());
    }

    /** When and from where each was used last; what ends by itself ends that much later. */
    void touch(Collection<Touch> touches) {
        db.write(sql -> sql.batch(touches.stream()
                        .map(touch -> sql.update(SESSIONS)
                                .set(SESSIONS.LAST_ACCESSED_AT, at(touch.usedAt()))
                                .set(SESSIONS.EXPIRES_AT, at(touch.usedAt().plus(touch.lifetime())))
                                .set(SESSIONS.IP_ADDRESS, touch.address())
                                .where(
                                        SESSIONS.ID.eq(touch.session()),
                                        SESSIONS.LAST_ACCESSED_AT.lt(at(touch.usedAt()))))
                        .toList())
                .execute());
    }

    record Touch(
            UUID session,
            Instant usedAt,
            Duration lifetime,
            @Nullable String address) {}

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String agent(@Nullable String agent) {
        return agent == null || agent.length() <= LONGEST_AGENT ? agent : agent.substring(0, LONGEST_AGENT);
    }
}
