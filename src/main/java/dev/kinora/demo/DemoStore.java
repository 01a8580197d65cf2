package dev.kinora.demo;

import static dev.kinora.schema.Tables.USERS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.schema.enums.VideoVisibility;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;

final class DemoStore {
    private static final String PART = "demo";

    /** Withdrawing leaves the visibility as it was. One that could not be made stays as it is too. */
    private static final Condition NEVER_OUT = DSL.and(
            VIDEOS.PUBLISHED_AT.isNull(),
            VIDEOS.VISIBILITY.eq(VideoVisibility.private_),
            VIDEOS.DELETED_AT.isNull(),
            VIDEOS.STATUS.ne(VideoStatus.error));

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

    /** As they have it, in the bin too; what was published once and is a draft again is as they want it. */
    Optional<UUID> find(UUID person, Clip clip) {
        return first(person, clip, DSL.not(NEVER_OUT));
    }

    /** What came, and was broken off before it was published. */
    Optional<UUID> brokenOff(UUID person, Clip clip) {
        return first(
                person, clip, NEVER_OUT.and(VIDEOS.STATUS.notIn(VideoStatus.pendingupload, VideoStatus.downloading)));
    }

    private Optional<UUID> first(UUID person, Clip clip, Condition which) {
        return db.system(
                PART,
                sql -> sql.select(VIDEOS.ID)
                        .from(VIDEOS)
                        .where(VIDEOS.USER_ID.eq(person), VIDEOS.ORIGINAL_FILENAME.eq(clip.file()), which)
                        .orderBy(VIDEOS.CREATED_AT)
                        .limit(1)
                        .fetchOptional(VIDEOS.ID));
    }
}
