package dev.kinora.jobs;

import static dev.kinora.schema.Tables.JOB_EVENTS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.JobEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The transaction in which a handler completes its own job. */
final class AttemptStore {
    private final Db db;
    private final JsonMapper json;
    private final Supplier<UUID> worker;

    AttemptStore(Db db, JsonMapper json, Supplier<UUID> worker) {
        this.db = db;
        this.json = json;
        this.worker = worker;
    }

    void complete(Running job, Map<String, Object> result, Runnable work, Runnable durable) {
        db.write(sql -> {
            var ours = sql.fetchValue(
                    "select complete_job(?::uuid, ?::uuid, ?, ?::jsonb, ?::uuid)",
                    job.claim().lease(),
                    job.claim().id(),
                    job.elapsedMillis(),
                    result(result),
                    worker.get());
            if (!Boolean.TRUE.equals(ours)) {
                throw new JobLost();
            }
            work.run();
            db.afterCommit(durable);
            return null;
        });
    }

    void requireHeld(Running job) {
        db.write(sql -> sql.fetchOptional(
                        "select l.id from job_leases l where l.id = ?::uuid and ?::uuid = any (l.job_ids) for key share",
                        job.claim().lease(),
                        job.claim().id())
                .orElseThrow(JobLost::new));
    }

    /** What is counted when this attempt ends is given back before. */
    void allowOneMore(Running job) {
        db.write(sql -> sql.execute("""
                update processing_jobs j set max_attempts = j.max_attempts + 1, updated_at = clock_timestamp()
                where j.id = ?::uuid and exists (select from job_leases l where l.id = ?::uuid and j.id = any (l.job_ids))""", job.claim().id(), job.claim().lease()));
    }

    int failed(Running job, String code) {
        return db.write(sql -> sql.fetchCount(
                JOB_EVENTS,
                JOB_EVENTS.JOB_ID.eq(job.claim().id()),
                JOB_EVENTS.KIND.eq(JobEvent.retried),
                DSL.field("{0} ->> 'code'", String.class, JOB_EVENTS.DETAILS).eq(code)));
    }

    void worksWith(String what, String which) {
        db.write(sql -> sql.execute("""
                update workers set details = details || jsonb_build_object(?::text, ?::text)
                where id = ?::uuid and details ->> ?::text is distinct from ?::text""", what, which, worker.get(), what, which));
    }

    boolean othersWorkWith(String what, String which) {
        return db.write(sql -> sql.fetchSingle("""
                        select exists (select from workers where stopped_at is null and id <> ?::uuid and details ->> ?::text = ?::text)""", worker.get(), what, which).get(0, Boolean.class));
    }

    @Nullable
    String result(Map<String, Object> result) {
        return result.isEmpty() ? null : storable(json.writeValueAsString(result));
    }

    /** A result that cannot be kept would hold up all that ended with it. */
    static String storable(String json) {
        return plain(json).replace("\\u0000", "\\ufffd");
    }

    /** PostgreSQL keeps every character but NUL, and no half of a pair. */
    static String plain(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
