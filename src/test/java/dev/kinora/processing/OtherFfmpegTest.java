package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.command.Application;
import dev.kinora.editions.Editions;
import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.media.RenamedFfmpeg;
import dev.kinora.platform.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Machines that encode for one Kinora have different versions of ffmpeg. */
class OtherFfmpegTest {
    private static final String OTHER = "99.1-other";
    private static final List<String> SETTINGS = List.of(
            "--kinora.processing.ladder=90",
            "--kinora.processing.preset=ultrafast",
            "--kinora.processing.aside=1ms",
            "--kinora.jobs.lease=10m");
    /** A piece has 24 attempts. */
    private static final int REFUSALS = 26;

    @TempDir
    private Path folder;

    /** It plans films, and encodes none. */
    private Cinema cinema;

    @BeforeEach
    void start() {
        var settings = new ArrayList<>(SETTINGS);
        settings.add("--kinora.jobs.only=light,sound");
        cinema = new Cinema(settings.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        cinema.close();
    }

    private ConfigurableApplicationContext worker(String... more) {
        var settings = new ArrayList<>(SETTINGS);
        settings.add("--kinora.jobs.background=false");
        settings.add("--kinora.platform.data=" + cinema.kinora().data());
        settings.addAll(List.of(more));
        return Application.start(WebApplicationType.NONE, () -> cinema.kinora().access(), settings);
    }

    private ConfigurableApplicationContext other() throws IOException {
        return worker("--kinora.media.ffmpeg=" + RenamedFfmpeg.in(folder, OTHER));
    }

    private static void work(ConfigurableApplicationContext worker) {
        worker.getBean(Jobs.class).runDue();
    }

    private void begunWith(UUID video, String version) {
        cinema.row(
                "update editions set plan = plan || jsonb_build_object('encodedWith', ?::text) where video_id = ? returning id",
                version,
                video);
    }

    private String pieces(UUID video) {
        return cinema.row(
                "select string_agg(concat_ws(' ', status, error_code, error_message), '; ') from processing_jobs"
                        + " where job_type = 'encode_piece' and video_id = ?",
                video);
    }

    private String made(UUID video) {
        return cinema.row(
                "select v.status || ' ' || (e.plan ->> 'encodedWith') from videos v join editions e on e.id = v.edition_id where v.id = ?",
                video);
    }

    @Test
    void film_that_another_version_began_is_left_to_a_machine_that_has_it() throws IOException {
        try (var right = worker();
                var wrong = other()) {
            cinema.show(Clips.mp4());
            work(right);
            var version = cinema.row("select details ->> 'ffmpeg' from workers where details ->> 'ffmpeg' is not null");
            var video = cinema.show(Clips.mp4());
            begunWith(video, version);

            work(wrong);

            assertThat(pieces(video))
                    .contains("queued other-ffmpeg", "was begun with ffmpeg " + version)
                    .contains("this machine has " + OTHER)
                    .doesNotContain("completed");
            assertThat(cinema.row(
                            "select string_agg(details ->> 'ffmpeg', ' ' order by details ->> 'ffmpeg') from workers"))
                    .as("what each says of itself")
                    .contains(version)
                    .contains(OTHER);
            cinema.hurry();
            work(right);
            assertThat(made(video)).isEqualTo("ready " + version);
        }
    }

    @Test
    void refusals_cost_a_piece_none_of_its_attempts() throws IOException {
        try (var right = worker();
                var wrong = other()) {
            cinema.show(Clips.mp4());
            work(right);
            var version = cinema.row("select details ->> 'ffmpeg' from workers where details ->> 'ffmpeg' is not null");
            var video = cinema.show(Clips.mp4());
            begunWith(video, version);

            for (var refusal = 0; refusal < REFUSALS; refusal++) {
                work(wrong);
                cinema.hurry();
            }

            assertThat(pieces(video)).contains("queued other-ffmpeg").doesNotContain("failed");
            assertThat(cinema.row(
                            "select min(attempts) >= ? and min(max_attempts - attempts) = 24 from processing_jobs"
                                    + " where job_type = 'encode_piece' and video_id = ?",
                            REFUSALS,
                            video))
                    .isEqualTo("t");
            work(right);
            assertThat(made(video)).isEqualTo("ready " + version);
        }
    }

    @Test
    void version_that_is_said_is_not_written_again() {
        var video = cinema.show(Clips.mp4());
        begunWith(video, "7.1");
        var edition = UUID.fromString(cinema.row("select id from editions where video_id = ?", video));
        var written = cinema.row("select xmin::text from editions where id = ?", edition);

        var said = Caller.system("test")
                .call(() -> cinema.kinora().bean(Editions.class).encodedWith(edition, OTHER));

        assertThat(said).contains("7.1");
        assertThat(cinema.row("select xmin::text from editions where id = ?", edition))
                .isEqualTo(written);
    }

    @Test
    void film_that_nobody_can_go_on_with_is_begun_anew() throws IOException {
        try (var wrong = other()) {
            var video = cinema.show(Clips.mp4());
            var first = cinema.row("select id from editions where video_id = ?", video);
            begunWith(video, "0.9-gone");

            work(wrong);

            assertThat(made(video)).isEqualTo("ready " + OTHER);
            assertThat(cinema.row("select state from editions where id = ?::uuid", first))
                    .isEqualTo("failed");
        }
    }

    @Test
    void version_of_who_takes_the_first_piece_is_kept_with_the_film() throws IOException {
        try (var wrong = other()) {
            var video = cinema.show(Clips.mp4());

            work(wrong);

            assertThat(made(video)).isEqualTo("ready " + OTHER);
        }
    }
}
