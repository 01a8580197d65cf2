package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.testing.Await;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that begin at once in a lane with many free slots, while its turns wait, fail, or are refused. */
class AtOnceAmongManyTest {
    private final TestQueue queue = new TestQueue(Clock.systemUTC()).lanes("light=16");
    private final AtomicInteger notes = new AtomicInteger();
    private final AtomicInteger urgent = new AtomicInteger();
    private final CountDownLatch hold = new CountDownLatch(1);
    private TestQueue.Started at;

    @BeforeEach
    void working() {
        at = queue.doing("note", _ -> {
                    notes.incrementAndGet();
                    return Outcome.done();
                })
                .doing("urgent", _ -> {
                    urgent.incrementAndGet();
                    return Outcome.done();
                })
                .doing("fails", _ -> {
                    hold.await();
                    return Outcome.failed("no", "No.");
                })
                .working();
        Await.until(this::begins);
        // Taken from the line once, so that it is known to be short.
        inLine("note", 5);
        Await.until(() -> notes.get() == 1);
    }

    @AfterEach
    void close() {
        hold.countDown();
        queue.close();
    }

    private boolean begins() {
        var place = at.worker().place(JobType.of("note"));
        if (place == null) {
            return false;
        }
        place.letGo();
        return true;
    }

    private JobId alone(String kind) {
        return SYSTEM.call(() -> at.jobs().enqueue(work(kind)));
    }

    private void inLine(String kind, int priority) {
        SYSTEM.run(() -> at.jobs()
                .enqueueAll(List.of(NewJob.of(work(kind), JobOptions.none().priority(priority)))));
    }

    /** The row is somebody's until the latch falls. */
    private void lock(JobId job, CountDownLatch until) {
        var locked = new CountDownLatch(1);
        CompletableFuture.runAsync(
                () -> queue.system(sql -> {
                    sql.fetch("select from processing_jobs where id = ? for update", job.value());
                    locked.countDown();
                    Await.until(() -> until.getCount() == 0);
                    return null;
                }),
                task -> Thread.ofVirtual().start(task));
        Await.until(() -> locked.getCount() == 0);
    }

    @Test
    void what_is_done_is_written_as_done_though_more_begins_while_a_turn_waits() {
        var release = new CountDownLatch(1);
        lock(alone("fails"), release);
        lock(alone("fails"), release);
        hold.countDown();
        inLine("note", 5);
        for (var job = 0; job < 60; job++) {
            alone("note");
        }
        release.countDown();

        Await.until(() -> queue.value("select count(*) from processing_jobs where status in ('queued', 'running')")
                .equals("0"));
        assertThat(queue.value("select count(*) from processing_jobs where job_type = 'note' and status = 'completed'"))
                .isEqualTo("62");
        assertThat(queue.value("select count(*) from processing_jobs where job_type = 'fails' and status = 'failed'"))
                .isEqualTo("2");
    }

    @Test
    void nobody_passes_who_waits_while_turns_fail() {
        var end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        var cutting = CompletableFuture.runAsync(
                () -> {
                    while (System.nanoTime() < end) {
                        queue.value(
                                "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'kinora jobs' and datname = current_database()");
                    }
                },
                task -> Thread.ofVirtual().start(task));
        Await.until(() -> at.worker().quiet().toMillis() > 300);
        inLine("urgent", 1);

        var before = notes.get();
        while (urgent.get() == 0 && System.nanoTime() < end) {
            alone("note");
        }

        assertThat(notes.get() - before).isLessThan(100);
        cutting.join();
        Await.until(() -> urgent.get() == 1);
        Await.until(() -> queue.value("select count(*) from processing_jobs where status <> 'completed'")
                .equals("0"));
    }

    @Test
    void who_is_refused_leaves_neither_a_slot_taken_nor_a_lease() {
        for (var time = 0; time < 40; time++) {
            assertThatThrownBy(() ->
                            SYSTEM.run(() -> queue.db().read(_ -> at.jobs().enqueue(work("note")))))
                    .isInstanceOf(IllegalStateException.class);
        }
        for (var time = 0; time < 3; time++) {
            assertThatThrownBy(() -> SYSTEM.run(() ->
                            at.jobs().enqueue(work("note"), JobOptions.none().video(UUID.randomUUID()))))
                    .isInstanceOf(RuntimeException.class);
        }

        for (var job = 0; job < 20; job++) {
            alone("note");
        }
        Await.until(() -> notes.get() == 21);
        Await.until(() -> queue.value("select count(*) from job_leases").equals("0"));
        assertThat(begins()).isTrue();
    }

    @Test
    void a_kind_that_is_paused_before_its_transaction_ends_does_not_begin() {
        var job = SYSTEM.call(() -> queue.db().write(_ -> {
            var born = at.jobs().enqueue(work("note"));
            CompletableFuture.runAsync(
                            () -> queue.system(sql -> sql.execute("insert into job_pauses (scope) values ('note')")),
                            task -> Thread.ofVirtual().start(task))
                    .join();
            Await.until(() -> !begins());
            return born;
        }));

        Await.until(() -> queue.value("select count(*) from job_ready").equals("1"));
        assertThat(notes).hasValue(1);
        queue.system(sql -> sql.execute("delete from job_pauses"));
        Await.until(() -> queue.state(job).equals("completed"));
    }
}
