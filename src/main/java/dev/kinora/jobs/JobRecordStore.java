package dev.kinora.jobs;

import static dev.kinora.schema.Tables.DEAD_JOBS;
import static dev.kinora.schema.Tables.JOB_DUE;
import static dev.kinora.schema.Tables.JOB_GATED;
import static dev.kinora.schema.Tables.JOB_LEASES;
import static dev.kinora.schema.Tables.JOB_READY;
import static dev.kinora.schema.Tables.JOB_TYPES;
import static dev.kinora.schema.Tables.PROCESSING_JOBS;
import static dev.kinora.schema.Tables.USERS;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.WORKERS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
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
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Jobs as those see them who may. */
final class JobRecordStore {
    /** How far a list looks for what no index finds. */
    private static final int FARTHEST = 100_000;

    private static final ProcessingJobs J = PROCESSING_JOBS.as("j");
    private static final Field<String> LANE = DSL.coalesce(JOB_TYPES.LANE, DSL.inline(Lanes.LIGHT));
    private static final Field<OffsetDateTime> DUE =
            DSL.field("greatest({0}, {1})", OffsetDateTime.class, J.SCHEDULED_FOR, J.BACKOFF_UNTIL);

    private final Db db;

    JobRecordStore(Db db) {
        this.db = db;
    }

    // --- lists

    /** Each state is paged in the order of the table that knows it, so that no list reads what it does not show. */
    Page<Job> page(JobFilter filter, PageRequest page, Instant now) {
        return switch (filter.state()) {
            case null -> recent(filter, DSL.noCondition(), page, now);
            case completed -> recent(filter, J.STATUS.eq(JobStatus.completed), page, now);
            case cancelled -> recent(filter, J.STATUS.eq(JobStatus.cancelled), page, now);
            case failed -> failed(filter, page, now);
            case running ->
                fetch(
                        J,
                        fits(filter).and(J.ID.in(held())).and(J.STATUS.in(JobStatus.queued, JobStatus.running)),
                        page,
                        now,
                        J.CREATED_AT.desc(),
                        J.ID.desc());
            case waiting -> fetch(J, fits(filter).and(J.WAITS), page, now, J.CREATED_AT.desc(), J.ID.desc());
            case scheduled ->
                fetch(
                        JOB_DUE.join(J).on(J.ID.eq(JOB_DUE.JOB_ID)),
                        fits(filter),
                        page,
                        now,
                        JOB_DUE.DUE_AT.asc(),
                        JOB_DUE.JOB_ID.asc());
            case gated ->
                fetch(
                        JOB_GATED.join(J).on(J.ID.eq(JOB_GATED.JOB_ID)),
                        fits(filter),
                        page,
                        now,
                        JOB_GATED.GATE.asc(),
                        JOB_GATED.PRIORITY.cast(Integer.class).asc(),
                        JOB_GATED.SEQ.asc());
            case ready ->
                fetch(
                        JOB_READY.join(J).on(J.ID.eq(JOB_READY.JOB_ID)),
                        fits(filter).and(J.STATUS.eq(JobStatus.queued)),
                        page,
                        now,
                        JOB_READY.CLASS.asc(),
                        JOB_READY.SEQ.asc());
        };
    }

    /** A person's own and those of their videos, newest first: both in the order of their index. */
    Page<Job> mine(UUID person, JobFilter filter, PageRequest page, Instant now) {
        var fits = fits(filter)
                .and(
                        filter.state() == null
                                ? DSL.noCondition()
                                : stateOf(now).eq(filter.state().name()));
        var videos = DSL.array(DSL.select(VIDEOS.ID).from(VIDEOS).where(VIDEOS.USER_ID.eq(person)));
        var most = page.limit() + 1;
        var both = newest(fits.and(J.USER_ID.eq(person)), page, most)
                .union(newest(fits.and(J.VIDEO_ID.eq(DSL.any(videos))), page, most));
        return fetch(
                J,
                J.ID.in(DSL.select(DSL.field("id", UUID.class)).from(both.asTable("own"))),
                page,
                now,
                newestFirst());
    }

    private static org.jooq.Select<org.jooq.Record1<UUID>> newest(Condition which, PageRequest page, int most) {
        return DSL.select(J.ID)
                .from(J)
                .leftJoin(JOB_TYPES)
                .on(JOB_TYPES.NAME.eq(J.JOB_TYPE))
                .where(which.and(behind(page)))
                .orderBy(newestFirst())
                .limit(most);
    }

    /** The newest of them that fit, from the index of whatever narrows most; what no index finds is looked for so far. */
    private Page<Job> recent(JobFilter filter, Condition state, PageRequest page, Instant now) {
        var indexed = DSL.select(J.fields())
                .from(J)
                .where(reached(filter).and(behind(page)))
                .orderBy(newestFirst())
                .limit(FARTHEST)
                .asTable("j");
        return fetch(indexed, state.and(found(filter)), page, now, newestFirst());
    }

    private Page<Job> failed(JobFilter filter, PageRequest page, Instant now) {
        var cursor = page.cursor();
        // The seek compares two columns in opposite directions, which no index does; its first half alone does.
        var reached = cursor == null
                ? DSL.noCondition()
                : DEAD_JOBS.FAILED_AT.le((OffsetDateTime) cursor.values(List.of(OffsetDateTime.class, UUID.class))[0]);
        var asked =
                new JobFilter(null, filter.type(), filter.lane(), filter.user(), filter.video(), filter.error(), null);
        return fetch(
                DEAD_JOBS.join(J).on(J.ID.eq(DEAD_JOBS.JOB_ID)),
                fits(asked)
                        .and(reached)
                        .and(filter.since() == null ? DSL.noCondition() : DEAD_JOBS.FAILED_AT.ge(at(filter.since()))),
                page,
                now,
                DEAD_JOBS.FAILED_AT.desc(),
                DEAD_JOBS.JOB_ID.asc());
    }

    private Page<Job> fetch(Table<?> from, Condition which, PageRequest page, Instant now, SortField<?>... order) {
        var columns = columns(now);
        for (var each : order) {
            if (!columns.contains(each.$field())) {
                columns.add(each.$field());
            }
        }
        return db.read(sql ->
                Keyset.fetch(joined(sql.select(columns).from(from)).where(which), page, row -> job(row, now), order));
    }

    private static SortField<?>[] newestFirst() {
        return new SortField<?>[] {J.CREATED_AT.desc(), J.ID.desc()};
    }

    private static Condition behind(PageRequest page) {
        var cursor = page.cursor();
        if (cursor == null) {
            return DSL.noCondition();
        }
        var key = cursor.values(List.of(OffsetDateTime.class, UUID.class));
        return DSL.row(J.CREATED_AT, J.ID).lt((OffsetDateTime) key[0], (UUID) key[1]);
    }

    private static Condition fits(JobFilter filter) {
        return reached(filter).and(found(filter));
    }

    /** What an index finds. */
    private static Condition reached(JobFilter filter) {
        var all = new ArrayList<Condition>();
        if (filter.type() != null) {
            all.add(J.JOB_TYPE.eq(filter.type()));
        }
        if (filter.user() != null) {
            all.add(J.USER_ID.eq(person(filter.user())));
        }
        if (filter.video() != null) {
            all.add(J.VIDEO_ID.eq(filter.video()));
        }
        if (filter.since() != null) {
            all.add(J.CREATED_AT.ge(at(filter.since())));
        }
        return DSL.and(all);
    }

    /** What has to be looked for. */
    private static Condition found(JobFilter filter) {
        var all = new ArrayList<Condition>();
        if (filter.lane() != null) {
            all.add(LANE.eq(filter.lane()));
        }
        if (filter.error() != null) {
            all.add(J.ERROR_CODE.containsIgnoreCase(filter.error()));
        }
        return DSL.and(all);
    }

    private static Field<UUID> person(String written) {
        return JobFilter.isId(written)
                ? DSL.val(UUID.fromString(written))
                : DSL.field(DSL.select(USERS.ID).from(USERS).where(USERS.USERNAME.eq(written)));
    }

    // --- one

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

    // --- rows

    private static org.jooq.Select<org.jooq.Record1<UUID>> held() {
        return DSL.select(DSL.field("unnest({0})", UUID.class, JOB_LEASES.JOB_IDS))
                .from(JOB_LEASES);
    }

    /** A job is held from the moment it is taken, and said to run a moment later. Only admins see what is held. */
    private static Field<String> stateOf(Instant now) {
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

    private static ArrayList<Field<?>> columns(Instant now) {
        return new ArrayList<>(List.of(
                J.ID,
                J.JOB_TYPE,
                LANE,
                state(now),
                J.STATUS,
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

    private static org.jooq.SelectOnConditionStep<Record> joined(SelectJoinStep<Record> query) {
        return query.leftJoin(JOB_TYPES)
                .on(JOB_TYPES.NAME.eq(J.JOB_TYPE))
                .leftJoin(USERS)
                .on(USERS.ID.eq(J.USER_ID))
                .leftJoin(VIDEOS)
                .on(VIDEOS.ID.eq(J.VIDEO_ID));
    }

    private static Job job(Record row, Instant now) {
        var took = row.get(J.DURATION_MS);
        return new Job(
                row.get(J.ID),
                row.get(J.JOB_TYPE),
                row.get(LANE),
                JobState.valueOf(row.get(state(now))),
                row.get(J.STATUS),
                row.get(J.PRIORITY),
                row.get(J.USER_ID),
                row.get(USERS.USERNAME),
                row.get(J.VIDEO_ID),
                row.get(VIDEOS.TITLE),
                row.get(J.ATTEMPTS),
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

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
