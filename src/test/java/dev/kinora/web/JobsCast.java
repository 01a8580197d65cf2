package dev.kinora.web;

import dev.kinora.jobs.JobId;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.NewJob;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import routes.PracticeJobs;
import routes.PracticeJobs.Encode;
import routes.PracticeJobs.Practice;

/** A Kinora whose queue has jobs in every state, an hour behind it, and works only when told to. */
final class JobsCast {
    static final RunningKinora KINORA =
            RunningKinora.start(List.of(PracticeJobs.class), "--kinora.jobs.background=false");
    static final People.Person ADMIN = People.create(KINORA, "grace", UserRole.admin);
    static final People.Person LIN = People.member(KINORA, "lin");
    static final People.Person NEW = People.member(KINORA, "newcomer");
    static final String BROWSER = ADMIN.browser();

    static final JobId DEAD = enqueue(new Practice("die"), JobOptions.none().user(LIN.id()));
    static final JobId DONE = enqueue(new Practice("done"), JobOptions.none().user(LIN.id()));
    static final JobId RETRIED = enqueue(new Practice("fail"), JobOptions.none().user(LIN.id()));
    static final JobId RUNNING;
    static final JobId MIDDLE;
    static final JobId LAST;
    static final UUID VIDEO;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(KINORA::close));
        VIDEO = UUID.fromString(value("insert into videos (user_id, title) values ('" + LIN.id()
                + "', 'A walk along the harbour at dusk, with gulls') returning id"));
        for (int i = 0; i < 4; i++) {
            enqueue(new Practice("die"), JobOptions.none());
        }
        KINORA.bean(Jobs.class).runDue();
        RUNNING = enqueue(new Encode("1080p"), JobOptions.none().user(LIN.id()).video(VIDEO));
        MIDDLE = enqueue(
                new Practice("done"),
                JobOptions.none().user(LIN.id()).video(VIDEO).after(RUNNING));
        var encodes = new ArrayList<NewJob>();
        for (int i = 0; i < 12; i++) {
            encodes.add(
                    NewJob.of(new Encode("rendition " + i), JobOptions.none().after(MIDDLE)));
        }
        Caller.system("test").run(() -> KINORA.bean(Jobs.class).enqueueAll(encodes));
        LAST = enqueue(
                new Practice("done"),
                JobOptions.none().after(encodes.stream().map(NewJob::id).toList(), ParentFailure.cancel));
        enqueue(new Encode("later"), JobOptions.none().at(Instant.now().plus(3, ChronoUnit.HOURS)));
        enqueue(new Encode("gated"), JobOptions.none().gate("account", 1));
        run();
        execute("insert into job_pauses (scope) values ('sweep_floor')");
        execute("""
                insert into job_minutes (minute, job_type, completed, failed, retried, run_ms)
                select date_trunc('minute', now()) - n * interval '1 minute', 'practice', 20 + (30 * (1 + sin(n / 4.0)))::integer + n % 7,
                       case when n % 9 = 0 then 6 else 0 end, n % 3, 1000
                from generate_series(1, 58) n on conflict do nothing""");
        execute("""
                insert into workers (name, started_at, heartbeat_at, stopped_at, details) values
                    ('encoder-of-the-basement.example.org:4711', now() - interval '2 hours', now() - interval '1 hour', now() - interval '1 hour',
                     '{"lost": true, "slots": {"encode": 4}, "types": ["encode_rendition"]}')""");
    }

    private JobsCast() {}

    /** As a worker shows it, without one: nothing else of the queue changes meanwhile. */
    private static void run() {
        execute("update workers set heartbeat_at = now() + interval '1 day' where stopped_at is null");
        execute("delete from job_ready where job_id = '" + RUNNING + "'");
        execute("insert into job_leases (id, worker_id, job_ids) select uuidv7(), id, array['" + RUNNING
                + "'::uuid] from workers limit 1");
        execute(
                "update processing_jobs set status = 'running', started_at = now() - interval '3 minutes', attempts = 1, progress = 41,"
                        + " progress_step = 'Encoding the second of four', expected_end_at = now() + interval '5 minutes',"
                        + " worker_id = (select id from workers limit 1) where id = '" + RUNNING + "'");
        execute("insert into job_events (job_id, kind, attempt, worker_id) select '" + RUNNING
                + "', 'begun', 1, id from workers limit 1");
        execute("insert into job_events (job_id, kind, attempt, message) select '" + RUNNING
                + "', 'log', 1, 'Frame ' || n * 240 || ' of 9600' from generate_series(1, 4) n");
    }

    static JobId enqueue(JobPayload payload, JobOptions options) {
        return Caller.system("test").call(() -> KINORA.bean(Jobs.class).enqueue(payload, options));
    }

    static String value(String sql) {
        try (var connection = KINORA.access().owner().connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void execute(String sql) {
        try (var connection = KINORA.access().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
