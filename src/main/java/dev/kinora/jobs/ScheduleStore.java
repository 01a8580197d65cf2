package dev.kinora.jobs;

import static dev.kinora.schema.Tables.JOB_SCHEDULES;

import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.schema.enums.CatchUp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import tools.jackson.databind.json.JsonMapper;

final class ScheduleStore {
    private final Db db;
    private final JsonMapper json;

    ScheduleStore(Db db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    record Due(
            UUID id, String name, String type, String data, String cron, ZoneId zone, CatchUp catchUp, Instant next) {}

    /** @param next when it comes next after now */
    record Plan(List<Instant> times, Instant next, boolean alone) {}

    void declare(Recurring recurring, Instant next) {
        var data = JSONB.valueOf(json.writeValueAsString(recurring.payload()));
        db.write(sql -> sql.execute(
                """
                insert into job_schedules (name, job_type, job_data, cron, time_zone, catch_up, next_at)
                values (?, ?, ?::jsonb, ?, ?, ?::catch_up, ?::timestamptz)
                on conflict (name) do update
                set job_type = excluded.job_type, job_data = excluded.job_data, cron = excluded.cron, time_zone = excluded.time_zone,
                    catch_up = excluded.catch_up,
                    next_at = case when (job_schedules.cron, job_schedules.time_zone) = (excluded.cron, excluded.time_zone)
                                   then job_schedules.next_at else excluded.next_at end
                where (job_schedules.job_type, job_schedules.job_data, job_schedules.cron, job_schedules.time_zone, job_schedules.catch_up)
                    is distinct from (excluded.job_type, excluded.job_data, excluded.cron, excluded.time_zone, excluded.catch_up)""",
                recurring.name(),
                recurring.payload().jobType().name(),
                data.data(),
                recurring.cron(),
                recurring.zone().getId(),
                recurring.catchUp().getLiteral(),
                next.toString()));
    }

    /** Whoever locks a schedule queues its jobs and moves it on, in one transaction. */
    List<Set<Integer>> due(Instant now, List<String> names, Function<Due, Plan> planning) {
        return db.write(sql -> {
            var due = sql.select(
                            JOB_SCHEDULES.ID,
                            JOB_SCHEDULES.NAME,
                            JOB_SCHEDULES.JOB_TYPE,
                            JOB_SCHEDULES.JOB_DATA,
                            JOB_SCHEDULES.CRON,
                            JOB_SCHEDULES.TIME_ZONE,
                            JOB_SCHEDULES.CATCH_UP,
                            JOB_SCHEDULES.NEXT_AT)
                    .from(JOB_SCHEDULES)
                    .where(
                            JOB_SCHEDULES.NAME.in(names),
                            JOB_SCHEDULES.NEXT_AT.le(OffsetDateTime.ofInstant(now, ZoneOffset.UTC)),
                            JOB_SCHEDULES.PAUSED_AT.isNull())
                    .orderBy(JOB_SCHEDULES.NEXT_AT)
                    .limit(50)
                    .forUpdate()
                    .skipLocked()
                    .fetch(row -> new Due(
                            row.value1(),
                            row.value2(),
                            row.value3(),
                            row.value4().data(),
                            row.value5(),
                            ZoneId.of(row.value6()),
                            row.value7(),
                            row.value8().toInstant()));
            var classes = new ArrayList<Set<Integer>>();
            for (var schedule : due) {
                var plan = planning.apply(schedule);
                var ids = plan.alone()
                        ? alone(sql, schedule, plan, now)
                        : plan.times().stream().map(_ -> Ids.next()).toArray(UUID[]::new);
                if (ids.length > 0 && !plan.alone()) {
                    var types = new String[ids.length];
                    var data = new String[ids.length];
                    java.util.Arrays.fill(types, schedule.type());
                    java.util.Arrays.fill(data, schedule.data());
                    classes.add(new HashSet<>(sql.fetch(
                                    "select enqueue_jobs(?::uuid[], ?::text[], ?::jsonb[], null, null, null, null, null, null, null, ?::timestamptz)",
                                    ids,
                                    types,
                                    data,
                                    now.toString())
                            .getValues(0, Integer.class)));
                }
                sql.execute(
                        "update job_schedules set next_at = ?::timestamptz, last_at = coalesce(?::timestamptz, last_at), last_job_id = coalesce(?::uuid, last_job_id) where id = ?",
                        plan.next().toString(),
                        plan.times().isEmpty() ? null : plan.times().getLast().toString(),
                        ids.length == 0 ? null : ids[ids.length - 1],
                        schedule.id());
            }
            return classes;
        });
    }

    /** The one that has not ended, if there is one: then nothing is queued. */
    private static UUID[] alone(DSLContext sql, Due schedule, Plan plan, Instant now) {
        return plan.times().isEmpty()
                ? new UUID[0]
                : new UUID[] {
                    sql.fetchSingle(
                                    "select enqueue_unique_job(?, 'unfinished'::uniqueness, null::timestamptz, ?, ?, ?::jsonb, null::uuid, null::uuid, null::smallint, null::timestamptz, null::integer, null::text, null::smallint, ?::timestamptz)",
                                    "schedule:" + schedule.name(),
                                    Ids.next(),
                                    schedule.type(),
                                    schedule.data(),
                                    now.toString())
                            .get(0, UUID.class)
                };
    }
}
