package dev.kinora.audit;

import dev.kinora.platform.Db;

/** How the database is; for admins. */
public final class Alarms {
    private final AlarmStore store;

    Alarms(Db db) {
        this.store = new AlarmStore(db);
    }

    public Condition condition() {
        return store.condition();
    }
}
