package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Await;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue as it works by itself: slow jobs, stopping, lanes, fairness, other processes. */
class WorkingQueueTest {
    private static final JobType ENCODE = JobType.of("encode").lane(Lanes.ENCODE);

    private final TestQueue queue = new TestQueue(Clock.systemUTC());
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch hold = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @AfterEach
    void close() {
        hold.countDown();
        queue.close();
    }

    private TestQueue withHandlers() {
        return queue.doing("note", job -> {
                    done.add(job.payload().note());
                    return Outcome.done();
                })
                .doing("slow", this::slow)
                .doing(ENCODE, this::slow)
                .doing(JobType.of("late").attempts(1).timeout(Duration.ofMillis(1_500)), this::slow);
    }

    private Outcome slow(JobRun<TestQueue.Work> job) throws InterruptedException {
        job.progress(40, "Measuring");
        job.log("Began with " + job.payload().note());
        begun.countDown();
        try {
            hold.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        return Outcome.done();
    }

    private JobId enqueue(Jobs jobs, JobPayload payload, JobOptions options) {
        return SYSTEM.call(() -> jobs.enqueue(payload, options));
    }

    private void awaitState(JobId id, String state) {
        Await.until(() -> queue.state(id).equals(state));
    }

    @Test
    void a_job_that_takes_longer_is_shown_running_with_its_progress_and_its_lines() {
        var jobs = withHandlers().working().jobs();
        var id = enqueue(jobs, work("slow", "the first frame"), JobOptions.none());

        awaitState(id, "running");
        var row = queue.job(id);
        assertThat(row.get("progress", Integer.class)).isEqualTo(40);
        assertThat(row.get("progress_step")).isEqualTo("Measuring");
        assertThat(row.get("expected_end_at")).isNotNull();
        assertThat(row.get("attempts")).isEqualTo(1);
        Await.until(() -> queue.value("select string_agg(message, ' ') from job_events where kind = 'log'")
                .equals("Began with the first frame"));
        hold.countDown();

        awaitState(id, "completed");
        assertThat(queue.job(id).get("attempts")).isEqualTo(1);
    }

    @Test
    void stopping_a_job_reaches_its_handler_and_frees_what_waits_on_it() throws InterruptedException {
        var jobs = withHandlers().working().jobs();
        var id = enqueue(jobs, work("slow"), JobOptions.none());
        var child = enqueue(
                jobs,
                work("note", "child"),
                JobOptions.none().after(List.of(id), dev.kinora.schema.enums.ParentFailure.cancel));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        queue.system(sql -> sql.fetch("select stop_jobs(array[?::uuid], null, now())", id.value()));

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        awaitState(id, "cancelled");
        awaitState(child, "cancelled");
        assertThat(done).isEmpty();
    }

    @Test
    void what_takes_longer_than_it_may_is_stopped_and_says_so() {
        var jobs = withHandlers().working().jobs();
        var id = enqueue(jobs, work("late"), JobOptions.none());

        awaitState(id, "failed");

        assertThat(queue.job(id).get("error_code")).isEqualTo("timeout");
    }

    @Test
    void light_work_does_not_wait_behind_encodes() throws InterruptedException {
        var jobs = withHandlers().working().jobs();
        SYSTEM.run(() -> jobs.enqueueAll(
                IntStream.range(0, 50).mapToObj(_ -> NewJob.of(work("encode"))).toList()));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        var light = enqueue(jobs, work("note", "light"), JobOptions.none());

        awaitState(light, "completed");
        assertThat(queue.value(
                        "select count(*) from processing_jobs where job_type = 'encode' and status = 'completed'"))
                .isEqualTo("0");
        // None is taken that could not begin.
        assertThat(queue.value("select count(*) from job_ready")).isEqualTo(50 - encodes() + "");
    }

    private static int encodes() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    @Test
    void who_queues_one_job_does_not_wait_until_ten_thousand_of_another_are_done() {
        var ada = person("ada");
        var lin = person("lin");
        var starter = withHandlers().still().jobs();
        SYSTEM.run(() -> starter.enqueueAll(IntStream.range(0, 10_000)
                .mapToObj(_ -> NewJob.of(work("note", "ada"), JobOptions.none().user(ada)))
                .toList()));
        enqueue(starter, work("note", "lin"), JobOptions.none().user(lin));

        starter.runDue();

        assertThat(done).hasSize(10_001);
        assertThat(done.indexOf("lin")).isLessThan(2_000);
    }

    @Test
    void the_most_urgent_goes_first() {
        var starter = withHandlers().still().jobs();
        SYSTEM.run(() -> starter.enqueueAll(IntStream.range(0, 3_000)
                .mapToObj(i -> NewJob.of(
                        work("note", i < 2_900 ? "usual" : "urgent"),
                        JobOptions.none().priority(i < 2_900 ? 5 : 1)))
                .toList()));

        starter.runDue();

        assertThat(done.subList(0, 200)).contains("urgent");
        assertThat(done.lastIndexOf("urgent")).isLessThan(1_000);
    }

    @Test
    void what_is_paused_waits_and_goes_on_when_it_is_resumed() {
        var jobs = withHandlers().still().jobs();
        queue.system(sql -> sql.execute("insert into job_pauses (scope) values ('note')"));
        var id = enqueue(jobs, work("note", "paused"), JobOptions.none());

        jobs.runDue();
        assertThat(queue.state(id)).isEqualTo("queued");
        queue.system(sql -> sql.execute("update job_pauses set scope = '*'"));
        jobs.runDue();
        assertThat(queue.state(id)).isEqualTo("queued");
        queue.system(sql -> sql.execute("delete from job_pauses"));
        jobs.runDue();

        assertThat(queue.state(id)).isEqualTo("completed");
    }

    @Test
    void a_worker_that_stops_gives_back_what_it_had_and_nothing_is_counted() throws InterruptedException {
        var first = withHandlers().working();
        var id = enqueue(first.jobs(), work("slow"), JobOptions.none());
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        first.worker().stop();

        assertThat(queue.state(id)).isEqualTo("queued");
        assertThat(queue.job(id).get("attempts")).isEqualTo(0);
        hold.countDown();
        queue.still().jobs().runDue();
        assertThat(queue.state(id)).isEqualTo("completed");
        assertThat(queue.job(id).get("attempts")).isEqualTo(1);
    }

    @Test
    void a_worker_serves_the_lanes_it_was_told_to_and_no_others() {
        var jobs = withHandlers().lanes("encode=1").still().jobs();
        hold.countDown();
        var encode = enqueue(jobs, work("encode"), JobOptions.none());
        var light = enqueue(jobs, work("note"), JobOptions.none());

        jobs.runDue();

        assertThat(queue.state(encode)).isEqualTo("completed");
        assertThat(queue.state(light)).isEqualTo("queued");
    }

    @Test
    void two_processes_share_the_work_and_hear_of_each_other_s_jobs() {
        var runs = new AtomicInteger();
        queue.doing("count", _ -> {
            runs.incrementAndGet();
            return Outcome.done();
        });
        var first = queue.working();
        queue.working();

        for (var batch = 0; batch < 20; batch++) {
            SYSTEM.run(() -> first.jobs()
                    .enqueueAll(IntStream.range(0, 500)
                            .mapToObj(_ -> NewJob.of(work("count")))
                            .toList()));
        }

        Await.until(() -> queue.value("select count(*) from processing_jobs where status = 'completed'")
                .equals("10000"));
        assertThat(runs.get()).isEqualTo(10_000);
    }

    private UUID person(String name) {
        var id = UUID.randomUUID();
        queue.system(sql -> sql.execute(
                "insert into users (id, email, username, password_hash) values (?, ?, ?, '$argon2id$x')",
                id,
                name + "@example.org",
                name));
        return id;
    }
}
