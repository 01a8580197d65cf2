package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.JobControls;
import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.testing.Films;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jobs before and after the pieces come to nothing: the film says so, and can be made again. */
class SettlingTest {
    private static Cinema cinema;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=180,90", "--kinora.processing.preset=ultrafast");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    @Test
    void film_whose_plan_is_cancelled_says_so_and_is_made_again() {
        var video = cinema.bring(Clips.mp4());
        cancel(video, "process_video");

        cinema.workUntilSettled(video);

        assertFailed(video, "could not be looked into");
        cinema.makeAgain(video);
        assertThat(status(video)).isEqualTo("ready");
    }

    @Test
    void film_that_is_made_again_plays_on_when_its_plan_is_cancelled() {
        var video = cinema.show(Clips.mp4());
        var before = cinema.edition(video).id();
        cinema.ask("POST", "/api/v1/videos/" + video + "/processing");
        cancel(video, "process_video");

        cinema.work();

        var remake = cinema.processing(video).get("remake");
        assertThat(remake.get("state").asString()).isEqualTo("failed");
        assertThat(remake.get("errorCode").asString()).isEqualTo("ERR_UNKNOWN");
        assertThat(status(video)).isEqualTo("ready");
        assertThat(cinema.edition(video).id()).isEqualTo(before);
        cinema.makeAgain(video);
        assertThat(cinema.edition(video).id()).isNotEqualTo(before);
    }

    @Test
    void plan_that_is_given_up_by_its_owner_does_not_end_the_next_one() {
        var video = cinema.show(Clips.mp4());
        var before = cinema.edition(video).id();
        cinema.ask("POST", "/api/v1/videos/" + video + "/processing");
        cancel(video, "process_video");
        cinema.ask("DELETE", "/api/v1/videos/" + video + "/processing");

        cinema.makeAgain(video);

        assertThat(cinema.processing(video).at("/remake/state").asString()).isEqualTo("ready");
        assertThat(cinema.edition(video).id()).isNotEqualTo(before);
    }

    @Test
    void film_whose_store_is_away_whenever_it_is_planned_says_so_and_a_revived_plan_makes_it_all_the_same() {
        var video = cinema.bring(Clips.mp4());
        store(video, "gone");

        cinema.workUntilSettled(video);

        assertFailed(video, "could not be looked into");
        store(video, "disk");
        Films.execute(
                cinema.kinora(),
                "select revive_jobs(array(select id from processing_jobs where video_id = ?::uuid and status = 'failed'), null, now())",
                video.toString());
        cinema.workUntilSettled(video);
        cinema.work();
        assertThat(status(video)).isEqualTo("ready");
    }

    @Test
    void film_whose_store_is_away_whenever_it_is_finished_says_so_and_is_made_again() {
        var controls = cinema.kinora().bean(JobControls.class);
        Caller.system("test").run(() -> controls.pause("finish_video"));
        var video = cinema.show(Clips.mp4());
        Caller.system("test").run(() -> controls.resume("finish_video"));
        store(video, "gone");

        cinema.workUntilSettled(video);

        assertFailed(video, "could not be finished");
        assertThat(cinema.row("select string_agg(state::text, ' ') from editions where video_id = ?", video))
                .isEqualTo("failed");
        store(video, "disk");
        cinema.makeAgain(video);
        assertThat(status(video)).isEqualTo("ready");
    }

    @Test
    void film_whose_end_is_cancelled_says_so() {
        var video = cinema.bring(Clips.mp4());
        var controls = cinema.kinora().bean(JobControls.class);
        Caller.system("test").run(() -> controls.pause("finish_video"));
        cinema.work();
        cancel(video, "finish_video");
        Caller.system("test").run(() -> controls.resume("finish_video"));

        cinema.work();

        assertFailed(video, "could not be finished");
    }

    private static void assertFailed(UUID video, String sentence) {
        var answer = cinema.video(video);
        assertThat(answer.get("status").asString()).isEqualTo("error");
        assertThat(answer.get("errorCode").asString()).isEqualTo("ERR_UNKNOWN");
        assertThat(answer.get("errorMessage").asString()).contains(sentence);
    }

    private static String status(UUID video) {
        return cinema.video(video).get("status").asString();
    }

    private static void cancel(UUID video, String kind) {
        Films.execute(
                cinema.kinora(),
                "select stop_jobs(array(select id from processing_jobs where video_id = ?::uuid and job_type = ? and status = 'queued'), null, now())",
                video.toString(),
                kind);
    }

    private static void store(UUID video, String name) {
        Films.execute(cinema.kinora(), "update videos set store = ? where id = ?::uuid", name, video.toString());
    }
}
