package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CabinetTest {
    private static final int FILE = 100 * 1024;

    @TempDir
    private Path folder;

    private static Cabinet.Maker bytes(int count) {
        return into -> Files.write(into, new byte[count]);
    }

    @Test
    void what_is_asked_for_at_once_is_made_once() throws Exception {
        var cabinet = new Cabinet(folder.resolve("c"), 10 * FILE, 2);
        var made = new AtomicInteger();
        var together = new CountDownLatch(8);
        Callable<Path> ask = () -> {
            together.countDown();
            together.await();
            return cabinet.get("one", into -> {
                made.incrementAndGet();
                Files.write(into, new byte[FILE]);
            });
        };

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Callable<Path>>();
            for (var i = 0; i < 8; i++) {
                asked.add(ask);
            }
            for (var got : people.invokeAll(asked)) {
                assertThat(got.get()).exists();
            }
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void what_was_made_between_two_looks_is_not_made_again() throws Exception {
        var cabinet = new Cabinet(folder.resolve("c"), 10_000, 8);
        var made = new AtomicInteger();
        try (var people = Executors.newFixedThreadPool(8)) {
            for (var round = 0; round < 1_000; round++) {
                var key = "file " + round;
                var together = new CyclicBarrier(8);
                Callable<Path> ask = () -> {
                    together.await();
                    return cabinet.get(key, into -> {
                        made.incrementAndGet();
                        Files.write(into, new byte[5]);
                    });
                };
                for (var got : people.invokeAll(Collections.nCopies(8, ask))) {
                    assertThat(got.get()).exists();
                }
            }
        }

        assertThat(made).hasValue(1_000);
        try (var files = Files.list(folder.resolve("c"))) {
            assertThat(files).hasSize(1_000);
        }
    }

    @Test
    void whoever_waits_for_what_breaks_is_told_so() throws Exception {
        var cabinet = new Cabinet(folder.resolve("c"), FILE, 2);
        var begun = new CountDownLatch(1);
        var breaks = new CountDownLatch(1);
        // Not closed: whoever waits for ever would keep the test waiting too.
        var people = Executors.newVirtualThreadPerTaskExecutor();
        var first = people.submit(() -> cabinet.get("one", into -> {
            begun.countDown();
            breaks.await();
            throw new StackOverflowError();
        }));
        begun.await();
        var second = new FutureTask<>(() -> cabinet.get("one", bytes(5)));
        var waiting = Thread.ofVirtual().start(second);
        Await.until(() -> waiting.getState() == Thread.State.WAITING);
        breaks.countDown();

        assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void all_of_it_stays_within_its_bound() throws Exception {
        var cabinet = new Cabinet(folder.resolve("c"), 3 * FILE + 10 * 1024, 2);

        for (var i = 0; i < 20; i++) {
            assertThat(cabinet.get("file " + i, bytes(FILE))).exists();
        }

        try (var files = Files.list(folder.resolve("c"))) {
            assertThat(files).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void what_failed_is_tried_again_and_leaves_nothing() throws Exception {
        var cabinet = new Cabinet(folder.resolve("c"), 10 * FILE, 1);

        assertThatThrownBy(() -> cabinet.get("one", into -> {
                    Files.write(into, new byte[5]);
                    throw new IOException("no");
                }))
                .hasMessage("no");

        try (var files = Files.list(folder.resolve("c"))) {
            assertThat(files).isEmpty();
        }
        assertThat(cabinet.get("one", bytes(5))).hasSize(5);
    }

    @Test
    void what_an_earlier_process_left_is_swept() throws Exception {
        Files.createDirectories(folder.resolve("c"));
        Files.write(folder.resolve("c").resolve("old"), new byte[5]);

        new Cabinet(folder.resolve("c"), FILE, 1).get("one", bytes(5));

        assertThat(folder.resolve("c").resolve("old")).doesNotExist();
    }
}
