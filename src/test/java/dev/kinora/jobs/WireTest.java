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
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that the network cuts off without a word: nothing is refused or closed, it only does not arrive. */
class WireTest {
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final TestQueue near = new TestQueue(Clock.systemUTC()).lease(LEASE);
    private final Wire wire = new Wire(near.access());
    private final TestQueue far = new TestQueue(wire.through(near.access()), Clock.systemUTC()).lease(LEASE);
    private final List<String> story = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);

    @BeforeEach
    void open() throws Exception {
        try (var owner = near.access().owner().connect();
                var statement = owner.createStatement()) {
            statement.execute("create table effects (job_id uuid); grant insert, select on effects to kinora_worker");
        }
    }

    @AfterEach
    void close() {
        wire.letGo();
        far.close();
        wire.close();
        near.close();
    }

    private Outcome effect(TestQueue queue, JobRun<?> job) {
        job.complete(() -> queue.db()
                .write(sql ->
                        sql.execute("insert into effects values (?)", job.id().value())));
        return Outcome.done();
    }

    @Test
    void what_a_worker_ran_that_is_cut_off_is_stopped_there_and_done_once_by_another() throws InterruptedException {
        var cutOff = far.doing("work", job -> {
                    story.add("far begins");
                    begun.countDown();
                    try {
                        Thread.sleep(Duration.ofMinutes(1));
                    } catch (InterruptedException _) {
                        story.add("far is stopped");
                    }
                    // It does not give up, and tries what it may not.
                    return effect(far, job);
                })
                .working();
        var before = cutOff.worker().id();
        var job = SYSTEM.call(() -> cutOff.jobs().enqueue(work("work")));
        begun.await();
        wire.hold();
        near.doing("work", run -> {
                    story.add("near begins");
                    return effect(near, run);
                })
                .working();

        Await.until(() -> near.state(job).equals("completed"));
        assertThat(story).containsExactly("far begins", "far is stopped", "near begins");
        wire.letGo();

        Await.until(() -> !cutOff.worker().id().equals(before));
        Await.until(() -> near.value("select count(*) from workers where stopped_at is null")
                .equals("2"));
        assertThat(near.value("select count(*) from effects")).isEqualTo("1");
        assertThat(near.value("select kind from job_events where kind = 'rescued'"))
                .isEqualTo("rescued");
        Await.until(() -> near.value("select count(*) from job_leases where job_ids <> '{}'")
                .equals("0"));
    }

    @Test
    void what_is_queued_while_its_commit_is_held_up_is_done_once() throws InterruptedException {
        var cutOff = far.doing("work", job -> effect(far, job)).working();
        Await.until(() -> {
            var place = cutOff.worker().place(JobType.of("work"));
            if (place != null) {
                place.letGo();
            }
            return place != null;
        });
        near.doing("work", run -> effect(near, run)).working();
        var before = cutOff.worker().id();

        var queued = Thread.ofVirtual()
                .start(() -> SYSTEM.run(() -> far.db().write(_ -> {
                    cutOff.jobs().enqueue(work("work"));
                    wire.hold();
                    return null;
                })));
        Await.until(() -> near.value("select count(*) from workers where stopped_at is null")
                .equals("1"));
        wire.letGo();
        queued.join();

        Await.until(() -> near.value("select count(*) from effects").equals("1"));
        Await.until(() -> !cutOff.worker().id().equals(before));
        Await.until(() -> near.value("select status from processing_jobs").equals("completed"));
        assertThat(near.value("select count(*) from effects")).isEqualTo("1");
    }
}
