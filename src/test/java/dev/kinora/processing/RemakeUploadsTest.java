package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.JobControls;
import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of the upload of another file once the film is made of it. */
class RemakeUploadsTest {
    private static Cinema cinema;
    private static Path tall;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=180,90", "--kinora.processing.preset=ultrafast");
        var how =
                "-f lavfi -i testsrc2=size=180x320:rate=25:duration=7 -c:v libx264 -preset ultrafast -pix_fmt yuv420p";
        tall = Clips.made("seven-seconds-tall.mp4", how.split(" "));
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    @Test
    void film_is_made_of_the_other_file_although_its_upload_is_given_up() throws IOException {
        var video = cinema.show(Clips.mp4());
        replace(video);
        var upload = cinema.row("select upload_id from remakes where video_id = ? and state = 'waiting'", video);

        var ended = cinema.ask("DELETE", "/api/v1/uploads/" + upload, new byte[0], "Tus-Resumable", "1.0.0");
        cinema.work();

        assertThat(ended.statusCode()).isEqualTo(204);
        assertTall(video);
    }

    @Test
    void film_is_made_of_the_other_file_although_it_could_not_be_read_through() throws IOException {
        var video = cinema.show(Clips.mp4());
        replace(video);
        cinema.row(
                "update processing_jobs set max_attempts = 1 where video_id = ? and job_type = 'receive_upload' and status = 'queued' returning id",
                video);
        var file = cinema.kinora()
                .bean(MediaStores.class)
                .named("disk")
                .path(MediaKey.of(cinema.row(
                        "select source ->> 'key' from remakes where video_id = ? and state = 'waiting'", video)))
                .orElseThrow();
        var controls = cinema.kinora().bean(JobControls.class);
        Caller.system("test").run(() -> controls.pause("process_video"));
        var away = Files.move(file, file.resolveSibling("away"));
        cinema.work();
        Files.move(away, file);
        Caller.system("test").run(() -> controls.resume("process_video"));
        assertThat(cinema.row(
                        "select status from processing_jobs where video_id = ? and job_type = 'receive_upload' order by created_at desc",
                        video))
                .isEqualTo("failed");

        cinema.work();

        assertTall(video);
    }

    private static void replace(UUID video) throws IOException {
        var answer = cinema.ask("PUT", "/api/v1/videos/" + video + "/file?filename=tall.mp4", Files.readAllBytes(tall));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static void assertTall(UUID video) throws IOException {
        assertThat(cinema.processing(video).at("/remake/state").asString()).isEqualTo("ready");
        assertThat(cinema.video(video).get("sizeBytes").asLong()).isEqualTo(Files.size(tall));
        assertThat(cinema.row(
                        "select u.storage_used_bytes - (select sum(counted_bytes) from videos where user_id = u.id) from users u join videos v on v.user_id = u.id where v.id = ?",
                        video))
                .as("bytes that nobody has")
                .isEqualTo("0");
        assertThat(cinema.row("select counted_bytes from videos where id = ?", video))
                .isEqualTo("" + Files.size(tall));
    }
}
