package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.testing.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a job, step by step and without anything in the background. */
class JobsTest {
    private static final JobType FRAIL =
            JobType.of("frail").attempts(3).backoff(new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(1)));

    private final SettableClock clock = SettableClock.at("2026-11-21T10:00:00Z");
    private final TestQueue queue = new TestQueue(clock);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        queue.close();
    }

    private Jobs jobs() {
        return queue.doing("note", job -> {
                    done.add(job.payload().note());
                    return Outcome.done();
                })
                .doing(FRAIL, job -> {
                    done.add("attempt " + job.attempt());
                    throw new IllegalStateException("it broke");
                })
                .still()
                .jobs();
    }

    private JobId enqueue(Jobs jobs, JobPayload payload, JobOptions options) {
        return SYSTEM.call(() -> jobs.enqueue(payload, options));
    }

    private void effect(String name) {
        queue.db().write(sql -> sql.execute("insert into job_minutes (minute, job_type) values (now(), ?)", name));
    }

    @Test
    void a_job_is_run_once_its_transaction_is_committed_and_keeps_its_result() {
        var jobs = queue.doing("add", job -> Outcome.done(Map.of("sum", 3)))
                .still()
                .jobs();

        var id = enqueue(jobs, work("add"), JobOptions.none());
        assertThat(queue.state(id)).isEqualTo("queued");
        jobs.runDue();

        var row = queue.job(id);
        assertThat(String.valueOf(row.get("status"))).isEqualTo("completed");
        assertThat(String.valueOf(row.get("result_data"))).isEqualTo("{\"sum\":3}");
        assertThat(row.get("attempts")).isEqualTo(1);
        assertThat(row.get("progress", Integer.class)).isEqualTo(100);
        assertThat(row.get("started_at")).isNotNull();
        assertThat(queue.value("select (select count(*) from job_ready) + (select count(*) from job_leases)"))
                .isEqualTo("0");
    }

    @Test
    void what_is_rolled_back_was_never_queued() {
        var jobs = jobs();

        assertThatThrownBy(() -> SYSTEM.run(() -> queue.db().write(_ -> {
                    jobs.enqueue(work("note", "never"));
                    throw new IllegalStateException("changed my mind");
                })))
                .hasMessage("changed my mind");
        jobs.runDue();

        assertThat(done).isEmpty();
        assertThat(queue.value("select count(*) from processing_jobs")).isEqualTo("0");
    }

    @Test
    void a_failure_is_tried_again_later_and_later_until_the_job_is_dead() {
        var jobs = jobs();
        var id = enqueue(jobs, work("frail"), JobOptions.none());

        jobs.runDue();
        var row = queue.job(id);
        assertThat(queue.state(id)).isEqualTo("queued");
        assertThat(row.get("error_code")).isEqualTo("IllegalStateException");
        assertThat(row.get("error_message")).isEqualTo("it broke");
        assertThat((String) row.get("error_stack")).contains("JobsTest");
        assertThat(row.get("attempts")).isEqualTo(1);
        jobs.runDue();
        assertThat(done).containsExactly("attempt 1");

        clock.advance(Duration.ofSeconds(13));
        jobs.runDue();
        clock.advance(Duration.ofSeconds(14));
        jobs.runDue();
        assertThat(done).containsExactly("attempt 1", "attempt 2");
        clock.advance(Duration.ofSeconds(12));
        jobs.runDue();

        assertThat(done).containsExactly("attempt 1", "attempt 2", "attempt 3");
        assertThat(queue.state(id)).isEqualTo("failed");
        assertThat(queue.value("select job_type from dead_jobs where job_id = ?", id.value()))
                .isEqualTo("frail");
        assertThat(queue.value("select string_agg(kind::text, ' ' order by id) from job_events"))
                .isEqualTo("retried retried failed");
    }

    @Test
    void what_a_worker_leaves_to_others_loses_none_of_its_attempts() {
        queue.doing(
                FRAIL,
                job -> job.attempt() <= 5
                        ? Outcome.leftToOthers(Duration.ofMinutes(2), "not-here", "Others can.")
                        : Outcome.retryAfter(Duration.ofMinutes(2), "busy", "Later."));
        var jobs = queue.still().jobs();
        var id = enqueue(jobs, work("frail"), JobOptions.none());
        for (var attempt = 1; attempt <= 8; attempt++) {
            assertThat(queue.state(id)).isEqualTo("queued");
            jobs.runDue();
            clock.advance(Duration.ofMinutes(2));
        }
        assertThat(queue.state(id)).isEqualTo("failed");
    }

    @Test
    void a_handler_may_ask_for_a_later_attempt_or_give_up_for_good() {
        var jobs = queue.doing("busy", _ -> Outcome.retryAfter(Duration.ofMinutes(2), "rate-limited", "They said so."))
                .doing("hopeless", _ -> Outcome.failed("no-video", "The file is no video."))
                .still()
                .jobs();
        var busy = enqueue(jobs, work("busy"), JobOptions.none());
        var hopeless = enqueue(jobs, work("hopeless"), JobOptions.none());

        jobs.runDue();

        assertThat(queue.value(
                        "select next_retry_at = '2026-11-21T10:02:00Z' from processing_jobs where id = ?",
                        busy.value()))
                .isEqualTo("true");
        assertThat(queue.state(hopeless)).isEqualTo("failed");
        assertThat(queue.job(hopeless).get("error_message")).isEqualTo("The file is no video.");
        assertThat(queue.job(hopeless).get("attempts")).isEqualTo(1);
    }

    @Test
    void a_planned_job_waits_for_its_time() {
        var jobs = jobs();
        enqueue(
                jobs,
                work("note", "later"),
                JobOptions.none().at(clock.instant().plusSeconds(60)));

        jobs.runDue();
        assertThat(done).isEmpty();
        clock.advance(Duration.ofSeconds(60));
        jobs.runDue();

        assertThat(done).containsExactly("later");
    }

    @Test
    void work_that_nobody_here_knows_waits() {
        var jobs = jobs();
        var id = enqueue(jobs, work("unheard_of"), JobOptions.none());

        jobs.runDue();

        assertThat(queue.state(id)).isEqualTo("queued");
        assertThat(queue.value("select count(*) from job_ready")).isEqualTo("1");
        queue.doing("unheard_of", _ -> Outcome.done()).still().jobs().runDue();
        assertThat(queue.state(id)).isEqualTo("completed");
    }

    @Test
    void a_payload_that_cannot_be_read_fails_for_good_with_the_reason() {
        var jobs = jobs();
        var id = enqueue(jobs, work("note", "x"), JobOptions.none());
        queue.system(sql -> sql.execute("update processing_jobs set job_data = '{\"kind\": [1]}'"));

        jobs.runDue();

        assertThat(queue.state(id)).isEqualTo("failed");
        assertThat(queue.job(id).get("error_code")).isEqualTo("payload-unreadable");
    }

    @Test
    void text_that_no_database_keeps_holds_up_nothing() {
        var odd = "NUL \0 and half a pair \ud83d";
        var jobs = queue.doing("odd", job -> {
                    job.log(odd);
                    job.progress(5, odd);
                    return Outcome.done(Map.of("odd", odd));
                })
                .doing("fails", _ -> Outcome.failed("no" + odd, odd))
                .doing("note", job -> {
                    done.add(job.payload().note());
                    return Outcome.done();
                })
                .still()
                .jobs();
        var result = enqueue(jobs, work("odd", odd), JobOptions.none());
        var failure = enqueue(jobs, work("fails"), JobOptions.none());
        enqueue(jobs, work("note", "after"), JobOptions.none());

        jobs.runDue();

        assertThat(queue.state(result)).isEqualTo("completed");
        assertThat(queue.state(failure)).isEqualTo("failed");
        assertThat(done).containsExactly("after");
    }

    @Test
    void what_cannot_be_stored_fails_by_itself_and_keeps_no_other_from_ending() {
        var jobs = queue.doing("huge", _ -> Outcome.done(Map.of("sum", new BigDecimal("1E+200000"))))
                .doing("far", _ -> Outcome.retryAfter(Duration.ofDays(4_000_000), "later", "Much later."))
                .doing("note", job -> {
                    done.add(job.payload().note());
                    return Outcome.done();
                })
                .still()
                .jobs();
        var huge = enqueue(jobs, work("huge"), JobOptions.none());
        var far = enqueue(jobs, work("far"), JobOptions.none());
        for (var beside = 0; beside < 20; beside++) {
            enqueue(jobs, work("note", "beside " + beside), JobOptions.none());
        }

        for (var tries = 0; tries < 20 && !queue.state(huge).equals("failed"); tries++) {
            try {
                jobs.runDue();
            } catch (IllegalStateException _) {
                // In the background a turn that failed is taken again, with half as many.
            }
        }

        jobs.runDue();

        assertThat(queue.job(huge).get("error_code")).isEqualTo("not-storable");
        assertThat(queue.value("select count(*) from processing_jobs where job_type = 'note' and status = 'completed'"))
                .isEqualTo("20");
        assertThat(queue.value(
                        "select next_retry_at < now() + interval '2 years' from processing_jobs where id = ?",
                        far.value()))
                .isEqualTo("true");
    }

    @Test
    void what_a_handler_does_in_its_transaction_stays_with_the_completion_or_not_at_all() {
        var jobs = queue.doing("effect", job -> {
                    job.complete(() -> effect(job.payload().note()));
                    return Outcome.done();
                })
                .doing(JobType.of("half").attempts(1), job -> {
                    job.complete(() -> {
                        effect("half done");
                        throw new IllegalStateException("half way");
                    });
                    return Outcome.done();
                })
                .still()
                .jobs();
        var whole = enqueue(jobs, work("effect", "effect done"), JobOptions.none());
        var half = enqueue(jobs, work("half"), JobOptions.none());

        jobs.runDue();

        assertThat(queue.state(whole)).isEqualTo("completed");
        assertThat(queue.state(half)).isEqualTo("failed");
        assertThat(queue.value("select count(*) from job_minutes where job_type = 'effect done'"))
                .isEqualTo("1");
        assertThat(queue.value("select count(*) from job_minutes where job_type = 'half done'"))
                .isEqualTo("0");
    }

    @Test
    void ten_thousand_jobs_are_each_run_once() {
        var jobs = jobs();
        SYSTEM.run(() -> jobs.enqueueAll(IntStream.range(0, 10_000)
                .mapToObj(i -> NewJob.of(work("note", "job " + i)))
                .toList()));

        jobs.runDue();

        assertThat(done).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(queue.value("select count(*) from processing_jobs where status <> 'completed' or attempts <> 1"))
                .isEqualTo("0");
    }
}
