package dev.kinora.jobs;

import static dev.kinora.schema.Tables.DEAD_JOBS;
import static dev.kinora.schema.Tables.JOB_PAUSES;
import static dev.kinora.schema.Tables.JOB_SCHEDULES;
import static dev.kinora.schema.Tables.JOB_TYPES;

import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people change of the queue, through the functions by which it changes itself. */
final class JobControlStore {
    private final Db db;

    JobControlStore(Db db) {
        this.db = db;
    }

    /** @return which of them run, and whose workers are to be told */
    List<UUID> stop(UUID job, @Nullable UUID actor, Instant now) {
        return db.write(sql -> sql.fetch(
                        "select * from stop_jobs(?::uuid[], ?::uuid, ?::timestamptz)",
                        new UUID[] {job},
                        actor,
                        now.toString())
                .getValues(0, UUID.class));
    }

    Set<Integer> hurry(UUID job, @Nullable UUID actor, Instant now) {
        return db.write(sql -> new HashSet<>(sql.fetch(
                        "select * from hurry_jobs(?::uuid[], ?::uuid, ?::timestamptz)",
                        new UUID[] {job},
                        actor,
                        now.toString())
                .getValues(0, Integer.class)));
    }

    /** Whether it is done for the viewer, who may also be an admin or Kinora. */
    boolean isOurs(UUID job) {
        return Boolean.TRUE.equals(db.read(sql -> sql.fetchValue(
                "select user_id = current_user_id() or is_admin() or is_system() from processing_jobs where id = ?",
                job)));
    }

    /** What can be told from the row alone. */
    record Standing(boolean isDead, boolean isDue) {}

    Standing standing(UUID job) {
        return db.read(sql -> sql.fetchSingle("""
                        select exists (select from processing_jobs where id = ? and status in ('failed', 'cancelled')),
                               exists (select from job_due where job_id = ?)""", job, job)
                .map(row -> new Standing(row.get(0, Boolean.class), row.get(1, Boolean.class))));
    }

    Set<Integer> revive(UUID[] jobs, @Nullable UUID actor, Instant now) {
        return db.write(sql -> new HashSet<>(
                sql.fetch("select * from revive_jobs(?::uuid[], ?::uuid, ?::timestamptz)", jobs, actor, now.toString())
                        .getValues(0, Integer.class)));
    }

    int stillDead(UUID[] jobs) {
        return db.read(sql -> sql.fetchCount(DEAD_JOBS, DEAD_JOBS.JOB_ID.in(jobs)));
    }

    /** The ones that died first; those that somebody else revives just then, or whose key another job holds, are passed over. */
    UUID[] dead(@Nullable String type, @Nullable String code, @Nullable Instant since, Instant until, int most) {
        return db.write(sql -> sql.fetch(
                        """
                        select job_id from dead_jobs d
                        where (?::text is null or job_type = ?) and (?::text is null or error_code = ?)
                          and (?::timestamptz is null or failed_at >= ?::timestamptz) and failed_at <= ?::timestamptz
                          and not exists (
                              select from processing_jobs j join job_uniques u on u.unique_key = j.unique_key
                              where j.id = d.job_id and u.job_id <> j.id and (u.until is null or u.until > ?::timestamptz))
                        order by failed_at, job_id limit ? for update skip locked""",
                        type,
                        type,
                        code,
                        code,
                        since == null ? null : since.toString(),
                        since == null ? null : since.toString(),
                        until.toString(),
                        until.toString(),
                        most)
                .getValues(0, UUID.class)
                .toArray(UUID[]::new));
    }

    boolean isType(String name) {
        return db.read(sql -> sql.fetchExists(JOB_TYPES, JOB_TYPES.NAME.eq(name)));
    }

    void pause(String scope, @Nullable UUID actor) {
        db.write(sql -> sql.insertInto(JOB_PAUSES)
                .set(JOB_PAUSES.SCOPE, scope)
                .set(JOB_PAUSES.PAUSED_BY, actor)
                .onConflict(JOB_PAUSES.SCOPE)
                .doNothing()
                .execute());
    }

    void resume(String scope) {
        db.write(sql ->
                sql.deleteFrom(JOB_PAUSES).where(JOB_PAUSES.SCOPE.eq(scope)).execute());
    }

    /** Says whether there is such a schedule. */
    boolean pauseSchedule(String name, Instant now) {
        return db.write(sql -> sql.update(JOB_SCHEDULES)
                        .set(
                                JOB_SCHEDULES.PAUSED_AT,
                                org.jooq.impl.DSL.coalesce(
                                        JOB_SCHEDULES.PAUSED_AT, org.jooq.impl.DSL.val(now.atOffset(ZoneOffset.UTC))))
                        .where(JOB_SCHEDULES.NAME.eq(name))
                        .execute())
                == 1;
    }

    /** Times that passed while it was paused are as if they had never been. */
    boolean resumeSchedule(String name, Instant next) {
        return db.write(sql -> sql.update(JOB_SCHEDULES)
                        .setNull(JOB_SCHEDULES.PAUSED_AT)
                        .set(JOB_SCHEDULES.NEXT_AT, next.atOffset(ZoneOffset.UTC))
                        .where(JOB_SCHEDULES.NAME.eq(name), JOB_SCHEDULES.PAUSED_AT.isNotNull())
                        .execute())
                == 1;
    }

    record Plan(String cron, String zone) {}

    java.util.Optional<Plan> plan(String schedule) {
        return db.read(sql -> sql.select(JOB_SCHEDULES.CRON, JOB_SCHEDULES.TIME_ZONE)
                .from(JOB_SCHEDULES)
                .where(JOB_SCHEDULES.NAME.eq(schedule))
                .fetchOptional(row -> new Plan(row.value1(), row.value2())));
    }

    record Run(UUID job, Set<Integer> classes) {}

    java.util.Optional<Run> run(String schedule, @Nullable UUID actor, Instant now) {
        return db.write(sql -> {
            var found = sql.select(JOB_SCHEDULES.JOB_TYPE, JOB_SCHEDULES.JOB_DATA)
                    .from(JOB_SCHEDULES)
                    .where(JOB_SCHEDULES.NAME.eq(schedule))
                    .forNoKeyUpdate()
                    .fetchOptional();
            if (found.isEmpty()) {
                return java.util.Optional.empty();
            }
            var id = Ids.next();
            var classes = new HashSet<>(sql.fetch(
                            "select enqueue_jobs(?::uuid[], ?::text[], ?::jsonb[], null, null, null, null, null, null, null, ?::timestamptz)",
                            new UUID[] {id},
                            new String[] {found.get().value1()},
                            new String[] {found.get().value2().data()},
                            now.toString())
                    .getValues(0, Integer.class));
            sql.execute(
                    "insert into job_events (job_id, kind, actor_id, message) values (?, 'hurried', ?, ?)",
                    id,
                    actor,
                    "Run of the schedule " + schedule + ", beside its times.");
            sql.update(JOB_SCHEDULES)
                    .set(JOB_SCHEDULES.LAST_AT, OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                    .set(JOB_SCHEDULES.LAST_JOB_ID, id)
                    .where(JOB_SCHEDULES.NAME.eq(schedule))
                    .execute();
            return java.util.Optional.of(new Run(id, classes));
        });
    }
}
