package dev.kinora.identity;

import static dev.kinora.schema.Tables.TIERS;
import static dev.kinora.schema.Tables.USERS;

import dev.kinora.platform.Db;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jooq.impl.DSL;

final class QuotaStore {
    private final Db db;

    QuotaStore(Db db) {
        this.db = db;
    }

    Optional<Quota> find(UUID user) {
        return db.read(sql -> sql.select(
                        USERS.SUBSCRIPTION_TIER,
                        USERS.CURRENT_USAGE,
                        DSL.coalesce(USERS.MONTHLY_QUOTA, TIERS.MONTHLY_QUOTA),
                        USERS.QUOTA_RESET_DATE,
                        USERS.TIME_ZONE,
                        USERS.STORAGE_USED_BYTES,
                        TIERS.STORAGE_BYTES,
                        TIERS.REQUESTS_PER_HOUR)
                .from(USERS)
                .join(TIERS)
                .on(TIERS.TIER.eq(USERS.SUBSCRIPTION_TIER))
                .where(USERS.ID.eq(user))
                .fetchOptional(row -> new Quota(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7(),
                        row.value8())));
    }

    /**
     * One statement that waits for whoever else changes the row; the end of the month, or nothing when it is too much. What takes no
     * bytes needs no room for any.
     */
    Optional<LocalDate> reserve(UUID user, long bytes, int videos) {
        var allowed = DSL.coalesce(USERS.MONTHLY_QUOTA, TIERS.MONTHLY_QUOTA);
        return db.system(
                "identity",
                sql -> sql.update(USERS)
                        .set(USERS.CURRENT_USAGE, USERS.CURRENT_USAGE.plus(videos))
                        .set(USERS.STORAGE_USED_BYTES, USERS.STORAGE_USED_BYTES.plus(bytes))
                        .from(TIERS)
                        .where(
                                USERS.ID.eq(user),
                                TIERS.TIER.eq(USERS.SUBSCRIPTION_TIER),
                                bytes == 0
                                        ? DSL.noCondition()
                                        : USERS.STORAGE_USED_BYTES.plus(bytes).le(TIERS.STORAGE_BYTES),
                                videos == 0
                                        ? DSL.noCondition()
                                        : USERS.CURRENT_USAGE.plus(videos).le(allowed))
                        .returning(USERS.QUOTA_RESET_DATE)
                        .fetchOptional(USERS.QUOTA_RESET_DATE));
    }

    Optional<LocalDate> count(UUID user, long bytes) {
        return db.system(
                "identity",
                sql -> sql.update(USERS)
                        .set(USERS.CURRENT_USAGE, USERS.CURRENT_USAGE.plus(1))
                        .set(USERS.STORAGE_USED_BYTES, USERS.STORAGE_USED_BYTES.plus(bytes))
                        .where(USERS.ID.eq(user))
                        .returning(USERS.QUOTA_RESET_DATE)
                        .fetchOptional(USERS.QUOTA_RESET_DATE));
    }

    void giveBack(UUID user, long bytes) {
        db.system(
                "identity",
                sql -> sql.update(USERS)
                        .set(USERS.STORAGE_USED_BYTES, DSL.greatest(DSL.val(0L), USERS.STORAGE_USED_BYTES.minus(bytes)))
                        .where(USERS.ID.eq(user))
                        .execute());
    }
}
