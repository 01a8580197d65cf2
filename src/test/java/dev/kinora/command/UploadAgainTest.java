package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same file sent a second time, and files that are none. */
class UploadAgainTest {
    private static RunningKinora kinora;
    private static int people;

    @TempDir
    private Path folder;

    private Person ada;
    private String key;
    private Uploading uploading;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start();
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @BeforeEach
    void signUp() {
        ada = People.member(kinora, "ada" + ++people);
        key = ada.key(ApiScope.values());
        uploading = new Uploading(kinora.url(""), key, folder.resolve("state"));
    }

    @Test
    void another_account_has_uploaded_nothing_yet() throws IOException {
        var film = film("ours.mp4");
        var lin = People.member(kinora, "lin" + people).key(ApiScope.values());
        uploading.run(film);

        var run = new Uploading(kinora.url(""), lin, folder.resolve("state")).run(film);

        assertThat(run.status()).as(run.said()).isZero();
        assertThat(run.said()).contains("ours.mp4  uploaded").doesNotContain("uploaded before");
        assertThat(videos(lin)).hasSize(1);
    }

    @Test
    void film_in_the_bin_or_deleted_for_good_is_sent_again() throws IOException {
        var film = film("binned.mp4");
        uploading.run(film);
        var first = videos(key).getFirst().path("id").asString();
        ask("DELETE", "/api/v1/videos/" + first);

        var second = uploading.run(film);

        assertThat(second.said()).contains("binned.mp4  uploaded").doesNotContain("uploaded before");
        var again = videos(key).getFirst().path("id").asString();
        assertThat(again).isNotEqualTo(first);
        ask("DELETE", "/api/v1/videos/" + again);
        ask("DELETE", "/api/v1/bin/" + again);
        assertThat(uploading.run(film).said()).doesNotContain("uploaded before");
        assertThat(videos(key)).hasSize(1);
        assertThat(uploading.run(film).said()).contains("uploaded before");
    }

    @Test
    void film_that_came_to_nothing_is_sent_again() throws IOException {
        var film = film("failed.mp4");
        uploading.run(film);
        Films.execute(kinora, """
                update videos set status = 'error', error_code = 'ERR_UNKNOWN', error_message = 'It went wrong.'
                where user_id = ?::uuid""", ada.id().toString());

        assertThat(uploading.run(film).said()).contains("uploaded").doesNotContain("uploaded before");
        assertThat(videos(key)).hasSize(2);
    }

    @Test
    void same_film_under_another_name_is_pointed_out() throws IOException {
        var first = uploading.run(film("lighthouse.mp4"));
        var known = videos(key).getFirst().path("id").asString();

        var second = uploading.run(film("lighthouse-copy.mp4"));

        assertThat(first.said()).doesNotContain("already");
        assertThat(second.status()).isZero();
        assertThat(second.said())
                .contains("lighthouse-copy.mp4  uploaded. You have this film already: "
                        + kinora.url("/studio/videos/" + known));
    }

    private void ask(String method, String path) {
        var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .header("Authorization", "Bearer " + key)
                .method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private static List<JsonNode> videos(String key) {
        var answer = kinora.get("/api/v1/videos", "Authorization", "Bearer " + key);
        return List.copyOf(
                JsonMapper.shared().readTree(answer.body()).path("items").values());
    }

    private Path film(String name) throws IOException {
        return Files.copy(Clips.mp4(), folder.resolve(name));
    }
}
