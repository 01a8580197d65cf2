package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.schema.enums.CatchUp;
import dev.kinora.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that comes again, by the clock on the wall. */
class RecurringTest {
    private final SettableClock clock = SettableClock.at("2026-11-21T10:00:00Z");
    private final TestQueue queue = new TestQueue(clock);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        queue.close();
    }

    private TestQueue declared(Recurring... recurring) {
        queue.doing("note", job -> {
            done.add(job.payload().note());
            return Outcome.done();
        });
        List.of(recurring).forEach(queue::recurring);
        return queue;
    }

    private static Recurring hourly(String name, CatchUp catchUp) {
        return new Recurring(name, "30 * * * *", ZoneOffset.UTC, catchUp, work("note", name));
    }

    @Test
    void it_comes_at_its_time_and_not_before_or_twice() {
        var jobs = declared(hourly("sweep", CatchUp.once)).still().jobs();

        jobs.runDue();
        assertThat(done).isEmpty();
        clock.advance(Duration.ofMinutes(30));
        jobs.runDue();
        jobs.runDue();
        assertThat(done).containsExactly("sweep");
        clock.advance(Duration.ofHours(1));
        jobs.runDue();
        assertThat(done).containsExactly("sweep", "sweep");
    }

    @Test
    void what_the_program_does_not_declare_any_more_does_not_come_again() {
        var jobs = declared(hourly("sweep", CatchUp.once)).still().jobs();
        queue.system(
                sql -> sql.execute(
                        "insert into job_schedules (name, job_type, job_data, cron, time_zone, catch_up, next_at) select 'of-old', job_type, job_data, cron, time_zone, catch_up, next_at from job_schedules"));

        clock.advance(Duration.ofHours(1));
        jobs.runDue();

        assertThat(done).containsExactly("sweep");
        assertThat(queue.value("select last_at is null from job_schedules where name = 'of-old'"))
                .isEqualTo("true");
    }

    @Test
    void missed_times_are_skipped_or_made_up_for_by_one_run_or_by_all() {
        var jobs = declared(hourly("skip", CatchUp.skip), hourly("once", CatchUp.once), hourly("all", CatchUp.all))
                .still()
                .jobs();

        clock.advance(Duration.ofHours(5));
        jobs.runDue();

        assertThat(done).containsExactlyInAnyOrder("once", "all", "all", "all", "all", "all");
        clock.advance(Duration.ofMinutes(30));
        done.clear();
        jobs.runDue();
        assertThat(done).containsExactlyInAnyOrder("skip", "once", "all");
    }

    @Test
    void what_comes_alone_is_left_out_while_the_one_before_has_not_ended() {
        var jobs = declared(hourly("sweep", CatchUp.once).alone()).still().jobs();
        queue.system(sql -> sql.execute("insert into job_pauses (scope) values ('note')"));
        for (var hour = 0; hour < 3; hour++) {
            clock.advance(Duration.ofHours(1));
            jobs.runDue();
        }

        assertThat(queue.value("select count(*) from processing_jobs")).isEqualTo("1");
    }

    @Test
    void any_number_of_processes_tick_and_each_time_is_queued_once() {
        declared(hourly("sweep", CatchUp.all));
        var processes = IntStream.range(0, 4).mapToObj(_ -> queue.still()).toList();
        clock.advance(Duration.ofHours(10));

        processes.parallelStream().forEach(process -> process.jobs().runDue());

        assertThat(done).hasSize(10);
    }

    @Test
    void what_an_operator_paused_stays_paused_and_a_changed_time_counts_from_now() {
        declared(hourly("sweep", CatchUp.once)).still();
        queue.system(sql -> sql.execute("update job_schedules set paused_at = now()"));
        clock.advance(Duration.ofHours(2));
        queue.still().jobs().runDue();
        assertThat(done).isEmpty();

        try (var next = new TestQueue(queue.access(), clock)) {
            next.recurring(new Recurring("sweep", "15 3 * * *", ZoneOffset.UTC, CatchUp.once, work("note", "sweep")))
                    .still();
            assertThat(next.value(
                            "select paused_at is not null and next_at = '2026-11-22T03:15:00Z' from job_schedules"))
                    .isEqualTo("true");
        }
    }

    @Test
    void the_clock_on_the_wall_decides_also_when_it_is_put_forward_and_back() {
        var berlin = ZoneId.of("Europe/Berlin");
        var daily = Cron.of("30 2 * * *");

        // On 29 March 2026 there is no half past two; on 25 October there are two.
        assertThat(daily.after(Instant.parse("2026-03-28T02:00:00Z"), berlin).orElseThrow())
                .isAfter(Instant.parse("2026-03-29T00:59:00Z"))
                .isBefore(Instant.parse("2026-03-30T00:31:00Z"));
        var first = daily.after(Instant.parse("2026-10-24T22:00:00Z"), berlin).orElseThrow();
        assertThat(daily.after(first, berlin)).contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void a_day_that_never_comes_is_never_and_nonsense_is_refused_when_it_is_declared() {
        assertThat(Cron.of("0 0 30 2 *").after(clock.instant(), ZoneOffset.UTC)).isEmpty();
        assertThatThrownBy(() -> Recurring.of("odd", "* * *", work("note")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("five fields");
        assertThatThrownBy(() -> Recurring.of("odd", "99 * * * *", work("note")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
