package dev.kinora.demo;

import static dev.kinora.schema.Tables.USERS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import java.util.Optional;
import java.util.UUID;

final class DemoStore {
    private static final String PART = "demo";

    private final Db db;

    DemoStore(Db db) {
        this.db = db;
    }

    /** Nobody else begins until this transaction is over. */
    boolean isNobodyHere() {
        return db.system(PART, sql -> {
            sql.execute("select pg_advisory_xact_lock(hashtextextended('kinora demo', 0))");
            return !sql.fetchExists(USERS);
        });
    }

    /** As they have it, in the bin too. */
    Optional<UUID> find(UUID person, Clip clip) {
        return db.system(
                PART,
                sql -> sql.select(VIDEOS.ID)
                        .from(VIDEOS)
                        .where(VIDEOS.USER_ID.eq(person), VIDEOS.ORIGINAL_FILENAME.eq(clip.file()))
                        .limit(1)
                        .fetchOptional(VIDEOS.ID));
    }
}
