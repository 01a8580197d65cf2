package dev.kinora.access;

import static dev.kinora.schema.Tables.API_KEYS;
import static dev.kinora.schema.Tables.TIERS;
import static dev.kinora.schema.Tables.USERS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.schema.enums.ApiScope;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

final class ApiKeyStore {
    private static final List<SelectField<?>> LISTED = List.of(
            API_KEYS.ID,
            API_KEYS.KEY_PREFIX,
            API_KEYS.NAME,
            API_KEYS.SCOPES,
            API_KEYS.CREATED_AT,
            API_KEYS.EXPIRES_AT,
            API_KEYS.REVOKED_AT,
            API_KEYS.LAST_USED_AT,
            API_KEYS.USAGE_COUNT,
            API_KEYS.RATE_LIMIT);

    private final Db db;

    ApiKeyStore(Db db) {
        this.db = db;
    }

    /** What every request with a key asks: by one index, then by key. */
    record Found(
            UUID key,
            Set<ApiScope> scopes,
            @Nullable Instant expiresAt,
            int limit,
            Duration window,
            @Nullable Instant windowStartedAt,
            int windowUsed,
            SignedIn person) {}

    Optional<Found> find(byte[] hash, Instant now) {
        return db.glance(sql -> sql.select(
                        API_KEYS.ID,
                        API_KEYS.SCOPES,
                        API_KEYS.EXPIRES_AT,
                        API_KEYS.RATE_LIMIT,
                        API_KEYS.RATE_LIMIT_WINDOW,
                        API_KEYS.WINDOW_STARTED_AT,
                        API_KEYS.WINDOW_USED,
                        USERS.ID,
                        USERS.USERNAME,
                        USERS.DISPLAY_NAME,
                        USERS.AVATAR_URL,
                        USERS.ROLE)
                .from(API_KEYS)
                .join(USERS)
                .on(USERS.ID.eq(API_KEYS.USER_ID))
                .where(API_KEYS.KEY_HASH.eq(hash), isActive(now), SessionStore.mayAct())
                .fetchOptional(row -> new Found(
                        row.get(API_KEYS.ID),
                        scopes(row),
                        instant(row.get(API_KEYS.EXPIRES_AT)),
                        row.get(API_KEYS.RATE_LIMIT),
                        Duration.ofMillis(row.get(API_KEYS.RATE_LIMIT_WINDOW)),
                        instant(row.get(API_KEYS.WINDOW_STARTED_AT)),
                        row.get(API_KEYS.WINDOW_USED),
                        new SignedIn(
                                row.get(USERS.ID),
                                row.get(USERS.USERNAME),
                                row.get(USERS.DISPLAY_NAME),
                                row.get(USERS.AVATAR_URL),
                                row.get(USERS.ROLE),
                                null))));
    }

    private static Condition isActive(Instant now) {
        return API_KEYS.REVOKED_AT
                .isNull()
                .and(API_KEYS.DELETED_AT.isNull())
                .and(API_KEYS.EXPIRES_AT.isNull().or(API_KEYS.EXPIRES_AT.gt(at(now))));
    }

    /** Locks the person's row first, so that two at once cannot pass the limit together. */
    int countActive(UUID user, Instant now) {
        return db.write(sql -> {
            sql.select(USERS.ID)
                    .from(USERS)
                    .where(USERS.ID.eq(user))
                    .forUpdate()
                    .fetch();
            return sql.fetchCount(API_KEYS, API_KEYS.USER_ID.eq(user), isActive(now));
        });
    }

    UUID insert(UUID user, String secret, String name, Set<ApiScope> scopes, @Nullable Instant expires, Instant now) {
        var id = Ids.next();
        db.write(sql -> sql.insertInto(API_KEYS)
                .set(API_KEYS.ID, id)
                .set(API_KEYS.USER_ID, user)
                .set(API_KEYS.KEY_HASH, Token.hash(secret))
                .set(API_KEYS.KEY_PREFIX, KeySecret.prefix(secret))
                .set(API_KEYS.NAME, name)
                .set(API_KEYS.SCOPES, scopes.toArray(ApiScope[]::new))
                .set(API_KEYS.CREATED_AT, at(now))
                .set(API_KEYS.EXPIRES_AT, expires == null ? null : at(expires))
                .set(
                        API_KEYS.RATE_LIMIT,
                        DSL.field(sql.select(TIERS.REQUESTS_PER_HOUR)
                                .from(TIERS)
                                .join(USERS)
                                .on(USERS.SUBSCRIPTION_TIER.eq(TIERS.TIER))
                                .where(USERS.ID.eq(user))))
                .execute());
        return id;
    }

    Optional<ApiKey> find(UUID user, UUID key) {
        return db.write(sql -> sql.select(LISTED)
                .from(API_KEYS)
                .where(API_KEYS.ID.eq(key), API_KEYS.USER_ID.eq(user))
                .fetchOptional(ApiKeyStore::key));
    }

    /** Of the viewer alone: the policy sees to that. */
    List<ApiKey> mine() {
        return db.read(sql -> sql.select(LISTED)
                .from(API_KEYS)
                .where(API_KEYS.DELETED_AT.isNull())
                .orderBy(API_KEYS.CREATED_AT.desc(), API_KEYS.ID.desc())
                .limit(500)
                .fetch(ApiKeyStore::key));
    }

    int rename(UUID key, String name) {
        return db.write(sql -> sql.update(API_KEYS)
                .set(API_KEYS.NAME, name)
                .where(API_KEYS.ID.eq(key), API_KEYS.DELETED_AT.isNull())
                .execute());
    }

    int revoke(UUID key, Instant now) {
        return db.write(sql -> sql.update(API_KEYS)
                .set(API_KEYS.REVOKED_AT, DSL.coalesce(API_KEYS.REVOKED_AT, at(now)))
                .where(API_KEYS.ID.eq(key), API_KEYS.DELETED_AT.isNull())
                .execute());
    }

    int revokeAll(UUID user, Instant now) {
        return db.write(sql -> sql.update(API_KEYS)
                .set(API_KEYS.REVOKED_AT, at(now))
                .where(API_KEYS.USER_ID.eq(user), API_KEYS.REVOKED_AT.isNull())
                .execute());
    }

    record Use(UUID key, int requests, Instant windowStart, Instant usedAt) {}

    /** In the order of the keys, so that two nodes cannot wait for one another. A window that is over never comes back. */
    void count(Collection<Use> uses) {
        db.write(sql -> sql.batch(uses.stream()
                        .sorted(Comparator.comparing(Use::key))
                        .map(use -> sql.update(API_KEYS)
                                .set(API_KEYS.USAGE_COUNT, API_KEYS.USAGE_COUNT.plus(use.requests()))
                                .set(API_KEYS.LAST_USED_AT, at(use.usedAt()))
                                .set(
                                        API_KEYS.WINDOW_USED,
                                        DSL.when(
                                                        API_KEYS.WINDOW_STARTED_AT.gt(at(use.windowStart())),
                                                        API_KEYS.WINDOW_USED)
                                                .when(
                                                        API_KEYS.WINDOW_STARTED_AT.eq(at(use.windowStart())),
                                                        API_KEYS.WINDOW_USED.plus(use.requests()))
                                                .otherwise(use.requests()))
                                .set(
                                        API_KEYS.WINDOW_STARTED_AT,
                                        DSL.greatest(
                                                DSL.coalesce(API_KEYS.WINDOW_STARTED_AT, at(use.windowStart())),
                                                DSL.val(at(use.windowStart()))))
                                .where(API_KEYS.ID.eq(use.key())))
                        .toList())
                .execute());
    }

    private static ApiKey key(Record row) {
        return new ApiKey(
                row.get(API_KEYS.ID),
                row.get(API_KEYS.KEY_PREFIX),
                row.get(API_KEYS.NAME),
                scopes(row),
                row.get(API_KEYS.CREATED_AT).toInstant(),
                instant(row.get(API_KEYS.EXPIRES_AT)),
                instant(row.get(API_KEYS.REVOKED_AT)),
                instant(row.get(API_KEYS.LAST_USED_AT)),
                row.get(API_KEYS.USAGE_COUNT),
                row.get(API_KEYS.RATE_LIMIT));
    }

    private static Set<ApiScope> scopes(Record row) {
        return EnumSet.copyOf(Arrays.asList(row.get(API_KEYS.SCOPES)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
