package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Ids;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every name in docs/monitoring/alerts.yaml has its figure, with nothing to do as well. */
class CountingTest {
    private final TestQueue queue = new TestQueue(Clock.systemUTC());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        queue.close();
    }

    private void count() {
        SYSTEM.run(new Counting(new CountingStore(queue.db()), new JobMeters(registry))::count);
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    @Test
    void an_idle_queue_has_a_zero_for_every_lane_and_state() {
        queue.doing("note", _ -> Outcome.done()).still();

        count();

        for (var state : List.of("ready", "scheduled", "gated", "waiting", "running", "failed")) {
            assertThat(gauge("kinora.jobs.depth", "lane", "light", "state", state))
                    .isZero();
        }
        assertThat(gauge("kinora.jobs.oldest", "lane", "light")).isZero();
        assertThat(gauge("kinora.jobs.workers")).isZero();
    }

    @Test
    void jobs_are_counted_where_they_are_and_those_that_nobody_does_by_their_kind() {
        var jobs = queue.doing("note", _ -> Outcome.done()).still().jobs();
        SYSTEM.run(() -> jobs.enqueueAll(
                Stream.generate(() -> NewJob.of(work("unheard_of"))).limit(3).toList()));

        count();

        assertThat(gauge("kinora.jobs.depth", "lane", "light", "state", "ready"))
                .isEqualTo(3);
        assertThat(gauge("kinora.jobs.unserved", "type", "unheard_of")).isEqualTo(3);
    }

    @Test
    void what_other_processes_did_lately_is_counted_here() {
        queue.doing("note", _ -> Outcome.done()).still();
        queue.system(
                sql -> sql.execute(
                        "insert into job_minutes (minute, job_type, completed, failed, retried) values (date_trunc('minute', now()), 'note', 5, 2, 1), (now() - interval '1 hour', 'note', 50, 0, 0)"));
        queue.system(sql -> sql.execute("insert into workers (id, name) values (?, 'elsewhere')", Ids.next()));

        count();

        assertThat(gauge("kinora.jobs.lately", "type", "note", "outcome", "completed"))
                .isEqualTo(5);
        assertThat(gauge("kinora.jobs.lately", "type", "note", "outcome", "failed"))
                .isEqualTo(2);
        assertThat(gauge("kinora.jobs.workers")).isEqualTo(1);
    }
}
