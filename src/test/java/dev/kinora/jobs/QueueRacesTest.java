package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Ids;
import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.testing.Await;
import dev.kinora.testing.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Two of them at the same job at the same moment: the one begins while the other has not committed. */
class QueueRacesTest {
    private final SettableClock clock = SettableClock.at("2026-11-21T10:00:00Z");
    private final TestQueue queue = new TestQueue(clock);
    private final Jobs jobs = queue.doing("note", _ -> Outcome.done()).still().jobs();
    private final WorkerStore workers =
            new WorkerStore(queue.db(), JsonMapper.builder().build());
    private final UUID worker = Ids.next();
    private Connection first;

    QueueRacesTest() throws SQLException {
        first = queue.access().worker().connect();
    }

    @BeforeEach
    void open() throws SQLException {
        first.setAutoCommit(false);
        SYSTEM.run(() -> workers.register(worker, "other", java.util.Set.of(), Map.of()));
    }

    @AfterEach
    void close() throws SQLException {
        first.close();
        queue.close();
    }

    private JobId enqueue(JobOptions options) {
        return SYSTEM.call(() -> jobs.enqueue(work("note"), options));
    }

    private void first(String sql) throws SQLException {
        try (var statement = first.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Begins it on another thread, waits until it is held up by what is not committed, and commits that. */
    private void meets(Runnable second) throws SQLException {
        var met = CompletableFuture.runAsync(second, task -> Thread.ofVirtual().start(task));
        Await.until(() -> met.isDone()
                || !queue.value(
                                "select count(*) from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0")
                        .equals("0"));
        first.commit();
        met.join();
    }

    private void stop(JobId job) {
        queue.system(sql -> sql.fetch("select stop_jobs(array[?]::uuid[], null, ?::timestamptz)", job.value(), now()));
    }

    private String now() {
        return clock.instant().toString();
    }

    private void isCancelledAndNowhere(JobId job) {
        assertThat(queue.state(job)).isEqualTo("cancelled");
        assertThat(
                        queue.value(
                                "select (select count(*) from job_ready) + (select count(*) from job_due) + (select count(*) from job_gated) + (select count(*) from job_tokens)"))
                .isEqualTo("0");
    }

    @Test
    void what_comes_due_while_it_is_cancelled_is_cancelled() throws SQLException {
        var job = enqueue(JobOptions.none().at(clock.instant().plusSeconds(60)));
        clock.advance(Duration.ofMinutes(1));

        first("select begin_due_jobs('" + now() + "')");
        meets(() -> stop(job));

        isCancelledAndNowhere(job);
    }

    @Test
    void what_passes_its_gate_while_it_is_cancelled_is_cancelled() throws SQLException {
        var job = enqueue(JobOptions.none().gate("gate", 1));

        first("select open_gates('" + now() + "')");
        meets(() -> stop(job));

        isCancelledAndNowhere(job);
    }

    @Test
    void what_is_released_by_its_parent_while_it_is_cancelled_is_cancelled() throws SQLException {
        var parent = enqueue(JobOptions.none());
        var child = enqueue(JobOptions.none().after(List.of(parent), ParentFailure.block));
        claim();
        complete();

        first("select tell_children('" + now() + "')");
        meets(() -> stop(child));

        isCancelledAndNowhere(child);
    }

    @Test
    void what_is_shown_as_running_while_it_is_put_off_stays_put_off() throws SQLException {
        var job = enqueue(JobOptions.none());
        var claim = claim();

        first("select end_attempts('" + worker + "', array['" + job.value() + "'::uuid], array['" + claim.lease()
                + "'::uuid], array['retry'], array[5], array['"
                + clock.instant().plusSeconds(60)
                + "'::timestamptz], array['busy'], array['Busy.'], array[null::text], array[null::jsonb], '" + now()
                + "')");
        meets(() ->
                SYSTEM.run(() -> workers.show(worker, List.of(new WorkerStore.Sight(GhostRuns.running(claim), null)))));

        assertThat(queue.state(job)).isEqualTo("queued");
        clock.advance(Duration.ofMinutes(1));
        jobs.runDue();
        assertThat(queue.state(job)).isEqualTo("completed");
    }

    @Test
    void what_may_be_begun_once_is_not_begun_again_when_its_worker_is_lost() {
        var job = enqueue(JobOptions.none().attempts(1));
        var claim = claim();
        SYSTEM.run(() -> workers.show(worker, List.of(new WorkerStore.Sight(GhostRuns.running(claim), null))));

        queue.system(sql -> sql.fetch("select * from rescue_jobs(?::uuid, ?::timestamptz, true)", worker, now()));
        jobs.runDue();

        assertThat(queue.state(job)).isEqualTo("failed");
        assertThat(queue.job(job).get("error_code")).isEqualTo("worker-lost");
        assertThat(queue.job(job).get("attempts")).isEqualTo(1);
    }

    @Test
    void a_cancellation_that_comes_as_an_attempt_fails_is_not_forgotten() {
        var job = enqueue(JobOptions.none());
        var claim = claim();
        stop(job);

        end(claim, "retry");

        isCancelledAndNowhere(job);
    }

    @Test
    void a_worker_is_not_rescued_from_between_its_completion_and_its_commit() throws SQLException {
        var job = enqueue(JobOptions.none());
        var claim = claim();

        first("select complete_job('" + claim.lease() + "', '" + job.value() + "', 5, null, '" + worker + "')");
        meets(() -> SYSTEM.run(() -> workers.stop(worker, clock.instant())));

        assertThat(queue.state(job)).isEqualTo("completed");
        assertThat(queue.value("select count(*) from job_ready")).isEqualTo("0");
    }

    @Test
    void a_completion_that_comes_after_the_rescue_changes_nothing() throws SQLException {
        var job = enqueue(JobOptions.none());
        claim();

        first("select rescue_jobs('" + worker + "', '" + now() + "', true)");
        meets(this::complete);

        assertThat(queue.state(job)).isEqualTo("queued");
        assertThat(queue.value("select count(*) from job_ready")).isEqualTo("1");
    }

    @Test
    void a_claim_that_is_committed_after_its_answer_was_given_up_is_not_lost() throws SQLException {
        var job = enqueue(JobOptions.none());
        var lease = Ids.next();

        first("delete from job_ready");
        first("insert into job_leases (id, worker_id, job_ids) values ('" + lease + "', '" + worker + "', array['"
                + job.value() + "'::uuid])");
        try (var turns = new TurnStore(queue.access().worker())) {
            var found = new java.util.ArrayList<Claim>();
            meets(() -> found.addAll(recovered(turns, lease)));

            assertThat(found).hasSize(1);
        }
    }

    @Test
    void a_claim_that_has_not_come_to_be_when_it_is_looked_for_never_does() throws SQLException {
        var job = enqueue(JobOptions.none());
        var lease = Ids.next();

        try (var turns = new TurnStore(queue.access().worker());
                var late = new TurnStore(queue.access().worker())) {
            assertThat(recovered(turns, lease)).isEmpty();

            org.assertj.core.api.Assertions.assertThatThrownBy(() -> claim(late, lease))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(queue.value("select count(*) from job_ready where job_id = ?", job.value()))
                .isEqualTo("1");
    }

    @Test
    void what_was_taken_in_the_name_of_a_worker_that_is_no_more_is_given_back() {
        var job = enqueue(JobOptions.none());
        SYSTEM.run(() -> workers.stop(worker, clock.instant()));
        claim();
        queue.system(sql -> sql.execute("update job_leases set claimed_at = claimed_at - interval '1 minute'"));

        SYSTEM.run(() -> workers.rescue(Ids.next(), Duration.ofSeconds(20), clock.instant()));

        assertThat(queue.value("select count(*) from job_ready where job_id = ?", job.value()))
                .isEqualTo("1");
        assertThat(queue.value("select count(*) from job_leases")).isEqualTo("0");
    }

    // --- the other worker

    private List<Claim> recovered(TurnStore turns, UUID lease) {
        try {
            return turns.leases().recover(worker, lease);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Claim> claim(TurnStore turns, UUID lease) throws SQLException {
        var classes = List.copyOf(SYSTEM.call(workers::heads).keySet());
        var asked = new JobClasses.Asked(
                classes,
                classes.stream().map(_ -> 0L).toList(),
                classes.stream().map(_ -> 9).toList());
        return turns.turn(worker, List.of(), List.of(), asked, 9, lease).claims();
    }

    private Claim claim() {
        try (var turns = new TurnStore(queue.access().worker())) {
            held = claim(turns, Ids.next()).getFirst();
            return held;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private @org.jspecify.annotations.Nullable Claim held;

    private void complete() {
        var none = new JobClasses.Asked(List.of(), List.of(), List.of());
        var claim = java.util.Objects.requireNonNull(held);
        try (var turns = new TurnStore(queue.access().worker())) {
            turns.turn(
                    worker,
                    List.of(new Finished.Completed(GhostRuns.running(claim), 5, null)),
                    List.of(claim.lease()),
                    none,
                    0,
                    Ids.next());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end(Claim claim, String outcome) {
        try (var turns = new TurnStore(queue.access().worker())) {
            turns.leases()
                    .end(
                            worker,
                            List.of(new Finished.Ended(
                                    GhostRuns.running(claim),
                                    5,
                                    outcome,
                                    clock.instant().plusSeconds(60),
                                    "busy",
                                    "Busy.",
                                    null,
                                    null)),
                            clock.instant());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
