package dev.kinora.jobs;

import static dev.kinora.schema.Tables.JOB_PAUSES;
import static dev.kinora.schema.Tables.JOB_SCHEDULES;
import static dev.kinora.schema.Tables.JOB_TYPES;
import static dev.kinora.schema.Tables.USERS;

import dev.kinora.jobs.JobFigures.Dead;
import dev.kinora.jobs.JobFigures.Kind;
import dev.kinora.jobs.JobFigures.Pause;
import dev.kinora.jobs.JobFigures.Schedule;
import dev.kinora.jobs.JobFigures.Span;
import dev.kinora.jobs.JobFigures.WorkerFigure;
import dev.kinora.jobs.JobFigures.WorkerState;
import dev.kinora.platform.Db;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Counts, none of which reads processing_jobs but by key. */
final class JobFigureStore {
    static final long MOST = 100_000;
    static final int MOST_LOOKED_UP = 10_000;

    private static final TypeReference<WorkerDetails> DETAILS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Db db;

    JobFigureStore(Db db) {
        this.db = db;
    }

    /** Every kind of work there is, by lane and name. What is ready is counted by ranges of its key, the rest by few rows. */
    List<Kind> counts(Instant since) {
        return db.read(sql -> sql.fetch(
                        """
                        with recursive heads (class, seq, ready_at) as (
                            (select r.class, r.seq, r.ready_at from job_ready r order by r.class, r.seq limit 1)
                            union all
                            select n.class, n.seq, n.ready_at from heads, lateral (
                                select r.class, r.seq, r.ready_at from job_ready r where r.class > heads.class order by r.class, r.seq limit 1) n),
                        oldest as (select class / 16384 as type, min(ready_at) as ready_at from heads group by 1),
                        held as (
                            select j.job_type from job_leases l, unnest(l.job_ids) h (id) join processing_jobs j on j.id = h.id
                            where j.status in ('queued', 'running')),
                        counted (state, type, jobs) as (
                            select 'scheduled', j.job_type, count(*) from (select job_id from job_due limit ?) d
                                join processing_jobs j on j.id = d.job_id group by 2
                            union all
                            select 'gated', j.job_type, count(*) from (select job_id from job_gated limit ?) g
                                join processing_jobs j on j.id = g.job_id group by 2
                            union all
                            select 'waiting', w.job_type, count(*) from (select job_type from processing_jobs where waits limit ?) w group by 2
                            union all
                            select 'running', h.job_type, count(*) from held h group by 2
                            union all
                            select 'dead', d.job_type, count(*) from (select job_type from dead_jobs limit ?) d group by 2
                            union all
                            select 'completed', m.job_type, sum(m.completed) from job_minutes m where m.minute >= ?::timestamptz group by 2
                            union all
                            select 'failed', m.job_type, sum(m.failed) from job_minutes m where m.minute >= ?::timestamptz group by 2)
                        select t.name, t.lane, o.ready_at,
                               case when o.type is null then 0 else (
                                   select count(*) from (
                                       select from job_ready r
                                       where r.class >= t.id::integer * 16384 and r.class < (t.id::integer + 1) * 16384 limit ?) r) end as ready,
                               coalesce(sum(c.jobs) filter (where c.state = 'scheduled'), 0) as scheduled,
                               coalesce(sum(c.jobs) filter (where c.state = 'gated'), 0) as gated,
                               coalesce(sum(c.jobs) filter (where c.state = 'waiting'), 0) as waiting,
                               coalesce(sum(c.jobs) filter (where c.state = 'running'), 0) as running,
                               coalesce(sum(c.jobs) filter (where c.state = 'dead'), 0) as dead,
                               coalesce(sum(c.jobs) filter (where c.state = 'completed'), 0) as completed,
                               coalesce(sum(c.jobs) filter (where c.state = 'failed'), 0) as failed
                        from job_types t left join oldest o on o.type = t.id left join counted c on c.type = t.name
                        group by t.id, t.name, t.lane, o.type, o.ready_at
                        order by t.lane, t.name""",
                        MOST_LOOKED_UP,
                        MOST_LOOKED_UP,
                        MOST_LOOKED_UP,
                        MOST,
                        since.toString(),
                        since.toString(),
                        MOST)
                .map(JobFigureStore::kind));
    }

    private static Kind kind(Record row) {
        return new Kind(
                row.get("name", String.class),
                row.get("lane", String.class),
                row.get("ready", Long.class),
                row.get("scheduled", Long.class),
                row.get("gated", Long.class),
                row.get("waiting", Long.class),
                row.get("running", Long.class),
                row.get("dead", Long.class),
                instant(row, "ready_at"),
                false,
                row.get("completed", Long.class),
                row.get("failed", Long.class));
    }

    List<Span> spans(Instant first, Duration each) {
        return db.read(sql -> sql.fetch("""
                        select date_bin(? * interval '1 second', m.minute, ?::timestamptz) as began,
                               sum(m.completed) as completed, sum(m.failed) as failed, sum(m.retried) as retried
                        from job_minutes m where m.minute >= ?::timestamptz group by 1 order by 1""", each.toSeconds(), first.toString(), first.toString())
                .map(row -> new Span(
                        row.get("began", OffsetDateTime.class).toInstant(),
                        row.get("completed", Long.class),
                        row.get("failed", Long.class),
                        row.get("retried", Long.class))));
    }

    List<Dead> dead() {
        return db.read(sql -> sql.fetch("""
                        select d.job_type, d.error_code, count(*) as jobs, max(d.failed_at) as latest
                        from (select job_type, error_code, failed_at from dead_jobs order by failed_at desc limit ?) d
                        group by 1, 2 order by 3 desc, 4 desc limit 100""", MOST)
                .map(row -> new Dead(
                        row.get("job_type", String.class),
                        row.get("error_code", String.class),
                        row.get("jobs", Long.class),
                        row.get("latest", OffsetDateTime.class).toInstant())));
    }

    record WorkerDetails(
            @Nullable Map<String, Integer> slots,
            @Nullable List<String> types,
            @Nullable String ffmpeg,
            @Nullable Boolean lost) {}

    /** By the database's clock, which is the one that heartbeats are written by. */
    List<WorkerFigure> workers(Duration lease) {
        return db.read(sql -> sql.fetch("""
                        select w.*, extract(epoch from clock_timestamp() - w.heartbeat_at) as silence,
                               (select count(*) from job_leases l, unnest(l.job_ids) h (id) join processing_jobs j on j.id = h.id
                                where l.worker_id = w.id and j.status in ('queued', 'running')) as held
                        from workers w
                        where w.stopped_at is null or w.stopped_at > clock_timestamp() - interval '1 day'
                        order by w.stopped_at desc nulls first, w.started_at desc limit 100""").map(row -> worker(row, lease)));
    }

    private static WorkerFigure worker(Record row, Duration lease) {
        var details = JSON.readValue(row.get("details", String.class), DETAILS);
        var silence = Duration.ofMillis(Math.max(0, Math.round(row.get("silence", Double.class) * 1_000)));
        var stoppedAt = instant(row, "stopped_at");
        var state = Boolean.TRUE.equals(details.lost())
                ? WorkerState.lost
                : stoppedAt != null
                        ? WorkerState.stopped
                        : silence.compareTo(lease) > 0 ? WorkerState.silent : WorkerState.working;
        return new WorkerFigure(
                row.get("id", UUID.class),
                row.get("name", String.class),
                state,
                Arrays.asList(row.get("lanes", String[].class)),
                details.slots() == null ? Map.of() : details.slots(),
                details.types() == null ? List.of() : details.types(),
                details.ffmpeg(),
                row.get("held", Integer.class),
                row.get("started_at", OffsetDateTime.class).toInstant(),
                row.get("heartbeat_at", OffsetDateTime.class).toInstant(),
                silence,
                stoppedAt);
    }

    List<Pause> pauses() {
        return db.read(sql -> sql.select(JOB_PAUSES.SCOPE, JOB_PAUSES.CREATED_AT, JOB_PAUSES.PAUSED_BY, USERS.USERNAME)
                .from(JOB_PAUSES)
                .leftJoin(USERS)
                .on(USERS.ID.eq(JOB_PAUSES.PAUSED_BY))
                .orderBy(JOB_PAUSES.SCOPE)
                .fetch(row -> new Pause(row.value1(), row.value2().toInstant(), row.value3(), row.value4())));
    }

    List<Schedule> schedules() {
        return db.read(sql -> sql.selectFrom(JOB_SCHEDULES)
                .orderBy(JOB_SCHEDULES.NAME)
                .fetch(row -> new Schedule(
                        row.get(JOB_SCHEDULES.NAME),
                        row.get(JOB_SCHEDULES.JOB_TYPE),
                        row.get(JOB_SCHEDULES.CRON),
                        row.get(JOB_SCHEDULES.TIME_ZONE),
                        row.get(JOB_SCHEDULES.CATCH_UP).getLiteral(),
                        row.get(JOB_SCHEDULES.NEXT_AT).toInstant(),
                        instant(row, "last_at"),
                        row.get(JOB_SCHEDULES.LAST_JOB_ID),
                        instant(row, "paused_at"))));
    }

    Map<String, String> lanesByType() {
        return db.read(sql -> {
            var lanes = new LinkedHashMap<String, String>();
            sql.select(JOB_TYPES.NAME, JOB_TYPES.LANE)
                    .from(JOB_TYPES)
                    .orderBy(JOB_TYPES.NAME)
                    .forEach(row -> lanes.put(row.value1(), row.value2()));
            return lanes;
        });
    }

    private static @Nullable Instant instant(Record row, String column) {
        var time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
