package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Ids;
import dev.kinora.testing.Await;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Nothing waits longer than it must for what something else holds: a slot, a row, a worker that stopped. */
class HandingBackTest {
    private static final int MANY = 100;

    private final TestQueue queue = new TestQueue(Clock.systemUTC()).lanes("light=2");
    private final CountDownLatch hold = new CountDownLatch(1);
    private final AtomicInteger slowBegun = new AtomicInteger();
    private final AtomicInteger quick = new AtomicInteger();

    @AfterEach
    void close() {
        hold.countDown();
        queue.close();
    }

    private TestQueue.Started working() {
        return queue.working();
    }

    private void handlers() {
        queue.doing("quick", _ -> {
                    quick.incrementAndGet();
                    return Outcome.done();
                })
                .doing("slow", _ -> {
                    slowBegun.incrementAndGet();
                    hold.await();
                    return Outcome.done();
                });
    }

    private static void enqueue(Jobs jobs, String kind, int count) {
        SYSTEM.run(() -> jobs.enqueueAll(
                IntStream.range(0, count).mapToObj(_ -> NewJob.of(work(kind))).toList()));
    }

    private int completed(String kind) {
        return Integer.parseInt(
                queue.value("select count(*) from processing_jobs where status = 'completed' and job_type = ?", kind));
    }

    /** A worker that knows quick jobs alone takes many of them ahead; then two that last have its two slots. */
    private TestQueue.Started stuck() {
        handlers();
        var first = working();
        enqueue(first.jobs(), "quick", 2_000);
        Await.until(() -> completed("quick") == 2_000);
        enqueue(first.jobs(), "slow", 2);
        Await.until(() -> slowBegun.get() == 2);
        enqueue(first.jobs(), "quick", MANY);
        return first;
    }

    @Test
    void what_one_worker_took_behind_slow_jobs_is_done_by_another() {
        stuck();
        working();

        Await.until(() -> completed("quick") == 2_000 + MANY);

        assertThat(quick).hasValue(2_000 + MANY);
        assertThat(completed("slow")).isZero();
        hold.countDown();
        Await.until(() -> completed("slow") == 2);
    }

    @Test
    void what_waits_behind_slow_jobs_goes_back_uncounted_and_is_done_when_they_are() {
        stuck();
        Await.until(() -> queue.value("select count(*) from job_ready").equals(String.valueOf(MANY)));
        assertThat(queue.value(
                        "select sum(attempts) from processing_jobs where status = 'queued' and job_type = 'quick'"))
                .isEqualTo("0");

        hold.countDown();

        Await.until(() -> completed("quick") == 2_000 + MANY && completed("slow") == 2);
        assertThat(quick).hasValue(2_000 + MANY);
        assertThat(queue.value("select count(*) from job_ready")).isEqualTo("0");
    }

    @Test
    void what_goes_back_is_cancelled_where_somebody_asked_for_it() {
        stuck();
        queue.system(
                sql -> sql.execute(
                        "update processing_jobs set cancel_requested_at = now() where status = 'queued' and job_type = 'quick'"));

        Await.until(() -> queue.value("select count(*) from processing_jobs where status = 'cancelled'")
                .equals(String.valueOf(MANY)));
        hold.countDown();

        Await.until(() -> completed("slow") == 2);
        assertThat(quick).hasValue(2_000);
    }

    @Test
    void a_job_whose_row_somebody_has_locked_keeps_no_other_from_being_completed() throws SQLException {
        handlers();
        var jobs = working().jobs();
        var locked = SYSTEM.call(() -> jobs.enqueue(work("slow"), JobOptions.none()));
        Await.until(() -> queue.state(locked).equals("running"));
        try (var somebody = queue.access().worker().connect()) {
            somebody.setAutoCommit(false);
            somebody.createStatement()
                    .execute("select from processing_jobs where id = '" + locked.value() + "' for update");
            hold.countDown();
            enqueue(jobs, "quick", MANY);

            Await.until(() -> completed("quick") == MANY);

            assertThat(queue.state(locked)).isEqualTo("running");
            somebody.commit();
        }
        Await.until(() -> queue.state(locked).equals("completed"));
        Await.until(() -> queue.value("select count(*) from job_leases where job_ids <> '{}'")
                .equals("0"));
    }

    @Test
    void a_worker_that_cannot_say_that_it_lives_stops_what_it_runs_before_its_lease_ends() throws Exception {
        var interrupted = new CountDownLatch(1);
        queue.lease(Duration.ofSeconds(3)).doing("long", _ -> {
            slowBegun.incrementAndGet();
            try {
                hold.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return Outcome.done();
        });
        var first = working();
        enqueue(first.jobs(), "long", 1);
        Await.until(() -> slowBegun.get() == 1);
        try (var somebody = queue.access().worker().connect()) {
            somebody.setAutoCommit(false);
            somebody.createStatement().execute("select from workers for update");

            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            somebody.commit();
        }
        // It starts over under another name, and so does the job.
        Await.until(() -> slowBegun.get() == 2);
        hold.countDown();
        Await.until(() -> completed("long") == 1);
    }

    @Test
    void a_worker_that_was_stopped_can_be_started_again() {
        handlers();
        var started = working();
        enqueue(started.jobs(), "quick", 1);
        Await.until(() -> completed("quick") == 1);

        var before = started.worker().id();
        started.worker().stop();
        enqueue(started.jobs(), "quick", 1);
        started.worker().start();

        Await.until(() -> completed("quick") == 2);
        assertThat(started.worker().id()).isNotEqualTo(before);
        assertThat(queue.value("select count(*) from workers where stopped_at is null"))
                .isEqualTo("1");
    }

    @Test
    void a_worker_that_stopped_in_the_middle_of_a_completion_is_lost_all_the_same() throws SQLException {
        handlers();
        var other = queue.still();
        var workers = new WorkerStore(queue.db(), JsonMapper.builder().build());
        var stopped = Ids.next();
        SYSTEM.run(() -> workers.register(stopped, "stopped", Set.of(), Map.of()));
        queue.system(sql -> sql.execute(
                "update workers set started_at = started_at - interval '1 hour', heartbeat_at = heartbeat_at - interval '1 minute' where id = ?",
                stopped));
        var job = SYSTEM.call(() -> other.jobs().enqueue(work("slow"), JobOptions.none()));

        try (var open = queue.access().worker().connect();
                var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute(
                    "update processing_jobs set worker_id = '" + stopped + "' where id = '" + job.value() + "'");

            var rescued = SYSTEM.call(() -> workers.rescue(other.worker().id(), Duration.ofSeconds(20), Instant.now()));

            assertThat(rescued.lost()).containsExactly(stopped);
        }
    }
}
