package dev.kinora.jobs;

import dev.kinora.platform.Db;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import tools.jackson.databind.json.JsonMapper;

/** What a worker does beside its turns: saying that it lives, looking after others, moving on what waits. */
final class WorkerStore {
    private final Db db;
    private final JsonMapper json;

    WorkerStore(Db db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** Makes the kinds of work known, and says which number each has. */
    Map<String, Integer> declare(Collection<JobType> types) {
        return db.write(sql -> {
            // Always in the same order: else of two workers that start at once each waits for the other.
            for (var type :
                    types.stream().sorted(Comparator.comparing(JobType::name)).toList()) {
                sql.execute(
                        """
                        update job_types set lane = ?, priority = ?::smallint, max_attempts = ?
                        where name = ? and (lane, priority, max_attempts) <> (?, ?::smallint, ?)""",
                        type.lane(),
                        type.priority(),
                        type.attempts(),
                        type.name(),
                        type.lane(),
                        type.priority(),
                        type.attempts());
                // An insertion that conflicts draws a number all the same, and there are few of them.
                sql.execute("""
                        insert into job_types (name, lane, priority, max_attempts) select ?, ?, ?::smallint, ?
                        where not exists (select from job_types where name = ?) on conflict (name) do nothing""", type.name(), type.lane(), type.priority(), type.attempts(), type.name());
            }
            var ids = new HashMap<String, Integer>();
            sql.fetch("select name, id from job_types")
                    .forEach(row -> ids.put(row.get("name", String.class), row.get("id", Integer.class)));
            return ids;
        });
    }

    void register(UUID id, String name, Set<String> lanes, Map<String, Object> details) {
        db.write(sql -> sql.execute(
                "insert into workers (id, name, lanes, details) values (?, ?, ?, ?::jsonb)",
                id,
                name,
                lanes.toArray(String[]::new),
                json.writeValueAsString(details)));
    }

    /** @return whether this worker is still held to be alive */
    boolean beat(UUID id) {
        return db.write(sql -> sql.execute(
                        "update workers set heartbeat_at = clock_timestamp() where id = ? and stopped_at is null", id)
                == 1);
    }

    /**
     * @param lost workers that were not heard of any more
     * @param others how many live beside this one
     */
    record Rescued(List<UUID> lost, Set<Integer> classes, int others) {}

    /**
     * Takes the jobs of those away who have not been heard of for so long; one that cannot be had now is had next time. A job that
     * a transaction of theirs completes without coming to its end names them as its worker: that does not keep them alive.
     */
    Rescued rescue(UUID self, Duration lease, Instant now) {
        List<UUID> lost = db.write(sql -> sql.fetch("""
                        update workers set stopped_at = greatest(clock_timestamp(), heartbeat_at), details = details || '{"lost": true}'
                        where id = any (array(
                            select id from workers where stopped_at is null and id <> ? and heartbeat_at < clock_timestamp() - ? * interval '1 millisecond'
                            for no key update skip locked))
                        returning id""", self, lease.toMillis()).getValues(0, UUID.class));
        // A worker that was lost may take something before it notices, and one that stops while a turn is on its way.
        var look = db.glance(sql -> sql.fetchSingle("""
                        select array_agg(distinct l.worker_id) filter (
                                   where not exists (select from workers w where w.id = l.worker_id and w.stopped_at is null)),
                               coalesce(bool_or(l.job_ids = '{}' and l.claimed_at < clock_timestamp() - interval '1 hour'), false),
                               (select count(*)::integer from workers w
                                where w.stopped_at is null and w.id <> ? and w.heartbeat_at > clock_timestamp() - ? * interval '1 millisecond')
                        from job_leases l where l.claimed_at < clock_timestamp() - ? * interval '1 millisecond'""", self, lease.toMillis(), lease.toMillis()));
        if (look.get(1, Boolean.class)) {
            // Left in the place of claims that never came to be; by now none of them can.
            db.write(
                    sql -> sql.execute(
                            "delete from job_leases where job_ids = '{}' and claimed_at < clock_timestamp() - interval '1 hour'"));
        }
        var gone = look.get(0, UUID[].class);
        var classes = new HashSet<Integer>();
        Stream.concat(lost.stream(), gone == null ? Stream.<UUID>empty() : Stream.of(gone))
                .distinct()
                .forEach(worker -> classes.addAll(db.write(sql -> giveBack(sql, worker, now, true))));
        return new Rescued(lost, classes, look.get(2, Integer.class));
    }

    /** Everything of this worker is queued again, and not counted as an attempt. */
    void stop(UUID id, Instant now) {
        db.write(sql -> {
            sql.execute(
                    "update workers set stopped_at = greatest(clock_timestamp(), heartbeat_at) where id = ? and stopped_at is null",
                    id);
            return giveBack(sql, id, now, false);
        });
    }

    private static Set<Integer> giveBack(DSLContext sql, UUID worker, Instant now, boolean counted) {
        return classes(sql.fetch("select rescue_jobs(?::uuid, ?::timestamptz, ?)", worker, now.toString(), counted));
    }

    /**
     * Queues a job that was born leased and is not begun. Whether it was may not be known: an empty lease in its place waits for a
     * transaction that is on its way, or makes it fail if it is yet to come.
     */
    Set<Integer> giveBack(UUID worker, UUID lease, UUID job, Instant now) {
        return db.write(sql -> {
            var unborn = sql.execute(
                    "insert into job_leases (id, worker_id, job_ids) values (?, ?, '{}') on conflict do nothing",
                    lease,
                    worker);
            if (unborn > 0) {
                return Set.of();
            }
            var classes = classes(sql.fetch(
                    "select return_jobs(array[?]::uuid[], array[?]::uuid[], ?::timestamptz)",
                    job,
                    lease,
                    now.toString()));
            sql.execute("delete from job_leases where id = ? and job_ids = '{}'", lease);
            return classes;
        });
    }

    /**
     * What a tick would find to do.
     *
     * @param everythingPaused or else the kinds that are
     */
    record News(
            boolean due,
            boolean scheduled,
            boolean children,
            boolean gates,
            boolean everythingPaused,
            Set<String> paused) {}

    /** One look each second, since each transaction that finds nothing would hold up those that do something. */
    News news(Instant now) {
        return db.glance(sql -> {
            var row = sql.fetchSingle("""
                    select exists (select from job_due where due_at <= given.now_is),
                           exists (select from job_schedules where next_at <= given.now_is and paused_at is null),
                           exists (select from job_releases), exists (select from job_gated), array(select scope from job_pauses)
                    from (select ?::timestamptz as now_is) given""", now.toString());
            var paused = new HashSet<>(List.of(row.get(4, String[].class)));
            return new News(
                    row.get(0, Boolean.class),
                    row.get(1, Boolean.class),
                    row.get(2, Boolean.class),
                    row.get(3, Boolean.class),
                    paused.remove("*"),
                    paused);
        });
    }

    Set<Integer> due(Instant now) {
        return db.write(sql -> classes(sql.fetch("select begin_due_jobs(?::timestamptz)", now.toString())));
    }

    Set<Integer> gates(Instant now) {
        return db.write(sql -> classes(sql.fetch("select open_gates(?::timestamptz)", now.toString())));
    }

    record Told(Set<Integer> classes, boolean more) {}

    Told tellChildren(Instant now) {
        return db.write(sql -> {
            // It gives way to whoever queues more children, as a turn does.
            sql.execute("set local lock_timeout = '500ms'");
            var classes = classes(sql.fetch("select tell_children(?::timestamptz)", now.toString()));
            // Another process may be at it, and goes on until there is nothing left.
            var more =
                    "select exists (select from job_releases) and pg_try_advisory_xact_lock(hashtextextended('job releases', 0))";
            return new Told(classes, Boolean.TRUE.equals(sql.fetchValue(more)));
        });
    }

    /** The first place of every class that is ready, found from one to the next. */
    Map<Integer, Long> heads() {
        return db.read(sql -> {
            var heads = new HashMap<Integer, Long>();
            sql.fetch("""
                    with recursive heads (class, seq) as (
                        (select r.class, r.seq from job_ready r order by r.class, r.seq limit 1)
                        union all
                        select n.class, n.seq from heads, lateral (
                            select r.class, r.seq from job_ready r where r.class > heads.class order by r.class, r.seq limit 1) n)
                    select class, seq from heads""").forEach(row -> heads.put(row.get(0, Integer.class), row.get(1, Long.class)));
            return heads;
        });
    }

    record Sight(Running job, Running.@org.jspecify.annotations.Nullable Progress progress) {}

    /**
     * Shows what has run for a while, and how far it is. What is not ours any more stays as it is: the rows are locked first, and the
     * second statement sees what their leases hold since then. A row that somebody else has locked waits for the next time.
     */
    void show(UUID worker, List<Sight> sights) {
        var ids = new ArrayList<UUID>();
        var leases = new ArrayList<UUID>();
        var elapsed = new ArrayList<Integer>();
        var percents = new ArrayList<Integer>();
        var steps = new ArrayList<String>();
        for (var sight : sights) {
            ids.add(sight.job().claim().id());
            leases.add(sight.job().claim().lease());
            elapsed.add(sight.job().elapsedMillis());
            percents.add(sight.progress() == null ? null : sight.progress().percent());
            steps.add(sight.progress() == null ? null : sight.progress().step());
        }
        db.write(sql -> {
            var locked = sql.fetch("""
                            select id from processing_jobs where id = any (?) and status in ('queued', 'running')
                            order by id for no key update skip locked""", (Object) ids.toArray(UUID[]::new)).getValues(0, UUID.class);
            return sql.execute(
                    """
                    with shown as (
                        update processing_jobs j
                        set status = 'running', attempts = j.attempts + (j.status = 'queued')::integer, worker_id = ?,
                            started_at = case when j.status = 'queued' then clock_timestamp() - make_interval(secs => u.elapsed / 1000.0) else j.started_at end,
                            status_changed_at = case when j.status = 'queued' then clock_timestamp() else j.status_changed_at end,
                            updated_at = clock_timestamp(),
                            progress = coalesce(u.percent, j.progress), progress_step = coalesce(u.step, j.progress_step),
                            expected_end_at = case when coalesce(u.percent, j.progress) between 1 and 99
                                then clock_timestamp() + make_interval(secs => u.elapsed / 1000.0 * (100 - coalesce(u.percent, j.progress)) / coalesce(u.percent, j.progress)) end
                        from unnest(?::uuid[], ?::uuid[], ?::integer[], ?::smallint[], ?::text[]) u (id, lease, elapsed, percent, step)
                        join job_leases l on l.id = u.lease and u.id = any (l.job_ids)
                        where j.id = u.id and j.id = any (?) and j.status in ('queued', 'running')
                        returning j.id, j.attempts, j.worker_id, j.started_at)
                    insert into job_events (job_id, kind, attempt, worker_id, at)
                    select s.id, 'begun', s.attempts, s.worker_id, s.started_at from shown s
                    where not exists (select from job_events e where e.job_id = s.id and e.kind = 'begun' and e.attempt = s.attempts)""",
                    worker,
                    ids.toArray(UUID[]::new),
                    leases.toArray(UUID[]::new),
                    elapsed.toArray(Integer[]::new),
                    percents.toArray(Integer[]::new),
                    steps.toArray(String[]::new),
                    locked.toArray(UUID[]::new));
        });
    }

    /** Which of these somebody wants to stop. */
    List<UUID> unwanted(Collection<UUID> jobs) {
        return db.read(sql -> sql.fetch(
                        "select id from processing_jobs where id = any (?) and cancel_requested_at is not null",
                        (Object) jobs.toArray(UUID[]::new))
                .getValues(0, UUID.class));
    }

    private static Set<Integer> classes(Result<? extends Record> rows) {
        return new HashSet<>(rows.getValues(0, Integer.class));
    }
}
