package dev.kinora.live;

import dev.kinora.platform.Db;

final class LiveEventStore {
    static final String CHANNEL = "kinora_live";

    private final Db db;

    LiveEventStore(Db db) {
        this.db = db;
    }

    void notify(String message) {
        db.write(sql -> sql.execute("select pg_notify(?, ?)", CHANNEL, message));
    }
}
