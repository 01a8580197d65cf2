package dev.kinora.identity;

import static dev.kinora.schema.Tables.EMAIL_VERIFICATIONS;
import static dev.kinora.schema.Tables.PROFILES;
import static dev.kinora.schema.Tables.USERS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.platform.Violations;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

final class AccountStore {
    private final Db db;

    AccountStore(Db db) {
        this.db = db;
    }

    /** What signing in looks at; the system's business alone. */
    record Credentials(
            UUID id,
            String username,
            String email,
            String passwordHash,
            UserStatus status,
            @Nullable String statusReason,
            @Nullable Instant emailVerifiedAt,
            @Nullable Instant deletedAt,
            @Nullable Instant lastSignInAt) {
        /** Signed up for, and never proved nor used. */
        boolean isUnfinished() {
            return emailVerifiedAt == null && lastSignInAt == null;
        }
    }

    /** @param identifier an address or a name, as typed */
    Optional<Credentials> credentials(String identifier) {
        // PostgreSQL has no text with a zero character in it.
        return identifier.indexOf('\0') >= 0
                ? Optional.empty()
                : credentials(identifier.contains("@") ? USERS.EMAIL.eq(identifier) : USERS.USERNAME.eq(identifier));
    }

    Optional<Credentials> credentials(UUID user) {
        return credentials(USERS.ID.eq(user));
    }

    private Optional<Credentials> credentials(Condition which) {
        return db.glance(sql -> sql.select(
                        USERS.ID,
                        USERS.USERNAME,
                        USERS.EMAIL,
                        USERS.PASSWORD_HASH,
                        USERS.STATUS,
                        USERS.STATUS_REASON,
                        USERS.EMAIL_VERIFIED_AT,
                        USERS.DELETED_AT,
                        USERS.LAST_LOGIN_AT)
                .from(USERS)
                .where(which)
                .fetchOptional(row -> new Credentials(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        instant(row.value7()),
                        instant(row.value8()),
                        instant(row.value9()))));
    }

    /** Somebody new, or the same who never finished. */
    record Newcomer(
            String email,
            String username,
            @Nullable String displayName,
            String passwordHash,
            UserRole role,
            @Nullable Instant emailVerifiedAt,
            String timeZone) {}

    UUID insert(Newcomer newcomer, Instant now) {
        var id = Ids.next();
        naming(() -> db.write(sql -> sql.insertInto(USERS)
                .set(USERS.ID, id)
                .set(USERS.EMAIL, newcomer.email())
                .set(USERS.USERNAME, newcomer.username())
                .set(USERS.DISPLAY_NAME, newcomer.displayName())
                .set(USERS.PASSWORD_HASH, newcomer.passwordHash())
                .set(USERS.ROLE, newcomer.role())
                .set(USERS.EMAIL_VERIFIED_AT, at(newcomer.emailVerifiedAt()))
                .set(USERS.TIME_ZONE, newcomer.timeZone())
                .set(USERS.CREATED_AT, at(now))
                .execute()));
        return id;
    }

    /** Who never proved the address has no claim on it: what an earlier sign-up said is forgotten. */
    void startAnew(UUID user, Newcomer newcomer) {
        naming(() -> db.write(sql -> sql.update(USERS)
                .set(USERS.USERNAME, newcomer.username())
                .set(USERS.DISPLAY_NAME, newcomer.displayName())
                .set(USERS.PASSWORD_HASH, newcomer.passwordHash())
                .set(USERS.TIME_ZONE, newcomer.timeZone())
                .where(USERS.ID.eq(user), USERS.EMAIL_VERIFIED_AT.isNull(), USERS.LAST_LOGIN_AT.isNull())
                .execute()));
    }

    /** The database's list of zones may be older than that of the JDK. */
    boolean knowsZone(String zone) {
        return db.glance(
                sql -> sql.fetchExists(DSL.selectOne().from("pg_timezone_names").where("name = ?", zone)));
    }

    boolean isUsernameFree(String username, @Nullable UUID except) {
        return db.glance(sql -> !sql.fetchExists(
                USERS,
                // As the column is derived from the name.
                USERS.USERNAME_LOOK
                        .eq(DSL.translate(DSL.lower(username), "01i_.-", "oll"))
                        .and(except == null ? DSL.noCondition() : USERS.ID.ne(except))));
    }

    void setPassword(UUID user, String hash, Instant now) {
        db.write(sql -> sql.update(USERS)
                .set(USERS.PASSWORD_HASH, hash)
                .set(USERS.PASSWORD_CHANGED_AT, at(now))
                .where(USERS.ID.eq(user))
                .execute());
    }

    void setEmail(UUID user, String email, Instant now) {
        naming(() -> db.write(sql -> sql.update(USERS)
                .set(USERS.EMAIL, email)
                .set(USERS.EMAIL_VERIFIED_AT, at(now))
                .where(USERS.ID.eq(user))
                .execute()));
    }

    void markEmailVerified(UUID user, Instant now) {
        db.write(sql -> sql.update(USERS)
                .set(USERS.EMAIL_VERIFIED_AT, at(now))
                .where(USERS.ID.eq(user), USERS.EMAIL_VERIFIED_AT.isNull())
                .execute());
    }

    void stampSignIn(UUID user, Instant now) {
        db.write(sql -> sql.update(USERS)
                .set(USERS.LAST_LOGIN_AT, at(now))
                .where(USERS.ID.eq(user))
                .execute());
    }

    /**
     * Whether the account still has the password that was checked, and may act: checking takes its time. The row is held
     * until the end of the transaction, so that a change of the password comes before it or after it.
     */
    boolean stampSignIn(Credentials checked, Instant now) {
        return db.write(sql -> sql.update(USERS)
                        .set(USERS.LAST_LOGIN_AT, at(now))
                        .where(
                                USERS.ID.eq(checked.id()),
                                USERS.PASSWORD_HASH.eq(checked.passwordHash()),
                                USERS.STATUS.in(UserStatus.active, UserStatus.trial))
                        .execute())
                == 1;
    }

    void setDeleted(UUID user, @Nullable Instant when) {
        db.write(sql -> sql.update(USERS)
                .set(USERS.DELETED_AT, at(when))
                .where(USERS.ID.eq(user))
                .execute());
    }

    /** Of the viewer. */
    Optional<Account> find(UUID user, Instant now) {
        var pending = DSL.field(DSL.select(EMAIL_VERIFICATIONS.EMAIL)
                .from(EMAIL_VERIFICATIONS)
                .where(
                        EMAIL_VERIFICATIONS.USER_ID.eq(USERS.ID),
                        EMAIL_VERIFICATIONS.VERIFIED_AT.isNull(),
                        EMAIL_VERIFICATIONS.EMAIL.ne(USERS.EMAIL),
                        EMAIL_VERIFICATIONS.EXPIRES_AT.gt(at(now)))
                .orderBy(EMAIL_VERIFICATIONS.CREATED_AT.desc())
                .limit(1));
        return db.read(sql -> sql.select(
                        USERS.ID,
                        USERS.EMAIL,
                        USERS.EMAIL_VERIFIED_AT,
                        pending,
                        USERS.USERNAME,
                        USERS.DISPLAY_NAME,
                        USERS.AVATAR_URL,
                        USERS.BIO,
                        USERS.ROLE,
                        USERS.STATUS,
                        USERS.TRIAL_ENDS_AT,
                        USERS.SUBSCRIPTION_TIER,
                        USERS.TIME_ZONE,
                        USERS.PASSWORD_CHANGED_AT,
                        USERS.LAST_LOGIN_AT,
                        USERS.CREATED_AT,
                        USERS.UPDATED_AT)
                .from(USERS)
                .where(USERS.ID.eq(user))
                .fetchOptional(row -> account(row, row.get(pending))));
    }

    private static Account account(Record row, @Nullable String pending) {
        return new Account(
                row.get(USERS.ID),
                row.get(USERS.EMAIL),
                instant(row.get(USERS.EMAIL_VERIFIED_AT)),
                pending,
                row.get(USERS.USERNAME),
                row.get(USERS.DISPLAY_NAME),
                row.get(USERS.AVATAR_URL),
                row.get(USERS.BIO),
                row.get(USERS.ROLE),
                row.get(USERS.STATUS),
                instant(row.get(USERS.TRIAL_ENDS_AT)),
                row.get(USERS.SUBSCRIPTION_TIER),
                row.get(USERS.TIME_ZONE),
                instant(row.get(USERS.PASSWORD_CHANGED_AT)),
                instant(row.get(USERS.LAST_LOGIN_AT)),
                row.get(USERS.CREATED_AT).toInstant(),
                row.get(USERS.UPDATED_AT).toInstant());
    }

    /** As the person themselves; says whether the version was still the one they saw. */
    boolean changeProfile(UUID user, Accounts.ProfileChange change, @Nullable Instant version) {
        return naming(() -> db.write(sql -> sql.update(USERS)
                        .set(USERS.USERNAME, change.username())
                        .set(USERS.DISPLAY_NAME, change.displayName())
                        .set(USERS.BIO, change.bio())
                        .set(USERS.TIME_ZONE, change.timeZone())
                        .where(
                                USERS.ID.eq(user),
                                version == null ? DSL.noCondition() : USERS.UPDATED_AT.eq(at(version)))
                        .execute()))
                == 1;
    }

    Optional<Profile> profile(String username) {
        return db.read(sql -> sql.select(
                        PROFILES.ID,
                        PROFILES.USERNAME,
                        PROFILES.DISPLAY_NAME,
                        PROFILES.AVATAR_URL,
                        PROFILES.BIO,
                        PROFILES.VERIFIED_AT,
                        PROFILES.CREATED_AT)
                .from(PROFILES)
                .where(PROFILES.USERNAME.eq(username))
                .fetchOptional(row -> new Profile(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        instant(row.value6()),
                        row.value7().toInstant())));
    }

    private static int naming(java.util.function.IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (DataAccessException e) {
            throw switch (Violations.constraint(e).orElse("")) {
                case "users_username_key", "users_look_alike_key" -> Accounts.nameTaken();
                case "users_email_key" -> Accounts.addressTaken();
                case "users_time_zone_known", "users_time_zone_length" ->
                    IdentityProblem.invalid("timeZone", "Choose a time zone from the list.");
                default -> e;
            };
        }
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
