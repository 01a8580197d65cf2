package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Workers make the kinds of their work known when they start. */
class DeclaringTest {
    private static final int ROUNDS = 30;

    @Test
    void two_that_start_at_once_know_each_kind_once_whatever_order_they_have_them_in() {
        try (var queue = new TestQueue(Clock.systemUTC())) {
            var store = new WorkerStore(queue.db(), JsonMapper.shared());
            for (var round = 0; round < ROUNDS; round++) {
                var name = "round_" + (char) ('a' + round % 26) + (char) ('a' + round / 26) + "_";
                var types = IntStream.range(0, 20)
                        .mapToObj(number -> JobType.of(name + (char) ('a' + number)))
                        .toList();
                var together = new Phaser(2);

                var one = declared(store, types, together);
                var other = declared(store, types.reversed(), together);

                assertThat(one.join()).isEqualTo(types.size());
                assertThat(other.join()).isEqualTo(types.size());
            }
        }
    }

    /** @return how many of them it has a number for */
    private static CompletableFuture<Long> declared(WorkerStore store, List<JobType> types, Phaser together) {
        return CompletableFuture.supplyAsync(() -> SYSTEM.call(() -> {
            together.arriveAndAwaitAdvance();
            var ids = store.declare(types);
            return types.stream().filter(type -> ids.containsKey(type.name())).count();
        }));
    }
}
