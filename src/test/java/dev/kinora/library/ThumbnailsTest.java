package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Problem;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Another picture for a video: who is told, and when there is none to be had. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThumbnailsTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final Thumbnails thumbnails = kinora.bean(Thumbnails.class);
    private final People.Person ada = People.member(kinora, "ada");

    @AfterAll
    void stop() {
        kinora.close();
    }

    private <T> T as(People.Person person, Callable<T> work) throws Exception {
        return new Caller(new Viewer.User(person.id()), "test", null, null).call(work::call);
    }

    private UUID upload() throws IOException {
        var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/clip.mp4")))
                .header("Authorization", "Bearer " + ada.key(ApiScope.values()))
                .PUT(BodyPublishers.ofByteArray(Files.readAllBytes(Clips.mp4()))));
        return UUID.fromString(
                JsonMapper.shared().readTree(answer.body()).get("id").asString());
    }

    private List<String> told(UUID video) throws SQLException {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement("""
                        select event || ' ' || coalesce(payload ->> 'thumbnailUrl', '-') from webhook_deliveries
                        where payload ->> 'id' = ? order by id""")) {
            statement.setString(1, video.toString());
            var told = new ArrayList<String>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                told.add(rows.getString(1));
            }
            return told;
        }
    }

    @Test
    void webhooks_are_told_each_picture_while_its_address_is_right() throws Exception {
        var video = upload();
        Films.execute(
                kinora,
                "insert into webhooks (user_id, url, secret_encrypted) values (?::uuid, 'https://example.org/hook', '\\x00')",
                ada.id().toString());

        var chosen = as(ada, () -> thumbnails.choose(video, new BigDecimal("0.5")));
        var sent = as(
                ada,
                () -> thumbnails.upload(
                        video, new ByteArrayInputStream(thumbnails.preview(video, new BigDecimal("1")))));
        as(ada, () -> thumbnails.remove(video));

        assertThat(told(video))
                .containsExactly(
                        "video.updated " + chosen.thumbnailUrl(),
                        "video.updated " + sent.thumbnailUrl(),
                        "video.updated -");
    }

    @Test
    void what_lies_in_the_bin_keeps_its_picture() throws Exception {
        var video = upload();
        var picture = as(ada, () -> thumbnails.choose(video, BigDecimal.ONE)).thumbnailUrl();
        as(ada, () -> kinora.bean(Videos.class).putIntoBin(List.of(video)));

        for (var attempt : List.<Callable<Video>>of(
                () -> thumbnails.choose(video, new BigDecimal("0.5")),
                () -> thumbnails.upload(video, new ByteArrayInputStream(new byte[] {1})),
                () -> thumbnails.remove(video))) {
            assertThat(refusal(attempt)).isEqualTo("in-bin");
        }

        assertThat(as(ada, () -> kinora.bean(Videos.class).get(video)).thumbnailUrl())
                .isEqualTo(picture);
    }

    private String refusal(Callable<Video> attempt) throws Exception {
        try {
            as(ada, attempt);
        } catch (Problem refused) {
            return refused.code();
        }
        return "allowed";
    }
}
