package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Await;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is known of a piece while it is encoded, and of its shots. */
class PieceReportTest {
    private static RunningKinora kinora;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(
                "--kinora.processing.ladder=360",
                "--kinora.processing.preset=veryslow",
                "--kinora.processing.threads=1");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void a_film_goes_forward_in_the_middle_of_a_piece_and_its_cuts_are_known() throws IOException {
        var key = People.member(kinora, "ada").key(ApiScope.values());
        var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/shots.mp4")))
                .header("Authorization", "Bearer " + key)
                .PUT(BodyPublishers.ofFile(shots())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var video = JsonMapper.shared().readTree(answer.body()).get("id").asString();
        var seen = new HashSet<String>();

        Await.until(Duration.ofMinutes(3), () -> {
            seen.add(row(
                    "select coalesce(max(progress), 0) from processing_jobs where job_type = 'encode_piece' and video_id = ?::uuid and status = 'running'",
                    video));
            return row("select status from videos where id = ?::uuid", video).equals("ready");
        });

        assertThat(seen).as("more than a beginning").hasSizeGreaterThan(1);
        assertThat(row("select cuts::text from editions where video_id = ?::uuid", video))
                .isEqualTo("{3.000,8.000}");
    }

    private static String row(String sql, String video) {
        return Caller.system("test")
                .call(() -> kinora.bean(Db.class)
                        .write(db -> String.valueOf(db.fetchSingle(sql, video).get(0))));
    }

    /** One piece of 8 seconds and more, with a cut in each of two pieces. */
    private static Path shots() {
        return Clips.made(
                "shots.mp4",
                "-f",
                "lavfi",
                "-i",
                "color=navy:size=1280x720:rate=30:duration=3,noise=alls=10:allf=t",
                "-f",
                "lavfi",
                "-i",
                "color=orange:size=1280x720:rate=30:duration=5,noise=alls=10:allf=t",
                "-f",
                "lavfi",
                "-i",
                "color=white:size=1280x720:rate=30:duration=4,noise=alls=10:allf=t",
                "-filter_complex",
                "[0][1][2]concat=n=3,format=yuv420p",
                "-c:v",
                "mpeg4",
                "-q:v",
                "2");
    }
}
