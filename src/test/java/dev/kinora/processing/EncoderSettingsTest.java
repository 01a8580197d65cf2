package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.media.Ffmpeg;
import dev.kinora.platform.Caller;
import dev.kinora.storage.MediaKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Workers are restarted with other settings, or machines are set differently, while a film is encoded. */
class EncoderSettingsTest {
    private static final int FRAMES = 600;
    private static final Plan.Encoder BEFORE = new Plan.Encoder("slower", 23, 1);
    private static final Plan.Encoder AFTER = new Plan.Encoder("ultrafast", 30, 2);
    private static final Runnable HELD = () -> {};

    private static Cinema cinema;
    private static Path numbered;

    @TempDir
    private Path work;

    @BeforeAll
    static void start() {
        cinema = new Cinema(
                "--kinora.processing.ladder=180,90",
                "--kinora.processing.preset=" + BEFORE.preset(),
                "--kinora.processing.quality=" + BEFORE.quality(),
                "--kinora.processing.threads=" + BEFORE.threads(),
                // Pieces are encoded by the test.
                "--kinora.jobs.only=light");
        var how = "-c:v libx264 -preset ultrafast -g 77 -bf 2 -x264-params open-gop=1 -pix_fmt yuv420p -c:a libmp3lame";
        numbered = Numbered.film("numbered-open-mp3-20s.mp4", "30", FRAMES / 30, how.split(" "));
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    @Test
    void film_decodes_whole_when_a_worker_is_restarted_with_other_settings_between_its_pieces() throws Exception {
        try (var film = planned(cinema.show(numbered))) {
            var picture = Objects.requireNonNull(film.plan().picture());
            assertThat(picture.encoder()).isEqualTo(BEFORE);
            assertThat(picture.pieces()).hasSizeGreaterThan(2);

            worker(BEFORE).make(film, 0, _ -> {}, HELD);
            for (var piece = 1; piece < picture.pieces().size(); piece++) {
                worker(AFTER).make(film, piece, _ -> {}, HELD);
            }

            for (var rung : picture.rungs()) {
                assertThat(Numbered.read(together(film, rung.name())))
                        .as(rung.name())
                        .isEqualTo(IntStream.range(0, FRAMES).boxed().toList());
            }
        }
    }

    @Test
    void piece_that_does_not_fit_to_the_others_is_not_kept_and_says_why() throws Exception {
        try (var film = planned(cinema.show(numbered));
                var old = withoutSettings(film)) {
            worker(BEFORE).make(old, 0, _ -> {}, HELD);

            assertThatThrownBy(() -> worker(AFTER).make(old, 1, _ -> {}, HELD))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("segments from number 1 of 180p")
                    .hasMessageContaining("do not fit")
                    .hasMessageContaining("the same ffmpeg");

            assertThat(film.store().find(film.keys().segment("180p", 1))).isEmpty();
            worker(BEFORE).make(old, 1, _ -> {}, HELD);
            assertThat(film.store().find(film.keys().segment("180p", 1))).isPresent();
        }
    }

    @Test
    void nothing_is_kept_of_a_piece_that_another_worker_has_by_now() throws Exception {
        try (var film = planned(cinema.show(numbered))) {
            Runnable lost = () -> {
                throw new IllegalStateException("taken away");
            };

            assertThatThrownBy(() -> worker(BEFORE).make(film, 0, _ -> {}, lost))
                    .hasMessage("taken away");

            film.store().each(film.keys().folder(), stored -> assertThat(stored).isNull());
        }
    }

    private PieceEncoder worker(Plan.Encoder settings) {
        return new PieceEncoder(cinema.kinora().bean(Ffmpeg.class), Duration.ofMinutes(2), settings, work);
    }

    private static Encoding.Film planned(UUID video) throws IOException {
        var edition = UUID.fromString(cinema.row("select id from editions where video_id = ?", video));
        return Caller.system("test")
                .call(() -> cinema.kinora()
                        .bean(Encoding.class)
                        .open(video, edition)
                        .orElseThrow());
    }

    /** As it was planned by a Kinora that did not keep them. */
    private static Encoding.Film withoutSettings(Encoding.Film film) {
        var json = cinema.kinora().bean(JsonMapper.class);
        var plan = (ObjectNode) json.valueToTree(film.plan());
        ((ObjectNode) plan.get("picture")).remove("encoder");
        return new Encoding.Film(json.treeToValue(plan, Plan.class), film.store(), film.keys(), film.file());
    }

    private Path together(Encoding.Film film, String rung) throws IOException {
        var bytes = new ByteArrayOutputStream();
        append(film, film.keys().beginning(rung), bytes);
        for (var number = 0;
                film.store().find(film.keys().segment(rung, number)).isPresent();
                number++) {
            append(film, film.keys().segment(rung, number), bytes);
        }
        return Files.write(work.resolve(rung + ".mp4"), bytes.toByteArray());
    }

    private static void append(Encoding.Film film, MediaKey key, ByteArrayOutputStream to) throws IOException {
        try (var in = film.store().open(key)) {
            in.transferTo(to);
        }
    }
}
