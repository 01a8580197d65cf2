package dev.kinora.library;

import static dev.kinora.schema.Tables.PUBLISH_DUE;

import dev.kinora.platform.Db;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

final class PublishingStore {
    private final Db db;

    PublishingStore(Db db) {
        this.db = db;
    }

    List<UUID> publish(Instant now) {
        return db.system(
                "library",
                sql -> sql.selectFrom(PUBLISH_DUE.call(VideoStore.at(now))).fetch(row -> row.get(0, UUID.class)));
    }
}
