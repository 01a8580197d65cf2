package dev.kinora.identity;

import static dev.kinora.schema.Tables.API_KEYS;
import static dev.kinora.schema.Tables.FIND_USERS;
import static dev.kinora.schema.Tables.SESSIONS;
import static dev.kinora.schema.Tables.TIERS;
import static dev.kinora.schema.Tables.USERS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.SubscriptionTier;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** People as admins see and change them. */
final class PeopleStore {
    private static final int MOST_FOUND = 1_000;
    private static final Field<Integer> ALLOWED = DSL.coalesce(USERS.MONTHLY_QUOTA, TIERS.MONTHLY_QUOTA);

    private final Db db;

    PeopleStore(Db db) {
        this.db = db;
    }

    Page<Person> page(PeopleFilter filter, PageRequest page) {
        var all = new ArrayList<Condition>();
        if (filter.text() != null) {
            // The function has the rights to use the index of names, and looks who asks.
            all.add(USERS.ID.in(DSL.select(DSL.field("found", UUID.class))
                    .from(FIND_USERS.call(filter.text(), MOST_FOUND).as("found"))));
        }
        if (filter.status() != null) {
            all.add(USERS.STATUS.eq(filter.status()));
        }
        if (filter.role() != null) {
            all.add(USERS.ROLE.eq(filter.role()));
        }
        if (filter.tier() != null) {
            all.add(USERS.SUBSCRIPTION_TIER.eq(filter.tier()));
        }
        return db.read(sql -> Keyset.fetch(
                people(sql).where(all), page, PeopleStore::person, USERS.CREATED_AT.desc(), USERS.ID.desc()));
    }

    Optional<Person> find(UUID id) {
        return db.read(sql -> people(sql).where(USERS.ID.eq(id)).fetchOptional(PeopleStore::person));
    }

    record Belongings(int sessions, int keys) {}

    Belongings belongings(UUID id, Instant now) {
        var sessions = DSL.field(
                DSL.selectCount().from(SESSIONS).where(SESSIONS.USER_ID.eq(id), SESSIONS.EXPIRES_AT.gt(at(now))));
        var keys = DSL.field(DSL.selectCount().from(API_KEYS).where(API_KEYS.USER_ID.eq(id), isActive(now)));
        return db.read(
                sql -> sql.select(sessions, keys).fetchSingle(row -> new Belongings(row.value1(), row.value2())));
    }

    private static Condition isActive(Instant now) {
        return API_KEYS.REVOKED_AT
                .isNull()
                .and(API_KEYS.DELETED_AT.isNull())
                .and(API_KEYS.EXPIRES_AT.isNull().or(API_KEYS.EXPIRES_AT.gt(at(now))));
    }

    /** Whoever may take power away from an admin waits here for each other. */
    void lockAdmins() {
        db.write(sql -> sql.execute("select pg_advisory_xact_lock(hashtext('admins'))"));
    }

    boolean isAdmin(UUID id) {
        return db.read(sql -> sql.fetchExists(USERS, canAdminister().and(USERS.ID.eq(id))));
    }

    boolean hasOtherAdmin(UUID than) {
        return db.read(sql -> sql.fetchExists(USERS, canAdminister().and(USERS.ID.ne(than))));
    }

    private static Condition canAdminister() {
        return USERS.ROLE
                .eq(UserRole.admin)
                .and(USERS.STATUS.in(UserStatus.active, UserStatus.trial))
                .and(USERS.DELETED_AT.isNull())
                .and(USERS.EMAIL_VERIFIED_AT.isNotNull());
    }

    /** Says whether the version was still the one that was seen. */
    boolean setStatus(
            UUID id,
            UserStatus status,
            @Nullable String reason,
            @Nullable Instant trialEnds,
            @Nullable Instant version) {
        var values = new HashMap<Field<?>, @Nullable Object>();
        values.put(USERS.STATUS, status);
        values.put(USERS.STATUS_REASON, reason);
        if (trialEnds != null) {
            values.put(USERS.TRIAL_ENDS_AT, at(trialEnds));
        }
        return set(id, values, version);
    }

    boolean setRole(UUID id, UserRole role, @Nullable Instant version) {
        return set(id, Map.of(USERS.ROLE, role), version);
    }

    /** Their keys get what the tier allows a key. */
    boolean setTier(UUID id, SubscriptionTier tier, @Nullable Instant version) {
        var changed = set(id, Map.of(USERS.SUBSCRIPTION_TIER, tier), version);
        db.write(sql -> sql.update(API_KEYS)
                .set(
                        API_KEYS.RATE_LIMIT,
                        DSL.select(TIERS.REQUESTS_PER_HOUR).from(TIERS).where(TIERS.TIER.eq(tier)))
                .where(API_KEYS.USER_ID.eq(id), API_KEYS.REVOKED_AT.isNull(), API_KEYS.DELETED_AT.isNull())
                .execute());
        return changed;
    }

    boolean setOwnQuota(UUID id, @Nullable Integer videos, @Nullable Instant version) {
        var values = new HashMap<Field<?>, @Nullable Object>();
        values.put(USERS.MONTHLY_QUOTA, videos);
        return set(id, values, version);
    }

    boolean setVerified(UUID id, @Nullable Instant when, @Nullable Instant version) {
        return set(id, time(USERS.VERIFIED_AT, when), version);
    }

    boolean setEmailVerified(UUID id, Instant when, @Nullable Instant version) {
        return set(id, time(USERS.EMAIL_VERIFIED_AT, when), version);
    }

    boolean setDeleted(UUID id, @Nullable Instant when, @Nullable Instant version) {
        return set(id, time(USERS.DELETED_AT, when), version);
    }

    private static Map<Field<?>, @Nullable Object> time(Field<OffsetDateTime> field, @Nullable Instant when) {
        var values = new HashMap<Field<?>, @Nullable Object>();
        values.put(field, when == null ? null : at(when));
        return values;
    }

    private boolean set(UUID id, Map<? extends Field<?>, ?> values, @Nullable Instant version) {
        return db.write(sql -> sql.update(USERS)
                        .set(values)
                        .where(USERS.ID.eq(id), version == null ? DSL.noCondition() : USERS.UPDATED_AT.eq(at(version)))
                        .execute())
                == 1;
    }

    private static SelectJoinStep<Record> people(DSLContext sql) {
        return sql.select(List.<Field<?>>of(
                        USERS.ID,
                        USERS.USERNAME,
                        USERS.DISPLAY_NAME,
                        USERS.AVATAR_URL,
                        USERS.EMAIL,
                        USERS.EMAIL_VERIFIED_AT,
                        USERS.VERIFIED_AT,
                        USERS.ROLE,
                        USERS.STATUS,
                        USERS.STATUS_REASON,
                        USERS.STATUS_CHANGED_AT,
                        USERS.TRIAL_ENDS_AT,
                        USERS.SUBSCRIPTION_TIER,
                        USERS.MONTHLY_QUOTA,
                        USERS.CURRENT_USAGE,
                        ALLOWED,
                        USERS.LAST_LOGIN_AT,
                        USERS.CREATED_AT,
                        USERS.UPDATED_AT,
                        USERS.DELETED_AT))
                .from(USERS)
                .join(TIERS)
                .on(TIERS.TIER.eq(USERS.SUBSCRIPTION_TIER));
    }

    private static Person person(Record row) {
        return new Person(
                row.get(USERS.ID),
                row.get(USERS.USERNAME),
                row.get(USERS.DISPLAY_NAME),
                row.get(USERS.AVATAR_URL),
                row.get(USERS.EMAIL),
                instant(row.get(USERS.EMAIL_VERIFIED_AT)),
                instant(row.get(USERS.VERIFIED_AT)),
                row.get(USERS.ROLE),
                row.get(USERS.STATUS),
                row.get(USERS.STATUS_REASON),
                row.get(USERS.STATUS_CHANGED_AT).toInstant(),
                instant(row.get(USERS.TRIAL_ENDS_AT)),
                row.get(USERS.SUBSCRIPTION_TIER),
                row.get(USERS.MONTHLY_QUOTA),
                row.get(USERS.CURRENT_USAGE),
                row.get(ALLOWED),
                instant(row.get(USERS.LAST_LOGIN_AT)),
                row.get(USERS.CREATED_AT).toInstant(),
                row.get(USERS.UPDATED_AT).toInstant(),
                instant(row.get(USERS.DELETED_AT)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
