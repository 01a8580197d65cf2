package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Ids;
import dev.kinora.platform.Problem;
import dev.kinora.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Jobs that are born leased to a worker that is lost, stops or does not hear that they were born. */
class AtOnceFaultsTest extends Births {
    @Test
    void what_is_committed_after_its_worker_was_held_to_be_lost_is_done_once() {
        queue.lease(Duration.ofSeconds(1));
        working();
        var before = at().worker().id();

        var job = SYSTEM.call(() -> queue.db().write(_ -> {
            var born = at().jobs().enqueue(work("note"));
            apart(() -> {
                queue.system(sql -> sql.execute("update workers set stopped_at = now()"));
                Await.until(() -> !at().worker().id().equals(before));
            });
            return born;
        }));

        awaitState(job, "completed");
        assertThat(runs).hasValue(1);
        assertThat(queue.job(job).get("worker_id")).isNotEqualTo(before);
        assertThat(count("job_leases where job_ids <> '{}' and worker_id = '" + before + "'"))
                .isEqualTo("0");
    }

    @Test
    void what_is_committed_after_its_worker_stopped_is_done_by_another() {
        queue.lease(Duration.ofSeconds(1));
        var first = working();

        var job = SYSTEM.call(() -> queue.db().write(_ -> {
            var born = first.jobs().enqueue(work("note"));
            apart(() -> first.worker().stop());
            return born;
        }));
        assertThat(queue.state(job)).isEqualTo("queued");
        assertThat(runs).hasValue(0);
        queue.working();

        awaitState(job, "completed");
        assertThat(runs).hasValue(1);
    }

    @Test
    void what_a_process_did_not_live_to_begin_is_done_by_another() {
        queue.lease(Duration.ofSeconds(1));
        working();
        var store = new EnqueueStore(queue.db(), JsonMapper.builder().build());
        var killed = UUID.randomUUID();
        queue.system(sql -> sql.execute(
                "insert into workers (id, name, lanes, started_at, heartbeat_at) values (?, 'killed', '{light}', now() - interval '2 minutes', now() - interval '1 minute')",
                killed));
        var job = NewJob.of(work("note"));
        var place = new Place(GhostRuns.turns(), killed, 1, new Lane(new Slots("ghost", 1, _ -> {})), Ids.next());

        SYSTEM.run(() -> store.leased(job, place, Instant.now(), _ -> {}, _ -> {}));

        awaitState(job.id(), "completed");
        assertThat(queue.value("select kind from job_events where kind = 'rescued'"))
                .isEqualTo("rescued");
        assertThat(runs).hasValue(1);
    }

    @Test
    void a_job_of_a_worker_that_is_held_to_be_lost_stands_in_line() {
        working();
        queue.system(sql -> sql.execute("update workers set stopped_at = now()"));

        var job = enqueue("note");

        assertThat(stoodInLine()).isTrue();
        awaitState(job, "completed");
        assertThat(slotFree()).isTrue();
    }

    @Test
    void a_commit_whose_answer_was_lost_is_settled_whether_it_came_to_be_or_not() {
        working();
        var store = new EnqueueStore(queue.db(), JsonMapper.builder().build());
        var committed = NewJob.of(work("note"));
        var of = Objects.requireNonNull(place());
        SYSTEM.run(() -> store.leased(committed, of, Instant.now(), _ -> {}, _ -> {}));
        of.letGo();
        at().worker().returnSoon(of, committed.id().value());
        awaitState(committed.id(), "completed");

        assertThatThrownBy(() -> SYSTEM.run(() -> queue.db().write(sql -> {
                    at().jobs().enqueue(work("note"));
                    var self = sql.fetchValue("select pg_backend_pid()");
                    apart(() -> queue.system(other -> other.execute("select pg_terminate_backend(?::integer)", self)));
                    return null;
                })))
                .isInstanceOf(Problem.class);

        Await.until(() -> count("job_leases").equals("1"));
        assertThat(count("processing_jobs")).isEqualTo("1");
        assertThat(count("job_leases where job_ids = '{}'")).isEqualTo("1");
        assertThat(slotFree()).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void a_job_that_is_a_transaction_of_its_own_and_whose_connection_is_cut_frees_its_slot_and_leaves_nothing_to_run() {
        working();

        queue.system(sql -> {
            sql.execute("lock table processing_jobs in share mode");
            apart(() -> {
                var cut = CompletableFuture.runAsync(
                        this::cutWhoWaits, task -> Thread.ofVirtual().start(task));
                assertThatThrownBy(() -> enqueue("note")).isInstanceOf(Problem.class);
                cut.join();
            });
            return null;
        });

        Await.until(this::slotFree);
        assertThat(count("processing_jobs")).isEqualTo("0");
        assertThat(runs).hasValue(0);
        awaitState(enqueue("note"), "completed");
    }

    private void cutWhoWaits() {
        Await.until(() -> queue.value("""
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock' and query like '%processing_jobs%'
                """).equals("1"));
    }
}
