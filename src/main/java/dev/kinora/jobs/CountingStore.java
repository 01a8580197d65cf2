package dev.kinora.jobs;

import dev.kinora.platform.Db;
import java.util.List;

/** Counts for Prometheus, from the narrow tables alone; the record of all jobs is never counted. */
final class CountingStore {
    private final Db db;

    CountingStore(Db db) {
        this.db = db;
    }

    /** @param oldestSeconds of those that are ready */
    record Depth(String lane, String state, long count, double oldestSeconds) {}

    /** Every lane in every state, with zero where there is nothing. */
    List<Depth> depths() {
        return db.read(sql -> sql.fetch("""
                select lane, state, sum(jobs)::bigint, max(oldest) from (
                    select t.lane, 'ready' as state, count(*) as jobs,
                           coalesce(extract(epoch from clock_timestamp() - min(r.ready_at)), 0)::float8 as oldest
                    from job_ready r join job_types t on t.id = r.class / 16384 group by t.lane
                    union all
                    select t.lane, 'scheduled', count(*), 0 from job_due d join processing_jobs j on j.id = d.job_id join job_types t on t.name = j.job_type
                    group by t.lane
                    union all
                    select t.lane, 'gated', count(*), 0 from job_gated g join processing_jobs j on j.id = g.job_id join job_types t on t.name = j.job_type
                    group by t.lane
                    union all
                    select t.lane, 'waiting', count(*), 0 from processing_jobs j join job_types t on t.name = j.job_type where j.waits group by t.lane
                    union all
                    select t.lane, 'running', count(*), 0 from job_leases l, unnest(l.job_ids) given (id)
                    join processing_jobs j on j.id = given.id and j.status in ('queued', 'running') join job_types t on t.name = j.job_type group by t.lane
                    union all
                    select coalesce(t.lane, 'light'), 'failed', count(*), 0 from dead_jobs d left join job_types t on t.name = d.job_type group by 1
                    union all
                    select distinct t.lane, s.state, 0, 0 from job_types t,
                        unnest(array['ready', 'scheduled', 'gated', 'waiting', 'running', 'failed']) s (state)) counted
                group by lane, state""")
                .map(row -> new Depth(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, Long.class),
                        row.get(3, Double.class))));
    }

    record Lately(String type, String outcome, long attempts) {}

    /** What all processes together did in the last half hour. */
    List<Lately> lately() {
        return db.read(sql -> sql.fetch("""
                select m.job_type, o.outcome, sum(o.attempts)::bigint
                from job_minutes m, lateral (values ('completed', m.completed), ('failed', m.failed), ('retry', m.retried)) o (outcome, attempts)
                where m.minute >= now() - interval '30 minutes' group by 1, 2""")
                .map(row -> new Lately(row.get(0, String.class), row.get(1, String.class), row.get(2, Long.class))));
    }

    record Unserved(String type, long jobs) {}

    /** What may run and nobody does. */
    List<Unserved> unserved() {
        return db.read(sql ->
                sql.fetch("""
                select t.name, (select count(*) from job_ready r where r.class >= t.id::integer * 16384 and r.class < (t.id::integer + 1) * 16384)
                from job_types t
                where exists (select from job_ready r where r.class >= t.id::integer * 16384 and r.class < (t.id::integer + 1) * 16384)
                  and job_obstacle(t.name) = 'unserved'""").map(row -> new Unserved(row.get(0, String.class), row.get(1, Long.class))));
    }

    int workers() {
        return db.read(sql -> sql.fetchSingle(
                        "select count(*)::integer from workers where stopped_at is null and heartbeat_at > clock_timestamp() - interval '1 minute'")
                .get(0, Integer.class));
    }
}
