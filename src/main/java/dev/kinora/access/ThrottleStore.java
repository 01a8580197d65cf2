package dev.kinora.access;

import static dev.kinora.schema.Tables.THROTTLES;

import dev.kinora.platform.Db;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/** Committed at once, whatever becomes of the work around it: a try that fails was made all the same. */
final class ThrottleStore {
    private final Db db;

    ThrottleStore(Db db) {
        this.db = db;
    }

    /** One statement: two who come together cannot both take the last try. */
    boolean take(byte[] key, Instant now, Duration cost, Duration most) {
        return db.glance(sql -> {
            var paidOff = DSL.greatest(THROTTLES.BUSY_UNTIL, DSL.val(at(now)));
            var next = paidOff.plus(DayToSecond.valueOf(cost));
            return sql.insertInto(THROTTLES)
                            .set(THROTTLES.KEY, key)
                            .set(THROTTLES.BUSY_UNTIL, at(now.plus(cost)))
                            .onConflict(THROTTLES.KEY)
                            .doUpdate()
                            .set(THROTTLES.BUSY_UNTIL, next)
                            .where(next.le(at(now.plus(most))))
                            .execute()
                    == 1;
        });
    }

    Optional<Instant> busyUntil(byte[] key) {
        return db.glance(sql -> sql.select(THROTTLES.BUSY_UNTIL)
                .from(THROTTLES)
                .where(THROTTLES.KEY.eq(key))
                .fetchOptional(row -> row.value1().toInstant()));
    }

    void giveBack(byte[] key, Duration cost) {
        db.glance(sql -> sql.update(THROTTLES)
                .set(THROTTLES.BUSY_UNTIL, THROTTLES.BUSY_UNTIL.minus(DayToSecond.valueOf(cost)))
                .where(THROTTLES.KEY.eq(key))
                .execute());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
