package dev.kinora.library;

import static dev.kinora.schema.Tables.REMAKES;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.RemakeKind;
import dev.kinora.schema.enums.RemakeState;
import dev.kinora.schema.enums.VideoStatus;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Films that are made again: read with the rights of whoever asks, written by the system alone. */
final class RemakeStore {
    private static final String PART = "library";
    static final Condition OPEN = REMAKES.STATE.in(RemakeState.arriving, RemakeState.waiting, RemakeState.making);
    private static final Field<OffsetDateTime> READY_BY = DSL.when(
                    REMAKES.READY_BY.gt(DSL.currentOffsetDateTime()), REMAKES.READY_BY)
            .as("expected_by");
    private static final List<SelectField<?>> COLUMNS = List.of(
            REMAKES.ID,
            REMAKES.VIDEO_ID,
            REMAKES.KIND,
            REMAKES.STATE,
            REMAKES.STATE_AT,
            REMAKES.UPLOAD_ID,
            REMAKES.FILENAME,
            REMAKES.PROGRESS,
            READY_BY,
            REMAKES.ERROR_CODE,
            REMAKES.ERROR_MESSAGE,
            REMAKES.CREATED_AT);

    private final Db db;
    private final JsonMapper json = JsonMapper.shared();

    RemakeStore(Db db) {
        this.db = db;
    }

    Optional<Remake> latest(UUID video) {
        return db.read(sql -> sql.select(COLUMNS)
                .from(REMAKES)
                .where(REMAKES.VIDEO_ID.eq(video))
                .orderBy(REMAKES.CREATED_AT.desc(), REMAKES.ID.desc())
                .limit(1)
                .fetchOptional(RemakeStore::remake));
    }

    /**
     * @param counted bytes that count as its owner's
     * @param key of its file; null where it has none
     */
    record Standing(
            UUID owner,
            VideoStatus status,
            @Nullable String movingTo,
            @Nullable String key,
            long counted,
            boolean binned,
            boolean underWay) {}

    /** Locked until the transaction ends. */
    Optional<Standing> lock(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(
                                VIDEOS.USER_ID,
                                VIDEOS.STATUS,
                                VIDEOS.MOVING_TO,
                                VIDEOS.STORAGE_KEY,
                                VIDEOS.COUNTED_BYTES,
                                VIDEOS.DELETED_AT,
                                DSL.field(DSL.exists(
                                        DSL.selectOne().from(REMAKES).where(REMAKES.VIDEO_ID.eq(VIDEOS.ID), OPEN))))
                        .from(VIDEOS)
                        .where(VIDEOS.ID.eq(video))
                        .forUpdate()
                        .of(VIDEOS)
                        .fetchOptional(row -> new Standing(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                row.value4(),
                                row.value5(),
                                row.value6() != null,
                                row.value7())));
    }

    void again(UUID video) {
        db.system(
                PART,
                sql -> sql.insertInto(REMAKES)
                        .set(REMAKES.VIDEO_ID, video)
                        .set(REMAKES.KIND, RemakeKind.again)
                        .set(REMAKES.STATE, RemakeState.waiting)
                        .execute());
    }

    void replacing(UUID video, UUID upload, String filename) {
        var name = Titles.filename(filename);
        db.system(
                PART,
                sql -> sql.insertInto(REMAKES)
                        .set(REMAKES.VIDEO_ID, video)
                        .set(REMAKES.KIND, RemakeKind.replacement)
                        .set(REMAKES.STATE, RemakeState.arriving)
                        .set(REMAKES.UPLOAD_ID, upload)
                        .set(REMAKES.FILENAME, name.isEmpty() ? null : name)
                        .execute());
    }

    /** A video that failed is tried once more from its file. */
    void queue(UUID video) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .set(VIDEOS.STATUS, VideoStatus.queued)
                        .set(VIDEOS.PROCESSING_PROGRESS, (short) 0)
                        .setNull(VIDEOS.ERROR_CODE)
                        .setNull(VIDEOS.ERROR_MESSAGE)
                        .where(VIDEOS.ID.eq(video), VIDEOS.STATUS.eq(VideoStatus.error))
                        .execute());
    }

    /**
     * @param source null until the other file was looked into, and where there is none
     * @param reserved how much larger the other file is
     */
    record Open(
            UUID id,
            UUID video,
            RemakeState state,
            Arrivals.@Nullable Arrived source,
            byte @Nullable [] sha256,
            @Nullable String filename,
            long reserved) {}

    Optional<Open> open(UUID video) {
        return open(REMAKES.VIDEO_ID.eq(video));
    }

    Optional<Open> openOf(UUID upload) {
        return open(REMAKES.UPLOAD_ID.eq(upload));
    }

    private Optional<Open> open(Condition which) {
        return db.system(
                PART,
                sql -> sql.select(
                                REMAKES.ID,
                                REMAKES.VIDEO_ID,
                                REMAKES.STATE,
                                REMAKES.SOURCE,
                                REMAKES.SOURCE_SHA256,
                                REMAKES.FILENAME,
                                REMAKES.RESERVED_BYTES)
                        .from(REMAKES)
                        .where(which, OPEN)
                        .fetchOptional(row -> new Open(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                row.value4() == null
                                        ? null
                                        : json.readValue(row.value4().data(), Arrivals.Arrived.class),
                                row.value5(),
                                row.value6(),
                                row.value7())));
    }

    boolean isWanted(UUID video) {
        return db.system(
                PART,
                sql -> sql.fetchExists(
                        VIDEOS,
                        VIDEOS.ID
                                .eq(video)
                                .and(VIDEOS.STATUS
                                        .ne(VideoStatus.ready)
                                        .or(DSL.exists(DSL.selectOne()
                                                .from(REMAKES)
                                                .where(REMAKES.VIDEO_ID.eq(VIDEOS.ID), OPEN))))));
    }

    boolean begun(UUID video) {
        return db.system(
                PART,
                sql -> sql.update(REMAKES)
                                .set(REMAKES.STATE, RemakeState.making)
                                .where(REMAKES.VIDEO_ID.eq(video), REMAKES.STATE.eq(RemakeState.waiting))
                                .execute()
                        > 0);
    }

    /** Nothing of it is left to make. */
    void ready(UUID remake) {
        db.system(
                PART,
                sql -> sql.update(REMAKES)
                        .set(REMAKES.STATE, RemakeState.ready)
                        .set(REMAKES.PROGRESS, (short) 100)
                        .setNull(REMAKES.READY_BY)
                        .where(REMAKES.ID.eq(remake), OPEN)
                        .execute());
    }

    void cancelled(UUID remake) {
        db.system(
                PART,
                sql -> sql.update(REMAKES)
                        .set(REMAKES.STATE, RemakeState.cancelled)
                        .setNull(REMAKES.READY_BY)
                        .where(REMAKES.ID.eq(remake), OPEN)
                        .execute());
    }

    void failed(UUID remake, String code, String sentence) {
        db.system(
                PART,
                sql -> sql.update(REMAKES)
                        .set(REMAKES.STATE, RemakeState.failed)
                        .setNull(REMAKES.READY_BY)
                        .set(REMAKES.ERROR_CODE, code)
                        .set(REMAKES.ERROR_MESSAGE, sentence)
                        .where(REMAKES.ID.eq(remake), OPEN)
                        .execute());
    }

    /** @param code null when it comes after all */
    void delayed(UUID remake, @Nullable String code, @Nullable String sentence) {
        db.system(
                PART,
                sql -> sql.update(REMAKES)
                        .set(REMAKES.ERROR_CODE, code)
                        .set(REMAKES.ERROR_MESSAGE, sentence)
                        .where(REMAKES.ID.eq(remake), REMAKES.STATE.eq(RemakeState.arriving))
                        .execute());
    }

    private static Remake remake(Record row) {
        return new Remake(
                row.get(REMAKES.ID),
                row.get(REMAKES.VIDEO_ID),
                Remake.Kind.valueOf(row.get(REMAKES.KIND).getLiteral().toUpperCase(Locale.ROOT)),
                Remake.State.valueOf(row.get(REMAKES.STATE).getLiteral().toUpperCase(Locale.ROOT)),
                row.get(REMAKES.STATE_AT).toInstant(),
                row.get(REMAKES.UPLOAD_ID),
                row.get(REMAKES.FILENAME),
                row.get(REMAKES.PROGRESS),
                VideoStore.instant(row.get(READY_BY)),
                row.get(REMAKES.ERROR_CODE),
                row.get(REMAKES.ERROR_MESSAGE),
                row.get(REMAKES.CREATED_AT).toInstant());
    }
}
