package dev.kinora.jobs;

import static dev.kinora.schema.Tables.JOB_EVENTS;
import static dev.kinora.schema.Tables.USERS;
import static dev.kinora.schema.Tables.WORKERS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What happened to a job, and what it hangs together with. */
final class JobStoryStore {
    private static final int LEVELS = 4;
    /** On either side. */
    private static final int MOST_NODES = 100;

    private static final Field<String> CODE = detail("code");
    private static final Field<String> STACK = detail("stack");
    private static final Field<String> TOOK = detail("duration_ms");
    private static final Field<String> UNTIL = detail("until");

    private final Db db;

    JobStoryStore(Db db) {
        this.db = db;
    }

    private static Field<String> detail(String name) {
        return DSL.field("{0} ->> {1}", String.class, JOB_EVENTS.DETAILS, DSL.inline(name))
                .as("detail_" + name);
    }

    /** From the first on. */
    Page<JobNote> notes(UUID job, PageRequest page) {
        return db.read(sql -> Keyset.fetch(select(sql, job), page, JobStoryStore::note, JOB_EVENTS.ID.asc()));
    }

    /** The last ones, the first of them first. */
    List<JobNote> latest(UUID job, int most) {
        return db.read(sql -> select(sql, job)
                        .orderBy(JOB_EVENTS.ID.desc())
                        .limit(most)
                        .fetch(JobStoryStore::note))
                .reversed();
    }

    private static SelectConditionStep<Record> select(org.jooq.DSLContext sql, UUID job) {
        return sql.select(List.<Field<?>>of(
                        JOB_EVENTS.ID,
                        JOB_EVENTS.KIND,
                        JOB_EVENTS.ATTEMPT,
                        JOB_EVENTS.AT,
                        JOB_EVENTS.WORKER_ID,
                        WORKERS.NAME,
                        JOB_EVENTS.ACTOR_ID,
                        USERS.USERNAME,
                        JOB_EVENTS.MESSAGE,
                        CODE,
                        STACK,
                        TOOK,
                        UNTIL))
                .from(JOB_EVENTS)
                .leftJoin(WORKERS)
                .on(WORKERS.ID.eq(JOB_EVENTS.WORKER_ID))
                .leftJoin(USERS)
                .on(USERS.ID.eq(JOB_EVENTS.ACTOR_ID))
                .where(JOB_EVENTS.JOB_ID.eq(job));
    }

    private static JobNote note(Record row) {
        var took = row.get(TOOK);
        return new JobNote(
                row.get(JOB_EVENTS.ID),
                row.get(JOB_EVENTS.KIND),
                row.get(JOB_EVENTS.ATTEMPT),
                row.get(JOB_EVENTS.AT).toInstant(),
                row.get(JOB_EVENTS.WORKER_ID),
                row.get(WORKERS.NAME),
                row.get(JOB_EVENTS.ACTOR_ID),
                row.get(USERS.USERNAME),
                row.get(JOB_EVENTS.MESSAGE),
                row.get(CODE),
                row.get(STACK),
                took == null ? null : Long.valueOf(took),
                until(row.get(UNTIL)));
    }

    /** PostgreSQL writes a moment within JSON with its offset. */
    private static @Nullable Instant until(@Nullable String text) {
        return text == null ? null : java.time.OffsetDateTime.parse(text).toInstant();
    }

    /** Either side is walked nearest first and only as far as it is shown; from a node with thousands only so many are read. */
    JobGraph graph(UUID job, Instant now) {
        return db.read(sql -> {
            var rows = sql.fetch(
                    """
                    with recursive above (id, depth) as (
                        select ?::uuid, 0
                        union
                        select d.depends_on_job_id, above.depth - 1
                        from above, lateral (select depends_on_job_id from job_dependencies where job_id = above.id limit ?) d
                        where above.depth > -?),
                    below (id, depth) as (
                        select ?::uuid, 0
                        union
                        select d.job_id, below.depth + 1
                        from below, lateral (select job_id from job_dependencies where depends_on_job_id = below.id limit ?) d
                        where below.depth < ?),
                    found as (
                        (select id, depth from above limit ?) union all (select id, depth from below where depth > 0 limit ?)),
                    nearest as (select distinct on (id) id, depth from found order by id, abs(depth))
                    select j.id, j.job_type, j.progress, n.depth,
                           case when j.status <> 'queued' then j.status::text
                                when j.waits then 'waiting'
                                when j.id in (select unnest(l.job_ids) from job_leases l) then 'running'
                                when greatest(j.scheduled_for, j.backoff_until) > ?::timestamptz then 'scheduled'
                                when j.gate is not null and exists (select from job_gated g where g.job_id = j.id) then 'gated'
                                else 'ready' end as state
                    from nearest n join processing_jobs j on j.id = n.id
                    order by n.depth, j.id""",
                    job,
                    MOST_NODES + 1,
                    LEVELS,
                    job,
                    MOST_NODES + 1,
                    LEVELS,
                    MOST_NODES + 2,
                    MOST_NODES + 1,
                    now.toString());
            var nodes = rows.map(row -> new JobGraph.Node(
                    row.get("id", UUID.class),
                    row.get("job_type", String.class),
                    JobState.valueOf(row.get("state", String.class)),
                    row.get("progress", Integer.class),
                    row.get("depth", Integer.class)));
            var ids = nodes.stream().map(JobGraph.Node::id).toArray(UUID[]::new);
            var edges = sql.fetch("""
                            select d.depends_on_job_id, d.job_id from unnest(?::uuid[]) n (id)
                            join job_dependencies d on d.job_id = n.id and d.depends_on_job_id = any (?::uuid[])
                            order by 1, 2""", ids, ids)
                    .map(row -> new JobGraph.Edge(row.get(0, UUID.class), row.get(1, UUID.class)));
            var more = nodes.stream().filter(node -> node.depth() < 0).count() > MOST_NODES
                    || nodes.stream().filter(node -> node.depth() > 0).count() > MOST_NODES;
            return new JobGraph(nodes, edges, more);
        });
    }
}
