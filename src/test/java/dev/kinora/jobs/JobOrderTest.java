package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Ids;
import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a job waits for: others, its gate, its key. */
class JobOrderTest {
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
                .still()
                .jobs();
    }

    private JobId enqueue(Jobs jobs, JobPayload payload, JobOptions options) {
        return SYSTEM.call(() -> jobs.enqueue(payload, options));
    }

    @Test
    void what_waits_for_the_job_of_a_deleted_account_goes_on_without_it() {
        var jobs = jobs();
        var lin = Ids.next();
        queue.system(sql -> sql.execute(
                "insert into users (id, email, username, password_hash) values (?, 'lin@example.org', 'lin', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g')",
                lin));
        var hour = clock.instant().plusSeconds(3_600);
        var theirs = enqueue(
                jobs, work("note", "theirs"), JobOptions.none().user(lin).at(hour));
        var ours = enqueue(jobs, work("note", "ours"), JobOptions.none());
        enqueue(jobs, work("note", "child"), JobOptions.none().after(List.of(theirs, ours), ParentFailure.block));
        jobs.runDue();
        assertThat(done).containsExactly("ours");

        queue.system(sql -> sql.execute("delete from users where id = ?", lin));
        queue.system(sql -> sql.fetch(
                "select adopt_stray_jobs(?::timestamptz)", clock.instant().toString()));
        jobs.runDue();

        assertThat(done).containsExactly("ours", "child");
        assertThat(queue.value("select count(*) from job_due")).isEqualTo("0");
    }

    @Test
    void under_a_key_there_is_one_job_while_it_waits_or_runs_or_for_a_time() {
        var jobs = jobs();
        var queued = JobOptions.none().unique(Unique.whileQueued("q"));
        var unfinished = JobOptions.none().unique(Unique.whileUnfinished("u"));
        var period = JobOptions.none().unique(Unique.within(Duration.ofHours(1), "p"));
        for (var options : List.of(queued, unfinished, period)) {
            var first = enqueue(jobs, work("note", "first"), options);
            assertThat(enqueue(jobs, work("note", "second"), options)).isEqualTo(first);
        }

        jobs.runDue();
        assertThat(done).containsExactly("first", "first", "first");
        done.clear();

        enqueue(jobs, work("note", "again"), queued);
        enqueue(jobs, work("note", "again"), unfinished);
        enqueue(jobs, work("note", "too early"), period);
        jobs.runDue();
        assertThat(done).containsExactly("again", "again");

        clock.advance(Duration.ofHours(1));
        enqueue(jobs, work("note", "in time"), period);
        jobs.runDue();
        assertThat(done).containsExactly("again", "again", "in time");
    }

    @Test
    void a_job_waits_for_all_its_parents() {
        var jobs = jobs();
        var parents = IntStream.range(0, 3)
                .mapToObj(i -> NewJob.of(work("note", "parent " + i)))
                .toList();
        var all = new ArrayList<>(parents);
        var child = NewJob.of(
                work("note", "child"),
                JobOptions.none().after(parents.stream().map(NewJob::id).toList(), ParentFailure.block));
        all.add(child);
        SYSTEM.run(() -> jobs.enqueueAll(all));

        jobs.runDue();

        assertThat(done).hasSize(4).endsWith("child");
        assertThat(queue.value(
                        "select pending_parents from processing_jobs where id = ?",
                        child.id().value()))
                .isEqualTo("0");
    }

    @Test
    void when_a_parent_fails_a_child_waits_or_goes_on_or_is_cancelled_as_it_was_told() {
        var jobs = queue.doing("fails", _ -> Outcome.failed("no", "No."))
                .doing("note", job -> {
                    done.add(job.payload().note());
                    return Outcome.done();
                })
                .still()
                .jobs();
        var parent = NewJob.of(work("fails"));
        var block =
                NewJob.of(work("note", "block"), JobOptions.none().after(List.of(parent.id()), ParentFailure.block));
        var go = NewJob.of(work("note", "go"), JobOptions.none().after(List.of(parent.id()), ParentFailure.continue_));
        var stop = NewJob.of(work("note", "stop"), JobOptions.none().after(List.of(parent.id()), ParentFailure.cancel));
        var orphan =
                NewJob.of(work("note", "orphan"), JobOptions.none().after(List.of(stop.id()), ParentFailure.cancel));
        SYSTEM.run(() -> jobs.enqueueAll(List.of(parent, block, go, stop, orphan)));

        jobs.runDue();

        assertThat(done).containsExactly("go");
        assertThat(queue.state(block.id())).isEqualTo("queued");
        assertThat(queue.state(stop.id())).isEqualTo("cancelled");
        assertThat(queue.state(orphan.id())).isEqualTo("cancelled");
    }

    @Test
    void no_more_than_its_gate_allows_run_at_a_time_and_each_gets_its_turn() {
        var most = new java.util.concurrent.atomic.AtomicInteger();
        var now = new java.util.concurrent.atomic.AtomicInteger();
        var jobs = queue.doing("publish", _ -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.sleep(5);
                    now.decrementAndGet();
                    done.add("published");
                    return Outcome.done();
                })
                .still()
                .jobs();
        SYSTEM.run(() -> jobs.enqueueAll(IntStream.range(0, 12)
                .mapToObj(_ -> NewJob.of(work("publish"), JobOptions.none().gate("account:1", 2)))
                .toList()));

        jobs.runDue();

        assertThat(done).hasSize(12);
        assertThat(most.get()).isEqualTo(2);
        assertThat(queue.value("select (select count(*) from job_tokens) + (select count(*) from job_gated)"))
                .isEqualTo("0");
    }
}
