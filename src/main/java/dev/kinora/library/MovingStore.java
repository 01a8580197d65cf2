package dev.kinora.library;

import static dev.kinora.schema.Tables.DOOMED_MEDIA;
import static dev.kinora.schema.Tables.PROCESSING_JOBS;
import static dev.kinora.schema.Tables.UPLOADS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.JobStatus;
import dev.kinora.schema.enums.VideoProvider;
import dev.kinora.storage.MediaKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Which store has a video, and which is to have it; all of it the system's affair. */
final class MovingStore {
    private static final Field<Long> BYTES = DSL.field(
            "coalesce({0}, 0) + (select coalesce(sum(r.bytes), 0)::bigint from renditions r where r.video_id = {1})",
            Long.class, VIDEOS.ORIGINAL_SIZE, VIDEOS.ID);

    private static final String PART = "library";

    private final Db db;

    MovingStore(Db db) {
        this.db = db;
    }

    /** @param bytes of its original and of what was made of it */
    record Place(boolean here, String store, @Nullable String movingTo, long bytes) {}

    /** Locked until the transaction ends. */
    Optional<Place> lock(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(VIDEOS.PROVIDER, VIDEOS.STORE, VIDEOS.MOVING_TO, BYTES)
                        .from(VIDEOS)
                        .where(VIDEOS.ID.eq(video))
                        .forUpdate()
                        .fetchOptional(row -> new Place(
                                row.value1() == VideoProvider.kinora, row.value2(), row.value3(), row.value4())));
    }

    /** What other videos that are on their way to it still need there, at most. */
    long expected(String to, UUID besides) {
        return db.system(
                PART,
                sql -> sql.select(DSL.coalesce(DSL.sum(BYTES), BigDecimal.ZERO))
                        .from(VIDEOS)
                        .where(VIDEOS.MOVING_TO.eq(to), VIDEOS.ID.ne(besides))
                        .fetchSingle()
                        .value1()
                        .longValue());
    }

    record Way(String from, String to) {}

    /** Empty when there is no such video any more, or it is not on its way. */
    Optional<Way> way(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(VIDEOS.STORE, VIDEOS.MOVING_TO)
                        .from(VIDEOS)
                        .where(VIDEOS.ID.eq(video), VIDEOS.MOVING_TO.isNotNull())
                        .fetchOptional(row -> new Way(row.value1(), row.value2())));
    }

    boolean isArriving(UUID video) {
        return db.system(
                PART, sql -> sql.fetchExists(UPLOADS, UPLOADS.VIDEO_ID.eq(video).and(UPLOADS.SETTLED_AT.isNull())));
    }

    /** Something else works on it and may write files; jobs of these kinds write none. */
    boolean isWorkedOn(UUID video, List<String> besides) {
        return db.system(
                PART,
                sql -> sql.fetchExists(
                        PROCESSING_JOBS,
                        PROCESSING_JOBS
                                .VIDEO_ID
                                .eq(video)
                                .and(PROCESSING_JOBS.STATUS.in(JobStatus.queued, JobStatus.running))
                                .and(PROCESSING_JOBS.JOB_TYPE.notIn(besides))));
    }

    boolean isDoomed(UUID video, String store) {
        return db.system(
                PART,
                sql -> sql.fetchExists(
                        DOOMED_MEDIA,
                        DOOMED_MEDIA
                                .STORE
                                .eq(store)
                                .and(DOOMED_MEDIA.PATH.startsWith(MediaKey.ofVideo(video)))
                                // What is looked at again tomorrow is found to be wanted then.
                                .and(DSL.condition("{0} < now() + interval '1 hour'", DOOMED_MEDIA.DUE_AT))));
    }

    boolean isReferred(UUID video, String store) {
        return db.system(
                PART,
                sql -> sql.select(DSL.field(
                                "media_is_referred({0}, {1})",
                                Boolean.class, DSL.val(store), DSL.val(MediaKey.ofVideo(video))))
                        .fetchSingle()
                        .value1());
    }

    void setOut(UUID video, String to) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .set(VIDEOS.MOVING_TO, to)
                        .where(VIDEOS.ID.eq(video))
                        .execute());
    }

    void doom(UUID video, String store) {
        db.system(
                PART,
                sql -> sql.insertInto(DOOMED_MEDIA)
                        .set(DOOMED_MEDIA.STORE, store)
                        .set(DOOMED_MEDIA.PATH, MediaKey.ofVideo(video))
                        .execute());
    }

    /** It stays where it is; what was copied goes. */
    void turnBack(UUID video, Way way) {
        db.system(PART, sql -> {
            var changed = sql.update(VIDEOS)
                    .setNull(VIDEOS.MOVING_TO)
                    .where(VIDEOS.ID.eq(video), VIDEOS.STORE.eq(way.from()), VIDEOS.MOVING_TO.eq(way.to()))
                    .execute();
            if (changed > 0) {
                doom(video, way.to());
            }
            return null;
        });
    }

    /** From now on it is there, and what it leaves behind is nobody's. */
    boolean arrive(UUID video, Way way) {
        return db.system(PART, sql -> {
            var changed = sql.update(VIDEOS)
                    .set(VIDEOS.STORE, way.to())
                    .setNull(VIDEOS.MOVING_TO)
                    .where(VIDEOS.ID.eq(video), VIDEOS.STORE.eq(way.from()), VIDEOS.MOVING_TO.eq(way.to()))
                    .execute();
            if (changed > 0) {
                // Uploads that are over stay for a week, for whoever asks; their bytes are the video's.
                sql.update(UPLOADS)
                        .set(UPLOADS.STORE, way.to())
                        .where(UPLOADS.VIDEO_ID.eq(video), UPLOADS.STORE.eq(way.from()), UPLOADS.SETTLED_AT.isNotNull())
                        .execute();
                doom(video, way.from());
            }
            return changed > 0;
        });
    }

    /** Videos with bytes that are neither there nor on their way there. */
    List<UUID> outside(String to, Optional<String> from, UUID after, int most) {
        return db.system(
                PART,
                sql -> sql.select(VIDEOS.ID)
                        .from(VIDEOS)
                        .where(
                                VIDEOS.ID.gt(after),
                                VIDEOS.PROVIDER.eq(VideoProvider.kinora),
                                VIDEOS.STORAGE_KEY.isNotNull(),
                                VIDEOS.STORE.ne(to),
                                VIDEOS.MOVING_TO.isDistinctFrom(to),
                                from.map(VIDEOS.STORE::eq).orElseGet(DSL::noCondition))
                        .orderBy(VIDEOS.ID)
                        .limit(most)
                        .fetch(VIDEOS.ID));
    }
}
