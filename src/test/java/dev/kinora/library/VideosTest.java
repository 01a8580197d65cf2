package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people do with their videos, and what others may not. */
class VideosTest {
    private static final String VIDEOS = "/api/v1/videos";

    private static RunningKinora kinora;
    private static String ada;
    private static String mal;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        ada = key(People.member(kinora, "ada"));
        mal = key(People.member(kinora, "mal"));
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void second_tab_is_told_what_the_first_one_changed() {
        var video = upload();
        var version = etag(call("GET", VIDEOS + "/" + video, ada, ""));

        var first = change(video, "{\"title\": \"From the first tab\", \"tags\": [\"one\"]}", version);
        var second = change(video, "{\"title\": \"From the second tab\"}", version);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(412);
        assertThat(json(second).get("detail").asString()).contains("the title", "the tags");
        assertThat(json(second).get("changes").toString()).contains("From the first tab");
        assertThat(title(video)).isEqualTo("From the first tab");
    }

    @Test
    void progress_of_the_processing_makes_nobody_s_form_an_old_one() throws Exception {
        var video = upload();
        var version = etag(call("GET", VIDEOS + "/" + video, ada, ""));
        run("update videos set status = 'inprogress', processing_progress = 40 where id = '" + video + "'");

        assertThat(change(video, "{\"title\": \"Meanwhile\"}", version).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\": \"  \"}",
                "{\"title\": \"a\\u0000b\"}",
                "{\"description\": \"a\\u0000b\"}",
                "{\"language\": \"klingon!\"}",
                "{\"allowedOrigins\": [\"not a host\"]}",
                "{\"visibility\": \"everyone\"}",
                "{\"tags\": [\"a\\nb\"]}"
            })
    void nonsense_is_refused_with_a_sentence(String change) {
        var answer = change(upload(), change, "*");

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
        assertThat(json(answer).get("detail").asString()).isNotBlank();
    }

    @Test
    void details_are_kept_as_they_are_meant() {
        var video = upload();

        var answer = change(video, """
                {"title": "  Die Farbenlehre 🎨  ", "description": "0:00 Anfang\\r\\n1:30 Ende", "tags": ["art", " art ", "Goethe"],
                 "hashtags": ["#color"], "mentions": ["@lin"], "language": "de", "licence": "CC-BY-4.0", "downloadAllowed": true,
                 "allowedOrigins": ["https://Example.org/", "*.example.com", "localhost:3000", "bücher.example"]}""", "*");

        var now = json(answer);
        assertThat(now.get("title").asString()).isEqualTo("Die Farbenlehre 🎨");
        assertThat(now.get("description").asString()).isEqualTo("0:00 Anfang\n1:30 Ende");
        assertThat(now.get("tags").toString()).isEqualTo("[\"art\",\"Goethe\"]");
        assertThat(now.get("hashtags").toString()).isEqualTo("[\"color\"]");
        assertThat(now.get("mentions").toString()).isEqualTo("[\"lin\"]");
        assertThat(now.get("downloadAllowed").asBoolean()).isTrue();
        assertThat(now.get("allowedOrigins").toString())
                .isEqualTo("[\"example.org\",\"*.example.com\",\"localhost:3000\",\"xn--bcher-kva.example\"]");
    }

    @Test
    void private_video_is_seen_by_nobody_else_and_a_published_one_by_all() {
        var video = upload();
        var hidden = call("GET", VIDEOS + "/" + video, mal, "");
        var anonymous = kinora.get(VIDEOS + "/" + video);

        call("PUT", VIDEOS + "/" + video + "/publication", ada, "{\"visibility\": \"public\"}");

        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(anonymous.statusCode()).isEqualTo(404);
        assertThat(kinora.get(VIDEOS + "/" + video).statusCode()).isEqualTo(200);
        assertThat(call("GET", VIDEOS + "/" + video + "/file", mal, "").statusCode())
                .isEqualTo(404);
        assertThat(call("GET", VIDEOS + "/" + video + "/history", mal, "").statusCode())
                .isEqualTo(403);
        assertThat(change(video, "{\"title\": \"Mine\"}", "*", mal).statusCode())
                .isEqualTo(403);
        assertThat(call("DELETE", VIDEOS + "/" + video, mal, "").statusCode()).isEqualTo(404);
        assertThat(call("DELETE", VIDEOS + "/" + video + "/publication", ada, "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(kinora.get(VIDEOS + "/" + video).statusCode()).isEqualTo(404);
    }

    @Test
    void scheduled_video_comes_out_when_it_is_due() throws Exception {
        var video = upload();
        var at = Instant.now().plus(1, ChronoUnit.HOURS);
        var scheduled = call(
                "PUT",
                VIDEOS + "/" + video + "/publication",
                ada,
                "{\"visibility\": \"public\", \"at\": \"" + at + "\"}");
        var before = kinora.get(VIDEOS + "/" + video).statusCode();
        var past = call("PUT", VIDEOS + "/" + video + "/publication", ada, "{\"at\": \"2020-01-01T00:00:00Z\"}");

        run("update videos set scheduled_for = now() - interval '1 minute' where id = '" + video + "'");
        Caller.system("test").run(() -> kinora.bean(Jobs.class).enqueue(new Publishing.Publish(null)));
        kinora.bean(Jobs.class).runDue();

        assertThat(scheduled.statusCode()).as(scheduled.body()).isEqualTo(200);
        assertThat(before).isEqualTo(404);
        assertThat(past.statusCode()).isEqualTo(422);
        assertThat(kinora.get(VIDEOS + "/" + video).statusCode()).isEqualTo(200);
    }

    @Test
    void bin_gives_back_what_it_holds_and_deletes_for_good_only_what_is_in_it() {
        var video = upload();
        var early = call("DELETE", "/api/v1/bin/" + video, ada, "");
        call("DELETE", VIDEOS + "/" + video, ada, "");
        var listed = json(call("GET", VIDEOS, ada, "")).toString();
        var binned = json(call("GET", "/api/v1/bin", ada, "")).toString();
        var edited = change(video, "{\"title\": \"In the bin\"}", "*");

        var restored = call("POST", "/api/v1/bin/restorations", ada, "{\"ids\": [\"" + video + "\"]}");
        var again = call("POST", "/api/v1/bin/restorations", ada, "{\"ids\": [\"" + video + "\"]}");
        call("DELETE", VIDEOS + "/" + video, ada, "");
        var purged = call("DELETE", "/api/v1/bin/" + video, ada, "");

        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(listed).doesNotContain(video);
        assertThat(call("GET", VIDEOS + "?status=done", ada, "").statusCode()).isEqualTo(422);
        assertThat(binned).contains(video);
        assertThat(edited.statusCode()).isEqualTo(409);
        assertThat(restored.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(purged.statusCode()).isEqualTo(204);
        assertThat(call("GET", VIDEOS + "/" + video, ada, "").statusCode()).isEqualTo(404);
    }

    @Test
    void many_are_changed_together_or_not_at_all() {
        var one = upload();
        var two = upload();
        var foreign = upload(mal);
        var change = "{\"ids\": [%s], \"change\": {\"tags\": [\"together\"]}}";

        var mixed = call("POST", VIDEOS + "/changes", ada, change.formatted(quoted(List.of(one, foreign))));
        var between = json(call("GET", VIDEOS + "/" + one, ada, "")).get("tags").size();
        var own = call("POST", VIDEOS + "/changes", ada, change.formatted(quoted(List.of(one, two))));

        assertThat(mixed.statusCode()).isEqualTo(404);
        assertThat(between).isZero();
        assertThat(json(own).get("count").asInt()).isEqualTo(2);
        assertThat(json(call("GET", VIDEOS + "/" + two, ada, "")).get("tags").toString())
                .contains("together");
        assertThat(call("POST", VIDEOS + "/changes", ada, change.formatted("")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void picture_is_taken_from_the_film_or_sent_and_seen_by_who_may_see_the_video() {
        var video = upload();

        var chosen = call("PUT", VIDEOS + "/" + video + "/thumbnail", ada, "{\"second\": 1.5}");
        var beyond = call("PUT", VIDEOS + "/" + video + "/thumbnail", ada, "{\"second\": 2000}");
        var url = json(chosen).get("thumbnailUrl").asString();

        assertThat(chosen.statusCode()).as(chosen.body()).isEqualTo(200);
        assertThat(beyond.statusCode()).isEqualTo(422);
        assertThat(kinora.get(url).statusCode()).as("nobody in particular").isEqualTo(404);
        call("PUT", VIDEOS + "/" + video + "/publication", ada, "{\"visibility\": \"unlisted\"}");
        var seen = kinora.get(url);
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(seen.body()).startsWith("\uFFFD\uFFFD\uFFFD");
    }

    @Test
    void history_tells_who_did_what() {
        var video = upload();
        change(video, "{\"title\": \"Another\"}", "*");

        var events =
                json(call("GET", VIDEOS + "/" + video + "/history", ada, "")).get("items");

        assertThat(events.get(0).get("action").asString()).isEqualTo("video.updated");
        assertThat(events.get(0).get("actor").asString()).isEqualTo("You, by an API key");
        assertThat(events.get(0).get("changes").toString()).contains("\"now\":\"Another\"");
        assertThat(events.toString()).contains("video.created").doesNotContain("storage_key");
    }

    private static String upload() {
        return upload(ada);
    }

    private static String upload(String key) {
        try {
            var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/clip.mp4")))
                    .header("Authorization", "Bearer " + key)
                    .PUT(BodyPublishers.ofByteArray(Files.readAllBytes(Clips.mp4()))));
            return json(answer).get("id").asString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> change(String video, String change, String version) {
        return change(video, change, version, ada);
    }

    private static HttpResponse<String> change(String video, String change, String version, String key) {
        return call("PATCH", VIDEOS + "/" + video, key, change, "If-Match", version);
    }

    private static HttpResponse<String> call(String method, String path, String key, String body, String... headers) {
        var all = new ArrayList<>(List.of("Authorization", "Bearer " + key, "Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .headers(all.toArray(String[]::new))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static String title(String video) {
        return json(call("GET", VIDEOS + "/" + video, ada, "")).get("title").asString();
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static String quoted(List<String> ids) {
        return "\"" + String.join("\",\"", ids) + "\"";
    }

    private static String key(Person person) {
        return person.key(ApiScope.values());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void run(String sql) throws Exception {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
