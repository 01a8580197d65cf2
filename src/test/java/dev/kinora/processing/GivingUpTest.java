package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.Outcome;
import dev.kinora.media.Clips;
import dev.kinora.media.Ffmpeg;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.storage.StorageProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which failures of a piece count, how many there have to be, and what its owner is told then. */
class GivingUpTest {
    private static Cinema cinema;

    @BeforeAll
    static void start() {
        // Pieces are left alone: the film is being made as long as the test wants.
        cinema = new Cinema(List.of(Stumbling.class), "--kinora.jobs.only=light");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    @Test
    void film_counts_as_damaged_when_ffmpeg_itself_failed_four_times_however_often_encoders_were_killed() {
        var video = cinema.show(Clips.mp4());
        stumble(video, "killed", "killed", "killed", "broken", "killed", "broken", "broken", "broken");

        hurry(6);
        assertThat(status(video)).isEqualTo("inprogress");
        hurry(1);

        assertThat(status(video)).isEqualTo("error");
        assertThat(cinema.video(video).get("errorCode").asString()).isEqualTo("ERR_MALFORMED_VIDEO");
    }

    @Test
    void film_that_takes_too_long_is_not_called_damaged() {
        var video = cinema.show(Clips.mp4());
        stumble(video, "slow", "slow", "slow", "slow");

        hurry(3);

        assertThat(status(video)).isEqualTo("error");
        var answer = cinema.video(video);
        assertThat(answer.get("errorCode").asString()).isEqualTo("ERR_UNKNOWN");
        assertThat(answer.get("errorMessage").asString()).contains("took longer");
    }

    @Test
    void film_for_which_there_is_no_room_is_not_called_damaged_and_goes_on_once_there_is() {
        var video = cinema.show(Clips.mp4());
        stumble(video, "crammed", "crammed", "crammed", "crammed", "full", "crammed", "full");

        hurry(6);

        assertThat(status(video)).isEqualTo("inprogress");
        assertThat(cinema.row("select state from editions where video_id = ?", video))
                .isEqualTo("making");
    }

    @Test
    void film_for_which_there_was_never_room_says_so() {
        var video = cinema.show(Clips.mp4());
        stumble(video, Collections.nCopies(24, "full").toArray(String[]::new));

        hurry(23);

        assertThat(status(video)).isEqualTo("error");
        assertThat(cinema.video(video).get("errorMessage").asString()).contains("no room left");
    }

    @Test
    void worker_that_lost_its_job_does_not_give_the_film_up() {
        var video = cinema.show(Clips.mp4());
        stumble(video, "broken", "broken", "broken", "robbed");

        hurry(3);

        assertThat(status(video)).isEqualTo("inprogress");
        assertThat(cinema.row("select state from editions where video_id = ?", video))
                .isEqualTo("making");
    }

    private static String status(UUID video) {
        return cinema.video(video).get("status").asString();
    }

    private static void stumble(UUID video, String... ways) {
        var edition = UUID.fromString(cinema.row("select id from editions where video_id = ?", video));
        Caller.system("test")
                .run(() -> cinema.kinora().bean(Jobs.class).enqueue(new Stumble(video, edition, List.of(ways))));
        cinema.work();
    }

    private static void hurry(int rounds) {
        Collections.nCopies(rounds, cinema).forEach(Cinema::hurry);
    }

    /** @param ways one for each attempt */
    record Stumble(UUID video, UUID edition, List<String> ways) implements JobPayload {
        @Override
        public JobType jobType() {
            return JobType.of("stumble").attempts(24);
        }
    }

    /** Fails as its payload says, where a piece of a film would. */
    static final class Stumbling implements JobHandler<Stumble> {
        private final Encoding encoding;
        private final Ffmpeg ffmpeg;
        private final Db db;

        Stumbling(Encoding encoding, Ffmpeg ffmpeg, Db db) {
            this.encoding = encoding;
            this.ffmpeg = ffmpeg;
            this.db = db;
        }

        @Override
        public JobType jobType() {
            return JobType.of("stumble").attempts(24);
        }

        @Override
        public Class<Stumble> payload() {
            return Stumble.class;
        }

        @Override
        public Outcome run(JobRun<Stumble> job) throws Exception {
            var work = job.payload();
            var way = work.ways().get(job.attempt() - 1);
            try {
                switch (way) {
                    case "killed" -> {
                        return Outcome.retryAfter(Duration.ofHours(1), "encoder-killed", "by whomever");
                    }
                    case "slow" ->
                        run(Duration.ofMillis(200), "-re", "-f", "lavfi", "-i", "testsrc2=duration=60", "-f", "null");
                    case "crammed" ->
                        run(
                                Duration.ofMinutes(1),
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=duration=2",
                                "-f",
                                "mp4",
                                "-y",
                                "/dev/full",
                                "-f",
                                "null");
                    case "full" -> throw StorageProblem.full("films");
                    case "robbed" -> {
                        rob(job.id().value());
                        run(Duration.ofMinutes(1), "-i", "file:/nowhere/film.mp4", "-f", "null");
                    }
                    default -> run(Duration.ofMinutes(1), "-i", "file:/nowhere/film.mp4", "-f", "null");
                }
                throw new AssertionError("ffmpeg did not mind");
            } catch (IOException | StorageProblem e) {
                return encoding.failed(job, work.video(), work.edition(), e);
            }
        }

        private void run(Duration time, String... arguments) throws IOException, InterruptedException {
            var all = new ArrayList<>(List.of(arguments));
            all.add("-");
            ffmpeg.run(all, time, output -> output.readAllBytes());
        }

        private void rob(UUID job) {
            db.apart(
                    "test",
                    sql -> sql.execute(
                            "update job_leases set job_ids = array_remove(job_ids, ?) where ? = any (job_ids)",
                            job,
                            job));
        }
    }
}
