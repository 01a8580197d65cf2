package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
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
