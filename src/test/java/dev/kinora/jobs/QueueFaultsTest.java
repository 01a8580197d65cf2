package dev.kinora.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty thousand jobs, and everything that happens to processes and servers meanwhile: none is lost, and none is done twice. */
class QueueFaultsTest {
    @TempDir
    private static Path directory;

    /** Each of them queues one more when it is done. */
    private static final int CHAINS = 400;

    private static Fleet fleet;

    @BeforeAll
    static void start() {
        fleet = new Fleet(directory);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @BeforeEach
    void begin() {
        fleet.forgetAll();
    }

    private static void enqueue(int effects, int watched, int plain, int slow) {
        fleet.enqueue(slow, "slow");
        fleet.enqueue(effects, "effect");
        fleet.enqueue(watched, "watched");
        fleet.enqueue(plain, "plain");
        fleet.enqueue(CHAINS, "chain");
    }

    /** A run that was cut off lasted until its process was killed; of what a stopped process did nobody knows when it was. */
    private static void everythingWasDoneAndNothingIsLeft() {
        fleet.awaitAllDone();

        assertThat(fleet.count("""
                select count(*) from processing_jobs j where j.job_type <> 'plain'
                and (select count(*) from effects e where e.job_id = j.id) <> 1""")).isZero();
        assertThat(fleet.count("select count(*) from processing_jobs where job_type = 'chained'"))
                .isEqualTo(fleet.count("select count(*) from processing_jobs where job_type = 'chain'"));
        assertThat(fleet.count("""
                select count(*) from processing_jobs j where j.job_type not in ('effect', 'chain', 'held')
                and not exists (select from runs r where r.job_id = j.id)""")).isZero();
        assertThat(fleet.count("""
                select count(*) from runs a join runs b on a.job_id = b.job_id and a.run <> b.run and a.begun <= b.begun
                where b.begun < coalesce(a.ended, (select at from faults f where f.pid = a.pid and f.kind = 'killed'))
                and not exists (select from faults f where f.pid in (a.pid, b.pid) and f.kind = 'stopped')""")).isZero();
        fleet.hire(1);
        List.copyOf(fleet.workers().subList(1, fleet.workers().size())).forEach(fleet::dismiss);
        // Whoever is left takes away what the killed still had.
        fleet.awaitAlive(1);
        List.copyOf(fleet.workers()).forEach(fleet::dismiss);
        for (var table : List.of("ready", "leases", "due", "gated", "tokens", "releases")) {
            assertThat(fleet.count("select count(*) from job_" + table))
                    .as(table)
                    .isZero();
        }
        assertThat(fleet.count("select count(*) from stray_jobs(now() + interval '2 minutes')"))
                .isZero();
    }

    @Test
    void workers_are_killed() throws InterruptedException {
        fleet.hire(3);
        enqueue(3_500, 2_500, 2_000, 100);

        for (var killed = 0; killed < 5 && fleet.open() > 0; killed++) {
            Thread.sleep(700);
            fleet.kill(fleet.any());
            fleet.hire(3);
        }

        everythingWasDoneAndNothingIsLeft();
        assertThat(fleet.count("select count(*) from job_events where kind = 'rescued'"))
                .isPositive();
    }

    @Test
    void a_worker_is_stopped_for_longer_than_its_lease() throws InterruptedException {
        fleet.hire(2);

        for (var round = 0; round < 2; round++) {
            enqueue(1_000, 700, 500, 50);
            Thread.sleep(300);
            var stopped = fleet.workers().get(round);
            fleet.note(stopped, "stopped");
            stopped.signal("STOP");
            fleet.awaitCounted(stopped, 0);
            stopped.signal("CONT");
            fleet.awaitCounted(stopped, 1);
        }

        everythingWasDoneAndNothingIsLeft();
    }

    @Test
    void a_worker_is_stopped_while_it_completes_a_job() {
        fleet.hire(1);
        fleet.enqueue(1, "held");
        var stopped = fleet.workers().getFirst().awaitWords("within");
        stopped.signal("STOP");
        fleet.note(stopped, "stopped");
        assertThat(fleet.count("select count(*) from effects")).isZero();

        fleet.hire(2);
        fleet.awaitAllDone();
        stopped.signal("CONT");

        fleet.awaitCounted(stopped, 1);
        everythingWasDoneAndNothingIsLeft();
        assertThat(fleet.count("select count(*) from job_events where kind = 'rescued'"))
                .isEqualTo(1);
    }

    @Test
    void the_database_is_restarted_and_crashes() throws InterruptedException {
        fleet.hire(2);
        enqueue(1_800, 1_200, 1_000, 50);

        Thread.sleep(500);
        fleet.restartServer();
        Thread.sleep(1_500);
        fleet.crashServer();

        everythingWasDoneAndNothingIsLeft();
    }

    @Test
    void connections_are_cut_again_and_again() throws InterruptedException {
        fleet.hire(2);
        enqueue(1_500, 1_000, 1_000, 50);

        for (var cut = 0; cut < 12 && fleet.open() > 0; cut++) {
            Thread.sleep(250);
            fleet.cutConnections();
        }

        everythingWasDoneAndNothingIsLeft();
    }

    @Test
    void workers_that_end_in_order_hand_back_what_they_have_not_done() throws InterruptedException {
        fleet.hire(2);
        enqueue(1_200, 500, 500, 0);

        for (var ended = 0; ended < 3; ended++) {
            Thread.sleep(300);
            fleet.enqueue(20, "slow");
            fleet.dismiss(fleet.workers().getFirst());
            fleet.hire(2);
        }

        everythingWasDoneAndNothingIsLeft();
        assertThat(fleet.count("select count(*) from job_events where kind = 'handed_back'"))
                .isPositive();
        assertThat(fleet.count("select count(*) from processing_jobs where attempts <> 1"))
                .isZero();
    }
}
