package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.FormClient;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is told of the changes of a video: to a second tab, in its history, and when it comes out of the bin. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VideoChangesTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final String key = ada.key(ApiScope.values());

    @AfterAll
    void stop() {
        kinora.close();
    }

    @Test
    void second_tab_is_told_each_field_and_not_what_it_knew() {
        var film = film("Sarabande");
        Films.execute(
                kinora, "update videos set thumbnail_url = '/one.jpg', thumbnail_at = 1 where id = ?::uuid", film);
        patch(film, "{\"title\": \"Known\", \"tags\": [\"known\"]}", "*");
        var version = version(film);

        patch(film, """
                {"language": "de", "allowedOrigins": ["example.org"], "hashtags": ["loom"], "mentions": ["lin"],
                 "licence": "CC-BY-4.0", "downloadAllowed": true, "description": "News"}""", "*");
        call("DELETE", film + "/thumbnail", "");
        call("PUT", film + "/publication", "{\"visibility\": \"public\", \"at\": \"" + soon() + "\"}");
        var late = patch(film, "{\"title\": \"Mine\"}", version);

        assertThat(late.statusCode()).as(late.body()).isEqualTo(412);
        assertThat(fields(late))
                .containsExactlyInAnyOrder(
                        "language",
                        "allowed_origins",
                        "hashtags",
                        "mentions",
                        "licence",
                        "download_allowed_at",
                        "description",
                        "thumbnail_url",
                        "thumbnail_at",
                        "visibility",
                        "published_at",
                        "scheduled_for");
        assertThat(json(late).get("detail").asString())
                .contains(
                        "the language",
                        "where it may be embedded",
                        "the hashtags",
                        "the mentions",
                        "the thumbnail",
                        "the schedule")
                .doesNotContain("the title", "the tags");
    }

    @Test
    void change_whose_transaction_began_before_the_version_is_told_all_the_same() throws Exception {
        var film = film("Allemande");
        String version;
        try (var other = kinora.access().worker().connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select now(), pg_sleep(1.1)");
            patch(film, "{\"description\": \"Known\"}", "*");
            version = version(film);
            statement.execute("update videos set title = 'Begun before' where id = '" + film + "'");
            other.commit();
        }

        var late = patch(film, "{\"title\": \"Mine\"}", version);

        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(fields(late)).containsExactly("title");
        assertThat(json(late).get("changes").get(0).get("old").asString()).isEqualTo("Allemande");
        assertThat(json(late).get("changes").get(0).get("now").asString()).isEqualTo("Begun before");
    }

    @Test
    void first_of_many_changes_is_told_and_what_is_as_it_was_is_not() {
        var film = film("Courante");
        var version = version(film);
        patch(film, "{\"title\": \"Renamed\", \"language\": \"fr\"}", "*");
        patch(film, "{\"language\": \"\"}", "*");
        Films.execute(
                kinora,
                "do $$ begin for i in 1..210 loop update videos set description = i::text where title = 'Renamed'; end loop; end $$");

        var late = patch(film, "{\"title\": \"Mine\"}", version);

        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(fields(late)).containsExactlyInAnyOrder("title", "description");
        assertThat(json(late).get("changes").toString()).contains("\"old\":\"Courante\"", "\"now\":\"210\"");
    }

    @Test
    void what_is_saved_as_it_was_makes_no_other_version() {
        var film = film("Bourree");
        var version = version(film);

        patch(film, "{\"title\": \"Bourree\", \"language\": \"\"}", "*");

        assertThat(patch(film, "{\"title\": \"Mine\"}", version).statusCode()).isEqualTo(200);
    }

    @Test
    void history_names_what_was_changed_and_keeps_the_direction_of_its_lines() {
        var film = film("Passepied");
        patch(film, "{\"title\": \"A \\u202Etitle\"}", "*");
        patch(film, "{\"language\": \"de\"}", "*");
        patch(film, "{\"allowedOrigins\": [\"example.org\"]}", "*");
        Films.execute(kinora, "update videos set thumbnail_url = '/one.jpg' where id = ?::uuid", film);
        Films.execute(kinora, "update videos set thumbnail_url = '/two.jpg' where id = ?::uuid", film);
        Films.execute(kinora, "update videos set store = 'elsewhere' where id = ?::uuid", film);

        var page = kinora.get("/studio/videos/" + film + "/history", "Cookie", "kinora_session=" + ada.browser())
                .body();

        assertThat(page)
                .contains("changed the language", "<bdi>German</bdi>")
                .contains("changed where it may be embedded", "<bdi>everywhere</bdi>", "<bdi>example.org</bdi>")
                .contains("changed the thumbnail", "<bdi>a picture</bdi>")
                .contains("changed where its bytes lie", "<bdi>elsewhere</bdi>")
                .contains("<bdi>A \u202Etitle</bdi>")
                .doesNotContain("changed it <");
        assertThat(page.split("<bdi>a picture</bdi>", -1))
                .as("one for another is no line")
                .hasSize(2);
    }

    @Test
    void what_was_to_be_published_while_it_was_in_the_bin_stays_unpublished() {
        var missed = scheduled("Missed");
        var kept = scheduled("Kept");
        call("DELETE", missed, "");
        call("DELETE", kept, "");
        Films.execute(
                kinora, "update videos set scheduled_for = now() - interval '1 minute' where id = ?::uuid", missed);

        var restored = restore(missed, kept);
        Caller.system("test").run(() -> kinora.bean(Jobs.class).enqueue(new Publishing.Publish(null)));
        kinora.bean(Jobs.class).runDue();

        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        assertThat(json(restored).get("count").asInt()).isEqualTo(2);
        assertThat(json(restored).get("unscheduled").toString()).isEqualTo("[\"" + missed + "\"]");
        assertThat(json(call("GET", missed, "")).get("scheduledFor").isNull()).isTrue();
        assertThat(json(call("GET", missed, "")).get("publishedAt").isNull()).isTrue();
        assertThat(kinora.get("/api/v1/videos/" + missed).statusCode()).isEqualTo(404);
        assertThat(json(call("GET", kept, "")).get("scheduledFor").isNull()).isFalse();
    }

    @Test
    void page_says_that_what_is_restored_was_not_published() {
        var missed = scheduled("Missed too");
        call("DELETE", missed, "");
        Films.execute(
                kinora, "update videos set scheduled_for = now() - interval '1 minute' where id = ?::uuid", missed);
        var browser = new FormClient(kinora);
        browser.plant("kinora_session", ada.browser());

        browser.submit("/studio/bin", "/studio/bin/restorations", Map.of("ids", missed, "back", "/studio/bin"));

        assertThat(browser.get("/studio/bin").body())
                .contains("1 video is back. It was to be published while it lay in the bin, and stays unpublished");
        assertThat(browser.get("/studio/videos/" + missed + "/visibility").body())
                .contains("It is a draft: only you see it.");
    }

    @Test
    void restoring_what_is_not_in_the_bin_is_refused_in_its_own_words() {
        var film = film("Never thrown away");
        var other = film("Thrown away");
        call("DELETE", other, "");

        var one = restore(film);
        var two = restore(film, other);

        assertThat(one.statusCode()).isEqualTo(409);
        assertThat(json(one).get("code").asString()).isEqualTo("not-in-bin");
        assertThat(json(one).get("detail").asString())
                .isEqualTo("The video is not in the bin, so there is nothing to restore.");
        assertThat(json(two).get("detail").asString()).startsWith("Not all of these videos are in the bin");
        assertThat(json(call("GET", other, "")).get("deletedAt").isNull()).isFalse();
    }

    @Test
    void publication_of_another_version_is_refused() {
        var film = film("Two tabs");
        var seen = version(film);
        patch(film, "{\"title\": \"Another\"}", seen);

        var published = call("PUT", film + "/publication", "{\"visibility\": \"public\"}", "If-Match", seen);
        var withdrawn = call("DELETE", film + "/publication", "", "If-Match", seen);

        assertThat(published.statusCode()).isEqualTo(412);
        assertThat(withdrawn.statusCode()).isEqualTo(412);
        assertThat(call("DELETE", film + "/publication", "", "If-Match", version(film))
                        .statusCode())
                .isEqualTo(200);
    }

    private String film(String title) {
        return Films.of(ada, title, "private").id().toString();
    }

    private String scheduled(String title) {
        var film = film(title);
        assertThat(call("PUT", film + "/publication", "{\"visibility\": \"public\", \"at\": \"" + soon() + "\"}")
                        .statusCode())
                .isEqualTo(200);
        return film;
    }

    private static Instant soon() {
        return Instant.now().plus(1, ChronoUnit.HOURS);
    }

    private HttpResponse<String> restore(String... films) {
        return send("POST", "/api/v1/bin/restorations", "{\"ids\": [\"" + String.join("\", \"", films) + "\"]}");
    }

    private HttpResponse<String> patch(String film, String change, String version) {
        return call("PATCH", film, change, "If-Match", version);
    }

    private String version(String film) {
        return call("GET", film, "").headers().firstValue("ETag").orElseThrow();
    }

    private static List<String> fields(HttpResponse<String> refusal) {
        return json(refusal)
                .get("changes")
                .valueStream()
                .map(change -> change.get("field").asString())
                .toList();
    }

    private HttpResponse<String> call(String method, String film, String body, String... headers) {
        return send(method, "/api/v1/videos/" + film, body, headers);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        var all = new ArrayList<>(List.of("Authorization", "Bearer " + key, "Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .headers(all.toArray(String[]::new))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
