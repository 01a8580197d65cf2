package dev.kinora.audit;

import static dev.kinora.schema.Tables.ALARMS;

import dev.kinora.platform.Db;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

final class AlarmStore {
    private static final int MOST = 50;

    private final Db db;

    AlarmStore(Db db) {
        this.db = db;
    }

    Condition condition() {
        var size = DSL.field("pg_database_size(current_database())", SQLDataType.BIGINT);
        var open = DSL.multiset(DSL.select(
                                ALARMS.KIND,
                                ALARMS.SUBJECT,
                                ALARMS.DETAIL,
                                ALARMS.OCCURRENCES,
                                ALARMS.RAISED_AT,
                                ALARMS.LAST_SEEN_AT)
                        .from(ALARMS)
                        .where(ALARMS.CLEARED_AT.isNull())
                        .orderBy(ALARMS.RAISED_AT)
                        .limit(MOST))
                .convertFrom(rows -> rows.map(row -> new Condition.Alarm(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5().toInstant(),
                        row.value6().toInstant())));
        return db.read(sql -> sql.select(size, open).fetchSingle(row -> new Condition(row.value1(), row.value2())));
    }
}
