package dev.kinora.library;

import static dev.kinora.schema.Tables.REMAKES;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.VIDEO_METADATA;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.RemakeState;
import dev.kinora.schema.enums.VideoStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

final class ProcessedStore {
    private static final String PART = "library";
    private static final int LONGEST_SENTENCE = 1000;
    private static final BigDecimal NEAR = new BigDecimal("0.25");

    private final Db db;

    ProcessedStore(Db db) {
        this.db = db;
    }

    Optional<Processed.Source> source(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(
                                VIDEOS.USER_ID, VIDEOS.STORE, VIDEOS.STORAGE_KEY, VIDEOS.DURATION, VIDEO_METADATA.PROBE)
                        .from(VIDEOS)
                        .join(VIDEO_METADATA)
                        .on(VIDEO_METADATA.VIDEO_ID.eq(VIDEOS.ID))
                        .where(VIDEOS.ID.eq(video), VIDEOS.STORAGE_KEY.isNotNull())
                        .fetchOptional(row -> new Processed.Source(
                                row.value1(),
                                row.value2(),
                                Objects.requireNonNull(row.value3()),
                                Optional.ofNullable(row.value4()),
                                row.value5().data())));
    }

    boolean waits(UUID video, @Nullable UUID remake) {
        return db.system(
                PART,
                sql -> remake == null
                        ? sql.fetchExists(VIDEOS, VIDEOS.ID.eq(video), VIDEOS.STATUS.eq(VideoStatus.queued))
                        : sql.fetchExists(REMAKES, REMAKES.ID.eq(remake), REMAKES.STATE.eq(RemakeState.waiting)));
    }

    void begun(UUID video) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .set(VIDEOS.STATUS, VideoStatus.inprogress)
                        .set(VIDEOS.PROCESSING_PROGRESS, (short) 0)
                        .where(VIDEOS.ID.eq(video), VIDEOS.STATUS.eq(VideoStatus.queued))
                        .execute());
    }

    /** Of what is being made of it, be it for the first time or again. */
    boolean reached(UUID video, int percent, @Nullable Instant readyBy) {
        var by = readyBy == null ? null : VideoStore.at(readyBy);
        return db.system(
                PART,
                sql -> sql.update(VIDEOS)
                                        .set(VIDEOS.PROCESSING_PROGRESS, (short) percent)
                                        .set(VIDEOS.READY_BY, by)
                                        .where(
                                                VIDEOS.ID.eq(video),
                                                VIDEOS.STATUS.eq(VideoStatus.inprogress),
                                                VIDEOS.PROCESSING_PROGRESS.lt((short) percent))
                                        .execute()
                                + sql.update(REMAKES)
                                        .set(REMAKES.PROGRESS, (short) percent)
                                        .set(REMAKES.READY_BY, by)
                                        .where(
                                                REMAKES.VIDEO_ID.eq(video),
                                                REMAKES.STATE.eq(RemakeState.making),
                                                REMAKES.PROGRESS.lt((short) percent))
                                        .execute()
                        > 0);
    }

    void hold(UUID video) {
        db.system(
                PART,
                sql -> sql.select(VIDEOS.ID)
                        .from(VIDEOS)
                        .where(VIDEOS.ID.eq(video))
                        .forNoKeyUpdate()
                        .fetch());
    }

    /** @return whether it was not before */
    boolean ready(UUID video, BigDecimal seconds) {
        return db.system(PART, sql -> {
            sql.update(VIDEOS)
                    // What the file said is better, as far as it was true: a frame of sound is longer than one of the
                    // picture.
                    .set(
                            VIDEOS.DURATION,
                            DSL.when(
                                            VIDEOS.DURATION.between(seconds.subtract(NEAR), seconds.add(NEAR)),
                                            VIDEOS.DURATION)
                                    .otherwise(seconds))
                    .setNull(VIDEOS.ERROR_CODE)
                    .setNull(VIDEOS.ERROR_MESSAGE)
                    .setNull(VIDEOS.READY_BY)
                    .where(VIDEOS.ID.eq(video))
                    .execute();
            return sql.update(VIDEOS)
                            .set(VIDEOS.STATUS, VideoStatus.ready)
                            .set(VIDEOS.PROCESSING_PROGRESS, (short) 100)
                            .where(VIDEOS.ID.eq(video), VIDEOS.STATUS.eq(VideoStatus.inprogress))
                            .execute()
                    == 1;
        });
    }

    boolean picture(UUID video, String address, BigDecimal second, List<String> orInstead) {
        return db.system(
                PART,
                sql -> sql.update(VIDEOS)
                                .set(VIDEOS.THUMBNAIL_URL, address)
                                .set(VIDEOS.THUMBNAIL_AT, second)
                                .where(
                                        VIDEOS.ID.eq(video),
                                        VIDEOS.THUMBNAIL_URL.isNull().or(VIDEOS.THUMBNAIL_URL.in(orInstead)),
                                        VIDEOS.THUMBNAIL_URL.isDistinctFrom(address))
                                .execute()
                        > 0);
    }

    /** What plays stays; that a new attempt came to nothing is said. */
    void failedAgain(UUID video, String code, String sentence) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .set(VIDEOS.ERROR_CODE, code)
                        .set(VIDEOS.ERROR_MESSAGE, DSL.left(DSL.val(sentence), LONGEST_SENTENCE))
                        .where(VIDEOS.ID.eq(video))
                        .execute());
    }
}
