package dev.kinora.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Problem;
import dev.kinora.testing.Await;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who ask for pictures at the same moment. */
class StillsAtOnceTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private GatedPrograms programs;
    private byte[] picture;

    @BeforeEach
    void close() throws IOException {
        programs = GatedPrograms.in(folder);
        picture = Files.readAllBytes(picture());
    }

    private Path picture() {
        var file = folder.resolve("picture.png");
        Asked.ffmpeg("-v", "error", "-f", "lavfi", "-i", "color=red:size=64x36", "-frames:v", "1", file.toString());
        return file;
    }

    private Stills stills(int atOnce, Duration patience) {
        return new Stills(new Tool(programs::programs, 4L << 30), atOnce, patience);
    }

    @Test
    void of_many_only_as_many_are_made_at_a_time_as_may_be_and_all_in_the_end() throws Exception {
        var stills = stills(2, LONG);
        var asked = new ArrayList<FutureTask<Optional<byte[]>>>();
        var askers = new ArrayList<Thread>();
        for (var each = 0; each < 6; each++) {
            var even = each % 2 == 0;
            var task = new FutureTask<>(() -> even ? stills.at(Clips.mp4(), BigDecimal.ONE) : stills.picture(picture));
            asked.add(task);
            askers.add(Thread.ofPlatform().start(task));
        }
        Await.until(() -> askers.stream().allMatch(each -> each.getState() == Thread.State.TIMED_WAITING)
                && programs.came() >= 2);

        programs.open();

        for (var each : asked) {
            assertThat(each.get()).isPresent();
        }
        assertThat(programs.came()).isEqualTo(6);
        assertThat(programs.most()).isEqualTo(2);
    }

    @Test
    void whoever_waits_too_long_is_asked_to_come_back() throws Exception {
        var stills = stills(1, Duration.ofMillis(1));
        var first = new FutureTask<>(() -> stills.at(Clips.mp4(), BigDecimal.ONE));
        Thread.ofPlatform().start(first);
        Await.until(() -> programs.came() == 1);

        assertThatThrownBy(() -> stills.picture(picture)).isInstanceOfSatisfying(MediaProblem.class, busy -> {
            assertThat(busy.category()).isEqualTo(Problem.Category.UNAVAILABLE);
            assertThat(busy.details()).containsEntry(Problem.RETRY_AFTER, 2);
        });
        assertThat(programs.came()).isEqualTo(1);

        programs.open();
        assertThat(first.get()).isPresent();
        assertThat(stills.picture(picture)).isPresent();
    }
}
