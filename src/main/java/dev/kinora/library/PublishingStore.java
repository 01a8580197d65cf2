package dev.kinora.library;

import static dev.kinora.schema.Tables.PUBLISH_DUE;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.schema.Routines;
import dev.kinora.schema.enums.VideoVisibility;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;

final class PublishingStore {
    static final Condition WATCHABLE = DSL.condition(Routines.isWatchable(VIDEOS.STATUS));

    private final Db db;

    PublishingStore(Db db) {
        this.db = db;
    }

    List<UUID> publish(Instant now) {
        return db.system(
                "library",
                sql -> sql.selectFrom(PUBLISH_DUE.call(VideoStore.at(now))).fetch(row -> row.get(0, UUID.class)));
    }

    /**
     * Says whether others can watch it now who could not, or had not been told, before; once a publication, of which the moment may be
     * a little ahead of the database's clock.
     */
    boolean announce(UUID video) {
        return db.write(sql -> sql.update(VIDEOS)
                        .set(
                                VIDEOS.ANNOUNCED_AT,
                                DSL.greatest(DSL.field("clock_timestamp()", OffsetDateTime.class), VIDEOS.PUBLISHED_AT))
                        .where(
                                VIDEOS.ID.eq(video),
                                VIDEOS.ANNOUNCED_AT.isNull().or(VIDEOS.ANNOUNCED_AT.lt(VIDEOS.PUBLISHED_AT)),
                                VIDEOS.VISIBILITY.ne(VideoVisibility.private_),
                                VIDEOS.PUBLISHED_AT.isNotNull(),
                                VIDEOS.DELETED_AT.isNull(),
                                VIDEOS.TAKEN_DOWN_AT.isNull(),
                                WATCHABLE)
                        .execute())
                > 0;
    }
}
