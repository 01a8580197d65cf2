package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What may be said about videos and lists, what is refused and in which words, and what is not even said to be there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VideoWordsTest {
    private static final String LONG = "w".repeat(300);

    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final String adas = ada.key(ApiScope.values());
    private final String mals = People.member(kinora, "mal").key(ApiScope.values());
    private final UUID one = Films.of(ada, "One", "private").id();
    private final UUID two = Films.of(ada, "Two", "private").id();

    @AfterAll
    void stop() {
        kinora.close();
    }

    private HttpResponse<String> call(String method, String path, String key, String body, String... headers) {
        var all = new ArrayList<>(List.of("Authorization", "Bearer " + key, "Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .headers(all.toArray(String[]::new))
                .method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> change(String body) {
        return call("PATCH", "/api/v1/videos/" + one, adas, body, "If-Match", "*");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private JsonNode video(UUID id) {
        return json(call("GET", "/api/v1/videos/" + id, adas, ""));
    }

    @Test
    void title_that_is_too_long_is_refused_and_never_cut() {
        var changed = change("{\"title\": \"" + LONG + "\"}");
        var uploaded = call("PUT", "/api/v1/uploads/film.mp4?title=" + LONG, adas, "film");
        var imported = call(
                "POST",
                "/api/v1/imports",
                adas,
                "{\"url\": \"https://example.org/a.mp4\", \"title\": \"" + LONG + "\"}");

        for (var refused : List.of(changed, uploaded, imported)) {
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
            assertThat(json(refused).get("detail").asString())
                    .isEqualTo("A title has 255 characters at most; this has 300.");
        }
        assertThat(video(one).get("title").asString()).isEqualTo("One");
    }

    @Test
    void moment_of_a_film_that_takes_300_million_digits_is_refused() {
        var answer = call("PUT", "/api/v1/videos/" + one + "/thumbnail", adas, "{\"second\": 1e-300000000}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).get("detail").asString()).contains("'second'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-us-gb", "klingon", "e", "en_US", "en-", "de-toolongvariant", "12", "en-US-US-US"})
    void language_that_is_no_tag_is_refused(String language) {
        var answer = change("{\"language\": \"" + language + "\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).get("detail").asString()).startsWith("A language is written");
    }

    @ParameterizedTest
    @CsvSource({"pt-br,pt-BR", "DE,de", "zh-hant-tw,zh-Hant-TW", "' en ',en"})
    void language_is_kept_as_it_is_usually_written(String given, String kept) {
        assertThat(json(change("{\"language\": \"" + given + "\"}"))
                        .get("language")
                        .asString())
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a/b", "x", "lin@", "<b>lin</b>"})
    void mention_of_what_is_no_name_is_refused(String name) {
        var answer = change("{\"mentions\": [\"lin\", \"" + name + "\"]}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("detail").asString()).contains(name, "is no name");
    }

    @Test
    void words_that_differ_only_in_their_case_are_one() {
        var kept = json(change(
                "{\"tags\": [\"Art\", \"art\", \"ART\", \"Glass\"], \"mentions\": [\"@Lin\", \"lin@example.org\"]}"));

        assertThat(kept.get("tags").toString()).isEqualTo("[\"Art\",\"Glass\"]");
        assertThat(kept.get("mentions").toString()).isEqualTo("[\"Lin\",\"lin@example.org\"]");
    }

    @Test
    void own_videos_are_found_by_a_part_of_a_tag_in_whichever_case() {
        change("{\"tags\": [\"Harbour lights\", \"100% wool\"]}");

        for (var words : List.of("harbour", "LIGHTS", "our%20lig", "100%25")) {
            assertThat(call("GET", "/api/v1/videos?q=" + words, adas, "").body())
                    .as(words)
                    .contains(one.toString())
                    .doesNotContain(two.toString());
        }
        for (var words : List.of("harbours", "r%25l", "lights100")) {
            assertThat(json(call("GET", "/api/v1/videos?q=" + words, adas, ""))
                            .get("items")
                            .size())
                    .as(words)
                    .isZero();
        }
    }

    @Test
    void tags_of_many_come_and_go_together() {
        change("{\"tags\": [\"Art\", \"Glass\"]}");
        var ids = "\"ids\": [\"" + one + "\", \"" + two + "\"]";

        var changed = call(
                "POST",
                "/api/v1/videos/tags",
                adas,
                "{" + ids + ", \"add\": [\"ART\", \"wood\"], \"remove\": [\"glass\"]}");
        var foreign = call("POST", "/api/v1/videos/tags", mals, "{" + ids + ", \"add\": [\"mine\"]}");
        var nothing = call("POST", "/api/v1/videos/tags", adas, "{" + ids + "}");

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(json(changed).get("count").asInt()).isEqualTo(2);
        assertThat(video(one).get("tags").toString()).isEqualTo("[\"Art\",\"wood\"]");
        assertThat(video(two).get("tags").toString()).isEqualTo("[\"ART\",\"wood\"]");
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(nothing.statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags", "hashtags", "mentions", "allowedOrigins"})
    void nothing_among_words_is_refused(String field) {
        var answer = change("{\"" + field + "\": [\"example.org\", null]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).toString()).contains(field, "instead of text");
    }

    @Test
    void nothing_among_tags_or_videos_is_refused() {
        var ids = "{\"ids\": [\"" + one + "\"], ";
        var added = call("POST", "/api/v1/videos/tags", adas, ids + "\"add\": [null]}");
        var removed = call("POST", "/api/v1/videos/tags", adas, ids + "\"remove\": [null]}");
        var nobodys = call("POST", "/api/v1/videos/tags", adas, "{\"ids\": [null], \"add\": [\"wood\"]}");

        assertThat(added.statusCode()).as(added.body()).isEqualTo(422);
        assertThat(removed.statusCode()).as(removed.body()).isEqualTo(422);
        assertThat(nobodys.statusCode()).as(nobodys.body()).isEqualTo(404);
    }

    @Test
    void field_that_there_is_not_is_named_and_nothing_changed() {
        var list = json(call("POST", "/api/v1/playlists", adas, "{\"title\": \"Mine\"}"))
                .get("id")
                .asString();
        for (var answer : List.of(
                change("{\"titel\": \"Neu\", \"description\": \"new\"}"),
                call("PUT", "/api/v1/videos/" + one + "/publication", adas, "{\"titel\": \"public\"}"),
                call("POST", "/api/v1/videos/changes", adas, "{\"ids\": [\"" + one + "\"], \"titel\": 1}"),
                call("POST", "/api/v1/playlists", adas, "{\"title\": \"Other\", \"titel\": 1}"),
                call("PATCH", "/api/v1/playlists/" + list, adas, "{\"titel\": \"x\"}"))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(json(answer).get("code").asString()).isEqualTo("unknown-field");
            assertThat(json(answer).get("detail").asString()).contains("'titel'");
        }
        var nested = call(
                "POST", "/api/v1/videos/changes", adas, "{\"ids\": [\"" + one + "\"], \"change\": {\"titel\": 1}}");
        assertThat(json(nested).get("detail").asString()).contains("'change.titel'");
        assertThat(video(one).get("description").asString()).isEmpty();
    }

    @Test
    void of_somebody_s_private_video_or_list_nothing_is_said_but_that_it_is_not_there() {
        var at = "/api/v1/videos/" + one;
        var list = "/api/v1/playlists/"
                + json(call("POST", "/api/v1/playlists", adas, "{\"title\": \"Mine\"}"))
                        .get("id")
                        .asString();
        for (var answer : List.of(
                call("PATCH", at, mals, "{\"title\": \"Mine\"}"),
                call("PATCH", at, mals, "{\"title\": \"\"}", "If-Match", "*"),
                call("PATCH", at, mals, "{\"title\": \"Mine\"}", "If-Match", "old"),
                call("PUT", at + "/publication", mals, "{\"visibility\": \"private\"}"),
                call("PUT", at + "/publication", mals, "{\"at\": \"2020-01-01T00:00:00Z\"}"),
                call("DELETE", at + "/publication", mals, ""),
                call("PUT", at + "/thumbnail", mals, "{}"),
                call("GET", at + "/history", mals, ""),
                call("GET", at + "/file", mals, ""),
                call("DELETE", at, mals, ""),
                call("DELETE", "/api/v1/bin/" + one, mals, ""),
                call("PATCH", list, mals, "{\"title\": \"\"}"),
                call("PATCH", list, mals, "{\"title\": \"x\"}", "If-Match", "old"),
                call("DELETE", list, mals, "", "If-Match", "old"))) {
            assertThat(answer.statusCode())
                    .as(answer.uri() + " " + answer.body())
                    .isEqualTo(404);
        }
        assertThat(call("PATCH", at, adas, "{\"title\": \"One\"}").statusCode()).isEqualTo(428);
    }
}
