package dev.kinora.uploads;

import static dev.kinora.schema.Tables.PROCESSING_JOBS;
import static dev.kinora.schema.Tables.UPLOADS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.JobStatus;
import dev.kinora.schema.enums.VideoStatus;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Imports, by the jobs that fetch them: of each video the latest. */
final class ImportStore {
    private static final Field<String> ADDRESS =
            DSL.field("{0} ->> 'url'", String.class, PROCESSING_JOBS.JOB_DATA).as("address");
    private static final Field<OffsetDateTime> DUE = DSL.field(
                    "greatest({0}, {1})",
                    OffsetDateTime.class, PROCESSING_JOBS.SCHEDULED_FOR, PROCESSING_JOBS.BACKOFF_UNTIL)
            .as("due");
    private static final List<SelectField<?>> COLUMNS = List.of(
            PROCESSING_JOBS.ID,
            PROCESSING_JOBS.STATUS,
            PROCESSING_JOBS.ATTEMPTS,
            PROCESSING_JOBS.ERROR_CODE,
            PROCESSING_JOBS.ERROR_MESSAGE,
            PROCESSING_JOBS.CREATED_AT,
            ADDRESS,
            DUE,
            VIDEOS.ID,
            VIDEOS.TITLE,
            VIDEOS.STATUS,
            VIDEOS.ERROR_CODE,
            VIDEOS.ERROR_MESSAGE,
            VIDEOS.ORIGINAL_SIZE,
            UPLOADS.ID,
            UPLOADS.RECEIVED,
            UPLOADS.LENGTH);

    private final Db db;

    ImportStore(Db db) {
        this.db = db;
    }

    /** The viewer's, newest first. */
    Page<VideoImport> mine(PageRequest page) {
        return db.read(sql -> Keyset.fetch(
                mine(sql, DSL.noCondition()),
                page,
                ImportStore::read,
                PROCESSING_JOBS.CREATED_AT.desc(),
                PROCESSING_JOBS.ID.desc()));
    }

    Optional<VideoImport> find(UUID video) {
        return db.read(sql -> mine(sql, PROCESSING_JOBS.VIDEO_ID.eq(video))
                .orderBy(PROCESSING_JOBS.CREATED_AT.desc(), PROCESSING_JOBS.ID.desc())
                .limit(1)
                .fetchOptional(ImportStore::read));
    }

    /** Until the transaction ends nobody else begins to fetch it. */
    void lock(UUID video) {
        db.system(
                "uploads",
                sql -> sql.select(VIDEOS.ID)
                        .from(VIDEOS)
                        .where(VIDEOS.ID.eq(video))
                        .forUpdate()
                        .fetch());
    }

    private static SelectConditionStep<Record> mine(DSLContext sql, Condition which) {
        var later = PROCESSING_JOBS.as("later");
        return sql.select(COLUMNS)
                .from(PROCESSING_JOBS)
                .join(VIDEOS)
                .on(VIDEOS.ID.eq(PROCESSING_JOBS.VIDEO_ID))
                .leftJoin(UPLOADS)
                .on(UPLOADS.ID.eq(DSL.field("({0} ->> 'upload')::uuid", UUID.class, PROCESSING_JOBS.JOB_DATA)))
                .where(
                        PROCESSING_JOBS.USER_ID.eq(DSL.field("(select current_user_id())", UUID.class)),
                        PROCESSING_JOBS.JOB_TYPE.eq(Downloading.TYPE.name()),
                        VIDEOS.DELETED_AT.isNull(),
                        which)
                .andNotExists(DSL.selectOne()
                        .from(later)
                        .where(
                                later.VIDEO_ID.eq(PROCESSING_JOBS.VIDEO_ID),
                                later.JOB_TYPE.eq(PROCESSING_JOBS.JOB_TYPE),
                                DSL.row(later.CREATED_AT, later.ID)
                                        .gt(DSL.row(PROCESSING_JOBS.CREATED_AT, PROCESSING_JOBS.ID))));
    }

    private static VideoImport read(Record row) {
        var state = state(row);
        var failed = state == VideoImport.State.failed;
        var retrying = state == VideoImport.State.retrying;
        // What was found wrong with the film once it was there is the video's; what kept it from coming is the job's as
        // well.
        var ofVideo =
                row.get(VIDEOS.STATUS) == VideoStatus.error && row.get(PROCESSING_JOBS.STATUS) == JobStatus.completed;
        var due = row.get(DUE);
        return new VideoImport(
                row.get(VIDEOS.ID),
                row.get(VIDEOS.TITLE),
                Objects.requireNonNullElse(row.get(ADDRESS), ""),
                state,
                Objects.requireNonNullElse(row.get(UPLOADS.RECEIVED), 0L),
                row.get(UPLOADS.LENGTH),
                row.get(PROCESSING_JOBS.ATTEMPTS),
                failed || retrying ? code(row, ofVideo) : null,
                failed || retrying ? sentence(row, ofVideo) : null,
                retrying && due != null ? due.toInstant() : null,
                row.get(PROCESSING_JOBS.CREATED_AT).toInstant(),
                row.get(PROCESSING_JOBS.ID),
                row.get(UPLOADS.ID),
                row.get(VIDEOS.ORIGINAL_SIZE) != null);
    }

    private static VideoImport.State state(Record row) {
        var ended = row.get(VIDEOS.STATUS) == VideoStatus.error && row.get(VIDEOS.ORIGINAL_SIZE) == null;
        return switch (row.get(PROCESSING_JOBS.STATUS)) {
            case queued ->
                row.get(PROCESSING_JOBS.ERROR_CODE) == null ? VideoImport.State.waiting : VideoImport.State.retrying;
            case running -> VideoImport.State.fetching;
            case completed -> ended ? VideoImport.State.failed : VideoImport.State.fetched;
            case failed, cancelled -> VideoImport.State.failed;
        };
    }

    private static @Nullable String code(Record row, boolean ofVideo) {
        var code = ofVideo ? row.get(VIDEOS.ERROR_CODE) : row.get(PROCESSING_JOBS.ERROR_CODE);
        return code == null || code.startsWith("ERR_") ? code : Downloading.CODE;
    }

    private static String sentence(Record row, boolean ofVideo) {
        if (ofVideo) {
            return Objects.requireNonNullElse(row.get(VIDEOS.ERROR_MESSAGE), "");
        }
        if (row.get(PROCESSING_JOBS.STATUS) == JobStatus.cancelled) {
            return "Somebody stopped it.";
        }
        var code = Objects.requireNonNullElse(row.get(PROCESSING_JOBS.ERROR_CODE), "");
        return code.startsWith("ERR_")
                ? Objects.requireNonNullElse(row.get(PROCESSING_JOBS.ERROR_MESSAGE), "")
                : "Something went wrong that was not foreseen; admins see what.";
    }
}
