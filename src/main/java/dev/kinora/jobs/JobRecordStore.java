package dev.kinora.jobs;

import static dev.kinora.schema.Tables.JOB_GATED;
import static dev.kinora.schema.Tables.JOB_LEASES;
import static dev.kinora.schema.Tables.JOB_TYPES;
import static dev.kinora.schema.Tables.PROCESSING_JOBS;
import static dev.kinora.schema.Tables.USERS;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.WORKERS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.JobStatus;
import dev.kinora.schema.tables.ProcessingJobs;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One job, and how a row of any query reads as one. */
final class JobRecordStore {
    static final ProcessingJobs J = PROCESSING_JOBS.as("j");
    static final Field<String> LANE = DSL.coalesce(JOB_TYPES.LANE, DSL.inline(Lanes.LIGHT));
    private static final Field<OffsetDateTime> DUE =
            DSL.field("greatest({0}, {1})", OffsetDateTime.class, J.SCHEDULED_FOR, J.BACKOFF_UNTIL);

    private static final Field<String> TASK =
            DSL.field("{0} ->> 'task'", String.class, J.JOB_DATA).as("task");
    private static final Field<String> OBSTACLE = DSL.case_()
            .when(J.STATUS.eq(JobStatus.queued), DSL.field("job_obstacle({0})", String.class, J.JOB_TYPE))
            .as("obstacle");

    private final Db db;

    JobRecordStore(Db db) {
        this.db = db;
    }

    Optional<Job> find(UUID id, Instant now) {
        return db.read(sql ->
                joined(sql.select(columns(now)).from(J)).where(J.ID.eq(id)).fetchOptional(row -> job(row, now)));
    }

    Optional<JobFile> file(UUID id, Instant now) {
        var columns = columns(now);
        columns.addAll(List.of(
                J.JOB_DATA,
                J.RESULT_DATA,
                J.ERROR_STACK,
                J.ERROR_DETAILS,
                J.GATE,
                J.GATE_LIMIT,
                J.UNIQUE_KEY,
                J.WHEN_PARENT_FAILS,
                J.WORKER_ID,
                WORKERS.NAME));
        return db.read(sql -> joined(sql.select(columns).from(J))
                .leftJoin(WORKERS)
                .on(WORKERS.ID.eq(J.WORKER_ID))
                .where(J.ID.eq(id))
                .fetchOptional(row -> file(row, now)));
    }

    private static JobFile file(Record row, Instant now) {
        var limit = row.get(J.GATE_LIMIT);
        return new JobFile(
                job(row, now),
                row.get(J.JOB_DATA).data(),
                text(row.get(J.RESULT_DATA)),
                row.get(J.ERROR_STACK),
                text(row.get(J.ERROR_DETAILS)),
                row.get(J.GATE),
                limit == null ? null : limit.intValue(),
                row.get(J.UNIQUE_KEY),
                row.get(J.WHEN_PARENT_FAILS),
                row.get(J.WORKER_ID),
                row.get(WORKERS.NAME));
    }

    static org.jooq.Select<org.jooq.Record1<UUID>> held() {
        return DSL.select(DSL.field("unnest({0})", UUID.class, JOB_LEASES.JOB_IDS))
                .from(JOB_LEASES);
    }

    /** A job is held from the moment it is taken, and said to run a moment later. Only admins see what is held. */
    static Field<String> stateOf(Instant now) {
        return DSL.case_()
                .when(J.STATUS.ne(JobStatus.queued), J.STATUS.cast(String.class))
                .when(J.WAITS, DSL.inline(JobState.waiting.name()))
                .when(J.ID.in(held()), DSL.inline(JobState.running.name()))
                .when(DUE.gt(at(now)), DSL.inline(JobState.scheduled.name()))
                .when(
                        J.GATE.isNotNull()
                                .and(DSL.exists(DSL.selectOne().from(JOB_GATED).where(JOB_GATED.JOB_ID.eq(J.ID)))),
                        DSL.inline(JobState.gated.name()))
                .otherwise(DSL.inline(JobState.ready.name()));
    }

    private static Field<String> state(Instant now) {
        return stateOf(now).as("state");
    }

    static ArrayList<Field<?>> columns(Instant now) {
        return new ArrayList<>(List.of(
                J.ID,
                J.JOB_TYPE,
                TASK,
                LANE,
                state(now),
                J.STATUS,
                OBSTACLE,
                J.PRIORITY,
                J.USER_ID,
                USERS.USERNAME,
                J.VIDEO_ID,
                VIDEOS.TITLE,
                J.ATTEMPTS,
                J.MAX_ATTEMPTS,
                J.PROGRESS,
                J.PROGRESS_STEP,
                J.CREATED_AT,
                DUE,
                J.STATUS_CHANGED_AT,
                J.STARTED_AT,
                J.COMPLETED_AT,
                J.DURATION_MS,
                J.EXPECTED_END_AT,
                J.CANCEL_REQUESTED_AT,
                J.PENDING_PARENTS,
                J.HAS_CHILDREN,
                J.ERROR_CODE,
                J.ERROR_MESSAGE,
                J.UPDATED_AT));
    }

    static org.jooq.SelectOnConditionStep<Record> joined(SelectJoinStep<Record> query) {
        return query.leftJoin(JOB_TYPES)
                .on(JOB_TYPES.NAME.eq(J.JOB_TYPE))
                .leftJoin(USERS)
                .on(USERS.ID.eq(J.USER_ID))
                .leftJoin(VIDEOS)
                .on(VIDEOS.ID.eq(J.VIDEO_ID));
    }

    static Job job(Record row, Instant now) {
        var took = row.get(J.DURATION_MS);
        var state = JobState.valueOf(row.get(state(now)));
        var obstacle = row.get(OBSTACLE);
        // The attempt is counted in its row a moment after it began.
        var begun = state == JobState.running && row.get(J.STATUS) == JobStatus.queued ? 1 : 0;
        return new Job(
                row.get(J.ID),
                row.get(J.JOB_TYPE),
                row.get(TASK),
                row.get(LANE),
                state,
                row.get(J.STATUS),
                obstacle == null || state == JobState.running ? null : Obstacle.valueOf(obstacle),
                row.get(J.PRIORITY),
                row.get(J.USER_ID),
                row.get(USERS.USERNAME),
                row.get(J.VIDEO_ID),
                row.get(VIDEOS.TITLE),
                row.get(J.ATTEMPTS) + begun,
                row.get(J.MAX_ATTEMPTS),
                row.get(J.PROGRESS),
                row.get(J.PROGRESS_STEP),
                row.get(J.CREATED_AT).toInstant(),
                row.get(DUE).toInstant(),
                row.get(J.STATUS_CHANGED_AT).toInstant(),
                instant(row.get(J.STARTED_AT)),
                instant(row.get(J.COMPLETED_AT)),
                took == null ? null : Duration.ofMillis(took),
                instant(row.get(J.EXPECTED_END_AT)),
                instant(row.get(J.CANCEL_REQUESTED_AT)),
                row.get(J.PENDING_PARENTS),
                row.get(J.HAS_CHILDREN),
                row.get(J.ERROR_CODE),
                row.get(J.ERROR_MESSAGE),
                row.get(J.UPDATED_AT).toInstant());
    }

    private static @Nullable String text(@Nullable JSONB json) {
        return json == null ? null : json.data();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
