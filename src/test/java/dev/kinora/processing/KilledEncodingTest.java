package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Await;
import dev.kinora.testing.KinoraProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Workers and their encoders are killed again and again; whoever watches the film cannot tell. */
class KilledEncodingTest {
    private static final int KILLS = 20;
    private static final int KILLS_OF_WORKERS = 5;
    private static final int FRAMES = 1800;
    private static final int LONGEST_BETWEEN = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String[] SETTINGS = {
        "--kinora.processing.ladder=180,90",
        "--kinora.processing.preset=slower",
        "--kinora.processing.threads=1",
        "--kinora.jobs.lease=2s"
    };

    private final Random random = new Random(11);
    /** The last one is alive. */
    private final List<KinoraProcess> workers = new ArrayList<>();

    private final List<Long> encoders = new ArrayList<>();
    private static Cinema cinema;

    @BeforeAll
    static void start() {
        cinema = new Cinema(SETTINGS);
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    @Test
    void every_frame_is_there_once_however_often_workers_and_encoders_are_killed() throws Exception {
        var film = Numbered.film(
                "numbered-open-60s.mp4",
                "30",
                FRAMES / 30,
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-bf",
                "2",
                "-x264-params",
                "open-gop=1",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac");
        var undisturbed = cinema.edition(cinema.show(film));
        var video = cinema.bring(film);
        hire();

        try {
            for (var kill = 0; kill < KILLS; kill++) {
                assertThat(status(video)).as("before kill " + kill).isNotIn("ready", "error");
                disturb(video, kill % (KILLS / KILLS_OF_WORKERS) == 2);
            }
            Await.until(PATIENCE, () -> List.of("ready", "error").contains(status(video)));
        } finally {
            workers.getLast().close();
        }

        assertThat(status(video)).isEqualTo("ready");
        var edition = cinema.edition(video);
        for (var rung : edition.rungs()) {
            var whole = cinema.together(edition, rung);
            assertThat(Numbered.read(whole))
                    .as(rung.name())
                    .isEqualTo(IntStream.range(0, FRAMES).boxed().toList());
            assertThat(Times.of(whole))
                    .isEqualTo(IntStream.range(0, FRAMES)
                            .mapToObj(frame -> frame * 512L)
                            .toList());
            assertThat(rung.segments())
                    .isEqualTo(undisturbed.rendition(rung.name()).orElseThrow().segments());
        }
        assertThat(files(folder(video, edition.id())))
                .isNotEmpty()
                .isEqualTo(files(folder(undisturbed.video(), undisturbed.id())));
        assertThat(encoders)
                .as("encoders that nobody waits for")
                .noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }

    private void disturb(UUID video, boolean wholeWorker) throws InterruptedException {
        Await.until(PATIENCE, () -> !running().isEmpty() || status(video).equals("ready"));
        Thread.sleep(random.nextInt(LONGEST_BETWEEN));
        var running = running();
        running.forEach(each -> encoders.add(each.pid()));
        if (wholeWorker) {
            workers.getLast().signal("KILL");
            workers.getLast().exitCode();
            hire();
        } else {
            running.stream()
                    .skip(running.isEmpty() ? 0 : random.nextInt(running.size()))
                    .findFirst()
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Its ffmpeg processes. */
    private List<ProcessHandle> running() {
        return ProcessHandle.of(workers.getLast().pid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(each -> each.info().command().orElse("").endsWith("ffmpeg"))
                .toList();
    }

    private void hire() {
        var owner = cinema.kinora().access().owner();
        var arguments = new ArrayList<>(List.of(owner.url(), owner.user(), owner.password()));
        arguments.addAll(List.of(SETTINGS));
        if (workers.size() % 2 == 1) {
            // Somebody has changed the settings meanwhile; the film goes on as it was begun.
            arguments.replaceAll(
                    each -> each.replace("preset=slower", "preset=medium").replace("threads=1", "threads=2"));
            arguments.add("--kinora.processing.quality=35");
        }
        arguments.add("--kinora.platform.data=" + cinema.kinora().data());
        arguments.add("--kinora.jobs.lanes.encode=2");
        workers.add(KinoraProcess.program(EncodingWorker.class, arguments.toArray(String[]::new))
                .awaitWords("working"));
    }

    private static String status(UUID video) {
        return cinema.video(video).get("status").asString();
    }

    private static Path folder(UUID video, UUID edition) {
        try (var all = Files.walk(cinema.kinora().data())) {
            return all.filter(each -> each.endsWith("videos/" + video + "/editions/" + edition)
                            || each.endsWith(edition.toString()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What they hold, by their names. */
    private static Map<String, ByteBuffer> files(Path folder) {
        try (var all = Files.walk(folder)) {
            var found = new TreeMap<String, ByteBuffer>();
            for (var each : all.filter(Files::isRegularFile).toList()) {
                found.put(folder.relativize(each).toString(), ByteBuffer.wrap(Files.readAllBytes(each)));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
