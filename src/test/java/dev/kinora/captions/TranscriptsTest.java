package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said in films, as rows that are searched and read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptsTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final String adas = ada.key(ApiScope.values());

    @AfterAll
    void stop() {
        kinora.close();
    }

    private HttpResponse<String> call(String method, String path, String type, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/videos/" + path)))
                .headers("Authorization", "Bearer " + adas, "Content-Type", type)
                .method(method, BodyPublishers.ofString(body));
        return kinora.send(headers.length == 0 ? request : request.headers(headers));
    }

    private void says(Films.Film film, String language, String... sentences) {
        var vtt = new StringBuilder("WEBVTT\n");
        for (int i = 0; i < sentences.length; i++) {
            vtt.append("\n00:0%d.000 --> 00:0%d.000\n%s\n".formatted(i, i + 1, sentences[i]));
        }
        assertThat(call("PUT", film.id() + "/captions/" + language, "text/vtt", vtt.toString())
                        .statusCode())
                .isLessThan(300);
    }

    private JsonNode transcript(Films.Film film) {
        return JsonMapper.shared()
                .readTree(
                        call("GET", film.id() + "/transcript", "text/plain", "").body());
    }

    private String said(Films.Film film) {
        var transcript = transcript(film);
        return transcript.has("segments")
                ? transcript.get("language").asString() + ": "
                        + transcript
                                .get("segments")
                                .valueStream()
                                .map(each -> each.get("text").asString())
                                .toList()
                : transcript.get("code").asString();
    }

    private void language(Films.Film film, String language) {
        assertThat(call(
                                "PATCH",
                                film.id().toString(),
                                "application/json",
                                "{\"language\": \"" + language + "\"}",
                                "If-Match",
                                "*")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void it_is_written_with_the_captions_and_goes_with_them() {
        var film = Films.of(ada, "Written", "public");
        assertThat(said(film)).isEqualTo("no-transcript");

        says(film, "en", "<v Ada>Tom &amp; Jerry</v>", "and a\nzeppelin");

        assertThat(said(film)).isEqualTo("en: [Tom & Jerry, and a zeppelin]");
        var found = kinora.get("/api/v1/search?q=zeppelin").body();
        assertThat(found).contains(film.id().toString());

        says(film, "en", "other words");
        assertThat(said(film)).isEqualTo("en: [other words]");
        assertThat(kinora.get("/api/v1/search?q=zeppelin").body())
                .doesNotContain(film.id().toString());

        call("DELETE", film.id() + "/captions/en", "text/plain", "");
        assertThat(said(film)).isEqualTo("no-transcript");
    }

    @Test
    void it_is_given_in_every_language_it_is_written_in() {
        var film = Films.of(ada, "Two", "public");
        says(film, "en", "good morning");
        says(film, "de", "guten Morgen");
        Caller.system("test")
                .as(new Viewer.User(ada.id()))
                .run(() -> kinora.bean(Captions.class).begin(film.id(), "fr"));

        var german = JsonMapper.shared()
                .readTree(call("GET", film.id() + "/transcript?language=de", "text/plain", "")
                        .body());
        assertThat(german.get("language").asString()).isEqualTo("de");
        assertThat(german.get("segments").get(0).get("text").asString()).isEqualTo("guten Morgen");
        assertThat(german.get("paragraphs").get(0).get("text").asString()).isEqualTo("guten Morgen");
        assertThat(call("GET", film.id() + "/transcript/txt?language=de", "text/plain", "")
                        .body())
                .contains("guten Morgen");
        assertThat(said(film)).isEqualTo("en: [good morning]");
        for (var none : List.of("fr", "es")) {
            var answer = call("GET", film.id() + "/transcript?language=" + none, "text/plain", "");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("caption-not-found");
        }
        assertThat(call("GET", film.id() + "/transcript?language=no_such_tag_at_all", "text/plain", "")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void captions_that_are_only_begun_change_nothing_of_what_is_said() {
        var film = Films.of(ada, "Begun", "public");
        says(film, "en", "quagga");
        Films.execute(
                kinora,
                "update captions set origin = 'generated' where video_id = ?::uuid",
                film.id().toString());

        Caller.system("test")
                .as(new Viewer.User(ada.id()))
                .run(() -> kinora.bean(Captions.class).begin(film.id(), "de"));

        assertThat(said(film)).isEqualTo("en: [quagga]");
        assertThat(kinora.get("/api/v1/search?q=quagga").body())
                .contains(film.id().toString());
    }

    @Test
    void file_in_a_language_that_is_there_replaces_it_only_where_that_is_said() {
        var film = Films.of(ada, "There", "public");
        says(film, "en", "quokka");
        var other = "WEBVTT\n\n00:00.000 --> 00:01.000\nother\n";

        var refused = call("POST", film.id() + "/captions?language=en", "text/vtt", other);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("captions-there", "English");
        assertThat(said(film)).isEqualTo("en: [quokka]");
        assertThat(call("POST", film.id() + "/captions?language=en&replace=true", "text/vtt", other)
                        .statusCode())
                .isEqualTo(201);
        assertThat(said(film)).isEqualTo("en: [other]");
    }

    @Test
    void those_that_are_shown_unasked_are_it_where_the_film_has_no_language() {
        var film = Films.of(ada, "Shown", "public");
        says(film, "de", "Deutsch");
        says(film, "fr", "fran\u00e7ais");
        assertThat(said(film)).isEqualTo("de: [Deutsch]");

        call("PATCH", film.id() + "/captions/fr", "application/json", "{\"default\": true}");
        assertThat(said(film)).isEqualTo("fr: [fran\u00e7ais]");

        language(film, "de");
        assertThat(said(film)).isEqualTo("de: [Deutsch]");
    }

    @Test
    void it_is_the_language_of_the_film_else_the_first_and_what_people_wrote_before_a_machine() {
        var film = Films.of(ada, "Chosen", "public");
        Films.execute(
                kinora,
                "insert into captions (video_id, language, label, origin, vtt) values (?::uuid, 'fr', 'Fran\u00e7ais', 'generated', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nMachine')",
                film.id().toString());
        says(film, "de", "Deutsch");
        assertThat(said(film)).isEqualTo("de: [Deutsch]");
        says(film, "en-GB", "British");
        assertThat(said(film)).isEqualTo("de: [Deutsch]");

        language(film, "en");
        assertThat(said(film)).isEqualTo("en-GB: [British]");
        says(film, "en", "English");
        assertThat(said(film)).isEqualTo("en: [English]");
        language(film, "fr");
        assertThat(said(film)).isEqualTo("fr: [Machine]");
        language(film, "it");
        assertThat(said(film)).isEqualTo("de: [Deutsch]");
        call("PATCH", film.id() + "/captions/de", "application/json", "{\"language\": \"nl\"}");
        assertThat(said(film)).isEqualTo("nl: [Deutsch]");
        call("DELETE", film.id() + "/captions/nl", "text/plain", "");
        assertThat(said(film)).isEqualTo("en-GB: [British]");
    }

    @Test
    void language_of_the_film_counts_also_for_captions_that_are_just_being_kept() throws Exception {
        var film = Films.of(ada, "Together", "public");
        says(film, "en", "English");
        CompletableFuture<?> changed;
        // Another process keeps some, and has not ended.
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtextextended('captions " + film.id() + "', 0))");
            statement.execute("insert into captions (video_id, language, label, origin, vtt) values ('" + film.id()
                    + "', 'de', 'Deutsch', 'uploaded', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nDeutsch')");
            changed = CompletableFuture.runAsync(() -> language(film, "de"));
            while (!changed.isDone() && !isWaitedFor()) {
                Thread.onSpinWait();
            }
            connection.commit();
        }
        changed.get();

        assertThat(said(film)).isEqualTo("de: [Deutsch]");
    }

    private boolean isWaitedFor() throws SQLException {
        try (var connection = kinora.access().worker().connect();
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "select exists (select from pg_locks where locktype = 'advisory' and not granted"
                                        + " and database = (select oid from pg_database where datname = current_database()))")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    @Test
    void it_is_taken_away_as_a_file_and_read_in_paragraphs() {
        var film = Films.of(ada, "Files", "public");
        says(film, "en", "One sentence,", "which goes on.");

        assertThat(call("GET", film.id() + "/transcript/txt", "text/plain", "").body())
                .isEqualTo("One sentence, which goes on.\n");
        assertThat(call("GET", film.id() + "/transcript/srt", "text/plain", "").body())
                .startsWith("1\r\n00:00:00,000 -->");
        assertThat(call("GET", film.id() + "/transcript/vtt", "text/plain", "").body())
                .startsWith("WEBVTT\n\n");
        assertThat(transcript(film).get("paragraphs").size()).isEqualTo(1);
    }

    @Test
    void who_does_not_see_the_film_does_not_read_it() {
        var film = Films.of(ada, "Secret", "private");
        says(film, "en", "a secret zucchini");

        assertThat(kinora.get("/api/v1/videos/" + film.id() + "/transcript").statusCode())
                .isEqualTo(404);
        assertThat(kinora.get("/api/v1/search?q=zucchini").body())
                .doesNotContain(film.id().toString());
    }

    @Test
    void language_of_what_a_file_brings_along_is_found_out_where_the_file_does_not_say_it() {
        var film = Films.of(ada, "Embedded", "public");
        var words =
                "WEBVTT\n\n00:01.000 --> 00:02.000\nIhr nehmt das Papier und legt es auf die Presse, und dann zieht ihr am Griff.\n";

        Caller.system("test")
                .run(() -> kinora.bean(Captions.class)
                        .takeOver(
                                film.id(),
                                List.of(
                                        new Captions.Embedded("und", "Subtitles", words),
                                        new Captions.Embedded("en", "English", "WEBVTT\n\nnothing"))));

        assertThat(said(film)).startsWith("de: [Ihr nehmt");
        assertThat(kinora.get("/api/v1/videos/" + film.id() + "/captions").body())
                .contains("Deutsch")
                .doesNotContain("English");
    }
}
