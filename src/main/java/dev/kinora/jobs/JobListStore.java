package dev.kinora.jobs;

import static dev.kinora.jobs.JobRecordStore.J;
import static dev.kinora.jobs.JobRecordStore.LANE;
import static dev.kinora.jobs.JobRecordStore.at;
import static dev.kinora.jobs.JobRecordStore.held;
import static dev.kinora.schema.Tables.DEAD_JOBS;
import static dev.kinora.schema.Tables.JOB_DUE;
import static dev.kinora.schema.Tables.JOB_GATED;
import static dev.kinora.schema.Tables.JOB_READY;
import static dev.kinora.schema.Tables.JOB_TYPES;
import static dev.kinora.schema.Tables.USERS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.JobStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Lists of jobs, each in the order of the table that knows it. */
final class JobListStore {
    /** How far a list looks for what no index finds. */
    private static final int FARTHEST = 100_000;

    private final Db db;

    JobListStore(Db db) {
        this.db = db;
    }

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
                                : JobRecordStore.stateOf(now).eq(filter.state().name()));
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
        var columns = JobRecordStore.columns(now);
        for (var each : order) {
            if (!columns.contains(each.$field())) {
                columns.add(each.$field());
            }
        }
        return db.read(sql -> Keyset.fetch(
                JobRecordStore.joined(sql.select(columns).from(from)).where(which),
                page,
                row -> JobRecordStore.job(row, now),
                order));
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
}
