package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.storage.Shelf;
import dev.kinora.testing.Films;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Films are cut into pieces that are encoded by themselves; nobody who watches can tell where. */
class PiecesTest {
    private static Cinema cinema;
    private static Path film;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=180,90", "--kinora.processing.preset=ultrafast");
        film = Numbered.film(
                "numbered-open-mp3-50s.mp4",
                "30",
                50,
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "77",
                "-bf",
                "2",
                // Open groups cannot be copied, nor can this sound.
                "-x264-params",
                "open-gop=1",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "libmp3lame");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    @Test
    void two_workers_end_at_about_the_same_time_however_long_the_film_is() {
        for (var segments = 15; segments < 3000; segments++) {
            var pieces = Planner.pieces(segments);
            assertThat(pieces.stream().mapToInt(Integer::intValue).sum()).isEqualTo(segments);
            var busy = new int[2];
            // Whoever is done first takes the next one.
            pieces.forEach(piece -> busy[busy[0] <= busy[1] ? 0 : 1] += piece);
            assertThat((double) segments / Math.max(busy[0], busy[1]))
                    .as("%d segments in %s", segments, pieces)
                    .isGreaterThan(1.75);
        }
    }

    @Test
    void every_frame_is_shown_once_and_in_order_in_every_rung() {
        var video = cinema.show(film);
        assertThat(cinema.video(video).get("status").asString()).isEqualTo("ready");

        var edition = cinema.edition(video);
        assertThat(edition.rungs()).extracting(each -> each.name()).containsExactly("180p", "90p");
        for (var rung : edition.rungs()) {
            var whole = cinema.together(edition, rung);
            assertThat(Numbered.read(whole))
                    .as(rung.name())
                    .isEqualTo(IntStream.range(0, 1500).boxed().toList());
            assertThat(Cinema.probe(whole, "packet=pts").stream()
                            .map(Long::parseLong)
                            .sorted()
                            .toList())
                    .as("times of " + rung.name())
                    .isEqualTo(IntStream.range(0, 1500)
                            .mapToObj(frame -> frame * 512L)
                            .toList());
        }
    }

    @Test
    void sound_is_whole_and_as_long_as_the_picture() {
        var video = cinema.show(film);
        var edition = cinema.edition(video);

        var sound = edition.sound().orElseThrow();
        assertThat(sound.seconds()).isBetween(50.0, 50.05);
        assertThat(Cinema.probe(cinema.together(edition, sound), "stream=sample_rate,channels,nb_read_frames"))
                .containsExactly("48000,1," + (long) Math.ceil(sound.seconds() * 48_000 / 1024));
        assertThat(edition.rungs().getFirst().seconds()).isEqualTo(50.0);
    }

    @Test
    void ready_film_has_small_pictures_of_its_whole_time_line_and_one_that_stands_for_it() {
        var video = cinema.show(film);
        var board = Objects.requireNonNull(cinema.edition(video).storyboard());

        assertThat(board.interval()).isEqualTo(1.0);
        assertThat(board.sprites().stream().mapToInt(each -> each.pictures()).sum())
                .isEqualTo(50);
        assertThat(List.of(board.width(), board.height())).isEqualTo(List.of(160, 90));
        assertThat(cinema.video(video).get("thumbnailUrl").asString()).startsWith("/thumbnails/" + video);
    }

    @Test
    void film_one_of_whose_jobs_is_cancelled_says_so() {
        try (var withoutEncoders = new Cinema("--kinora.processing.ladder=180,90", "--kinora.jobs.only=light,sound")) {
            var video = withoutEncoders.show(film);
            Films.execute(withoutEncoders.kinora(), """
                    select cancel_waiting_jobs(array(select id from processing_jobs where job_type = 'encode_piece'), now())""");

            withoutEncoders.workUntilSettled(video);

            var answer = withoutEncoders.video(video);
            assertThat(answer.get("status").asString()).isEqualTo("error");
            assertThat(answer.get("errorCode").asString()).isEqualTo("ERR_UNKNOWN");
        }
    }

    @Test
    void film_that_is_made_again_plays_on_and_the_files_of_before_go() {
        var video = cinema.show(film);
        var before = cinema.edition(video);

        cinema.makeAgain(video);
        var after = cinema.edition(video);

        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(after.renditions())
                .extracting(each -> each.name() + " " + each.seconds())
                .isEqualTo(before.renditions().stream()
                        .map(each -> each.name() + " " + each.seconds())
                        .toList());
        var shelf = new Shelf(cinema.kinora(), video);
        shelf.sweep();
        assertThat(shelf.files(before.store(), video))
                .as("for whoever has opened it before")
                .anyMatch(name -> name.startsWith("editions/" + before.id() + "/"));
        shelf.sweepInTime();
        assertThat(shelf.files(after.store(), video))
                .filteredOn(name -> name.startsWith("editions/"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("editions/" + after.id() + "/"));
    }
}
