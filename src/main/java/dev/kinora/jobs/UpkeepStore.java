package dev.kinora.jobs;

import dev.kinora.platform.Db;
import java.time.Instant;
import org.jooq.Record;
import org.jooq.Result;

/** Calls the database's functions of maintenance, each in a transaction of its own. */
final class UpkeepStore {
    private final Db db;

    UpkeepStore(Db db) {
        this.db = db;
    }

    long call(String function) {
        return count(db.write(sql -> sql.fetch("select " + function + "()")));
    }

    long call(String function, Instant now) {
        return count(db.write(sql -> sql.fetch("select " + function + "(cast(? as timestamptz))", now.toString())));
    }

    /** Some say how many, some name what they did, one says nothing. */
    private static long count(Result<? extends Record> rows) {
        return rows.size() == 1 && rows.getFirst().get(0) instanceof Long number
                ? number
                : rows.getValues(0).stream().filter(String.class::isInstance).count();
    }
}
