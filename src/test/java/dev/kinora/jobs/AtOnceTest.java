package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import dev.kinora.testing.Await;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Jobs that are born in a free slot of the process that queues them, and never stood in line. */
class AtOnceTest extends Births {
    @Test
    void a_job_begins_in_a_free_slot_without_standing_in_line() {
        working();

        var job = enqueue("note");

        awaitState(job, "completed");
        assertThat(stoodInLine()).isFalse();
        assertThat(queue.job(job).get("attempts")).isEqualTo(1);
        assertThat(queue.job(job).get("worker_id")).isEqualTo(at().worker().id());
        Await.until(() -> count("job_leases").equals("0"));
        assertThat(runs).hasValue(1);
    }

    @Test
    void nothing_begins_before_the_commit_and_a_rollback_leaves_nothing_and_frees_the_slot() {
        working();

        for (var time = 0; time < 3; time++) {
            assertThatThrownBy(() -> SYSTEM.run(() -> queue.db().write(_ -> {
                        at().jobs().enqueue(work("note"));
                        at().jobs().enqueue(work("note"));
                        assertThat(place()).isNull();
                        throw new IllegalArgumentException();
                    })))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(slotFree()).isTrue();
        }

        assertThat(count("processing_jobs")).isEqualTo("0");
        assertThat(count("job_leases")).isEqualTo("0");
        assertThat(runs).hasValue(0);
    }

    @Test
    void who_finds_the_lane_full_stands_in_line() {
        working();

        SYSTEM.run(() -> queue.db().write(sql -> {
            for (var job = 0; job < 3; job++) {
                at().jobs().enqueue(work("note"));
            }
            assertThat(sql.fetchValue("select count(*) from job_leases")).isEqualTo(2L);
            assertThat(sql.fetchValue("select count(*) from job_ready")).isEqualTo(1L);
            return null;
        }));

        Await.until(() -> runs.get() == 3);
    }

    @Test
    void what_others_queue_takes_a_slot_that_is_kept_for_long_and_nothing_is_lost() {
        working();
        var kept = SYSTEM.call(() -> queue.db().write(_ -> {
            var both = List.of(at().jobs().enqueue(work("note")), at().jobs().enqueue(work("note")));
            apart(() -> {
                enqueue("slow");
                enqueue("slow");
            });
            Await.until(() -> runs.get() == 2);
            return both;
        }));

        Await.until(() -> count("job_ready").equals("2"));
        assertThat(runs).hasValue(2);
        hold.countDown();

        kept.forEach(job -> awaitState(job, "completed"));
        assertThat(runs).hasValue(4);
        kept.forEach(job -> assertThat(queue.job(job).get("attempts")).isEqualTo(1));
    }

    @Test
    void never_more_run_than_the_lane_has_slots() {
        working();
        try (var callers = Executors.newFixedThreadPool(6)) {
            for (var job = 0; job < 600; job++) {
                callers.submit(() -> enqueue("note"));
            }
        }

        Await.until(() -> queue.value("select count(*) from processing_jobs where status = 'completed'")
                .equals("600"));
        assertThat(runs).hasValue(600);
        assertThat(most.get()).isLessThanOrEqualTo(2);
        Await.until(() -> count("job_leases").equals("0"));
        Await.until(this::slotFree);
    }

    @Test
    void a_kind_that_is_paused_waits() {
        working();
        queue.system(sql -> sql.execute("insert into job_pauses (scope) values ('note')"));
        Await.until(() -> !slotFree());

        var job = enqueue("note");

        assertThat(count("job_ready")).isEqualTo("1");
        queue.system(sql -> sql.execute("delete from job_pauses"));
        awaitState(job, "completed");
    }

    @Test
    void nobody_is_let_past_what_is_known_to_wait() {
        var turns = GhostRuns.turns();
        turns.serve(1, new Slots("ghost", 1, _ -> {}));
        assertThat(Place.keep(turns, 1)).isNull();

        turns.inbox().looked(Map.of());
        turns.inbox().heed(turns.choice());
        var place = Place.keep(turns, 1);
        assertThat(place).isNotNull();
        Objects.requireNonNull(place).letGo();

        turns.inbox().hint(List.of(16_384 + 5 * 1_024));
        assertThat(Place.keep(turns, 1)).isNull();
        turns.inbox().heed(turns.choice());
        assertThat(Place.keep(turns, 1)).isNull();
    }

    @Test
    void where_most_slots_are_free_and_the_line_was_taken_whole_nobody_waits_for_the_few_in_it() {
        var turns = GhostRuns.turns();
        turns.serve(1, new Slots("ghost", 16, _ -> {}));
        var lane = Objects.requireNonNull(turns.choice().lane(1));
        turns.inbox().looked(Map.of());
        turns.inbox().heed(turns.choice());
        turns.inbox().hint(List.of(16_384 + 5 * 1_024));

        assertThat(Place.keep(turns, 1)).isNull();
        lane.crowded(false);
        assertThat(Place.keep(turns, 1)).isNotNull();
        while (lane.slots().mostlyFree()) {
            assertThat(Place.keep(turns, 1)).isNotNull();
        }
        assertThat(Place.keep(turns, 1)).isNull();
    }

    @Test
    void people_make_no_leases() {
        working();
        var ada = UUID.randomUUID();
        queue.system(sql -> sql.execute(
                "insert into users (id, email, username, password_hash) values (?, 'ada@example.org', 'ada', '$argon2id$x')",
                ada));

        var job = new Caller(new Viewer.User(ada), "request-1", null, null)
                .call(() -> at().jobs().enqueue(work("note")));

        assertThat(stoodInLine()).isTrue();
        awaitState(job, "completed");
    }
}
