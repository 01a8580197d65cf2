package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Await;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Films that came as people send them, were encoded, and are for everybody. */
final class Uploaded {
    private Uploaded() {}

    /** @return its name in addresses */
    static String eightSeconds(RunningKinora kinora, People.Person owner, String title) throws IOException {
        var clip = Clips.made(
                "eight-seconds.mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=30:duration=8",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p");
        var key = "Bearer " + owner.key(ApiScope.values());
        var made = JsonMapper.shared()
                .readTree(kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/clip.mp4")))
                                .header("Authorization", key)
                                .PUT(BodyPublishers.ofFile(clip)))
                        .body());
        var video = URI.create(kinora.url("/api/v1/videos/" + made.get("id").asString()));
        var wish = JsonMapper.shared()
                .createObjectNode()
                .put("visibility", "public")
                .put("title", title);
        var changed = kinora.send(HttpRequest.newBuilder(video)
                .header("Authorization", key)
                .header("If-Match", "*")
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(wish.toString())));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        Await.until(
                Duration.ofMinutes(2),
                () -> kinora.send(HttpRequest.newBuilder(video).header("Authorization", key))
                        .body()
                        .contains("\"status\":\"ready\""));
        return made.get("uid").asString();
    }
}
