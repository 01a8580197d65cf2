package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.testing.Await;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Children are declared while their parents are being completed by two workers: none is lost, and none begins too early. */
class QueueGraphTest {
    private static final int MANY = 5_000;
    private static final int PORTION = 250;

    private final TestQueue queue = new TestQueue(Clock.systemUTC());
    private final Jobs jobs = start();

    private Jobs start() {
        queue.doing("note", _ -> Outcome.done());
        queue.working();
        return queue.working().jobs();
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private static NewJob job() {
        return NewJob.of(work("note"));
    }

    private static NewJob after(List<JobId> parents) {
        return NewJob.of(work("note"), JobOptions.none().after(parents, ParentFailure.block));
    }

    private void enqueue(List<NewJob> all) {
        SYSTEM.run(() -> jobs.enqueueAll(all));
    }

    private static List<NewJob> many(int count) {
        return Stream.generate(QueueGraphTest::job).limit(count).toList();
    }

    private void allAreDoneInOrder(int count) {
        Await.until(
                Duration.ofSeconds(60),
                () -> queue.value("select count(*) from processing_jobs where status = 'completed'")
                        .equals(String.valueOf(count)));
        assertThat(queue.value("select count(*) from processing_jobs where attempts <> 1 or pending_parents <> 0"))
                .isEqualTo("0");
        assertThat(queue.value("""
                select count(*) from job_dependencies d join processing_jobs c on c.id = d.job_id join processing_jobs p on p.id = d.depends_on_job_id
                where c.started_at < p.completed_at - interval '5 milliseconds' and c.completed_at < p.completed_at""")).isEqualTo("0");
        Await.until(() -> queue.value("select count(*) from job_releases").equals("0"));
    }

    @RepeatedTest(3)
    void many_parents_have_one_child_and_one_parent_has_many_children() {
        var parents = many(MANY);
        for (var from = 0; from < MANY; from += PORTION) {
            enqueue(parents.subList(from, from + PORTION));
        }
        var last = after(parents.stream().map(NewJob::id).toList());
        enqueue(List.of(last));
        for (var from = 0; from < MANY; from += PORTION) {
            enqueue(Stream.generate(() -> after(List.of(last.id())))
                    .limit(PORTION)
                    .toList());
        }

        allAreDoneInOrder(2 * MANY + 1);
    }

    @RepeatedTest(2)
    void children_are_declared_while_their_parents_end() {
        var known = new ArrayList<JobId>();
        var count = 0;
        for (var round = 0; round < 60; round++) {
            var parents = many(20);
            enqueue(parents);
            parents.forEach(parent -> known.add(parent.id()));
            var recent = known.subList(Math.max(0, known.size() - 60), known.size());
            var random = ThreadLocalRandom.current();
            var children = Stream.generate(() -> after(Stream.generate(() -> recent.get(random.nextInt(recent.size())))
                            .limit(3)
                            .distinct()
                            .toList()))
                    .limit(20)
                    .toList();
            enqueue(children);
            children.forEach(child -> known.add(child.id()));
            count += 40;
        }

        allAreDoneInOrder(count);
    }
}
