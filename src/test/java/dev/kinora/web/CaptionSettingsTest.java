package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.FormClient;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dialogs of a track on the page of a video's captions, as browsers send them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptionSettingsTest {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"(version|was)\" value=\"([^\"]*)\">");

    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final String key = ada.key(ApiScope.values());
    private final FormClient browser = new FormClient(kinora);

    CaptionSettingsTest() {
        browser.plant("kinora_session", ada.browser());
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private Films.Film film(String language, String label) {
        var film = Films.of(ada, "Spoken", "private");
        Films.execute(
                kinora,
                "insert into captions (video_id, language, label, origin, vtt) values (?::uuid, ?, ?, 'embedded', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nHm')",
                film.id().toString(),
                language,
                label);
        return film;
    }

    private static String at(Films.Film film) {
        return "/studio/videos/" + film.id() + "/captions";
    }

    /** What the dialog sends besides what one types, as it stands on the page now. */
    private Map<String, String> dialog(Films.Film film, String language) {
        var page = browser.get(at(film)).body();
        var form = page.substring(page.indexOf("action=\"" + at(film) + "/" + language + "\""));
        var fields = new HashMap<String, String>();
        HIDDEN.matcher(form.substring(0, form.indexOf("</form>")))
                .results()
                .forEach(found -> fields.put(found.group(1), found.group(2)));
        return fields;
    }

    private HttpResponse<String> save(
            Films.Film film, String language, Map<String, String> dialog, Map<String, String> typed) {
        var all = new HashMap<>(dialog);
        all.putAll(typed);
        return browser.submit(at(film), at(film) + "/" + language, all);
    }

    private JsonNode captions(Films.Film film) {
        return JsonMapper.shared()
                .readTree(kinora.get("/api/v1/videos/" + film.id() + "/captions", "Authorization", "Bearer " + key)
                        .body())
                .get("items");
    }

    private String labels(Films.Film film) {
        return String.join(
                ", ",
                captions(film)
                        .valueStream()
                        .map(each -> each.get("language").asString() + " "
                                + each.get("label").asString()
                                + (each.get("default").asBoolean() ? " shown" : ""))
                        .toList());
    }

    @Test
    void name_that_nobody_chose_follows_the_language_and_one_that_somebody_chose_stays() {
        var unknown = film("und", "Subtitles");
        assertThat(save(unknown, "und", dialog(unknown, "und"), Map.of("spoken", "en", "called", "Subtitles"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(labels(unknown)).isEqualTo("en English");

        var chosen = film("und", "For the course");
        save(chosen, "und", dialog(chosen, "und"), Map.of("spoken", "de", "called", "For the course"));
        assertThat(labels(chosen)).isEqualTo("de For the course");

        save(chosen, "de", dialog(chosen, "de"), Map.of("spoken", "fr", "called", "Deutsch"));
        assertThat(labels(chosen)).isEqualTo("fr Deutsch");
    }

    @Test
    void page_that_stood_open_puts_nothing_back_and_deletes_nothing_that_was_changed_meanwhile() {
        var film = film("en", "English");
        var old = dialog(film, "en");
        save(film, "en", old, Map.of("spoken", "en", "called", "English (studio)", "unasked", "on"));

        var saved = save(film, "en", old, Map.of("spoken", "en", "called", "English"));
        var deleted = browser.submit(at(film), at(film) + "/en/removal", Map.of("version", old.get("version")));

        for (var refused : new HttpResponse<?>[] {saved, deleted}) {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(String.valueOf(refused.body()))
                    .contains("These captions were changed meanwhile", "do it once more", "English (studio)");
        }
        assertThat(labels(film)).isEqualTo("en English (studio) shown");

        var now = dialog(film, "en").get("version");
        assertThat(browser.submit(at(film), at(film) + "/en/removal", Map.of("version", now))
                        .statusCode())
                .isEqualTo(303);
        assertThat(captions(film)).isEmpty();
    }

    /** The server itself refuses whoever reads more than is needed. */
    @Test
    void pages_that_need_the_language_of_what_is_said_alone_read_none_of_it() throws SQLException {
        var film = film("en", "English");
        Films.execute(kinora, """
                insert into transcript_segments (caption_id, video_id, position, start_time_seconds, end_time_seconds, text)
                select id, video_id, 1, 0, 1, 'Hm' from captions where video_id = ?::uuid""", film.id().toString());
        try (var connection = kinora.access().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute("revoke select on transcript_segments from kinora_app");
            statement.execute("grant select (caption_id, video_id) on transcript_segments to kinora_app");
            try {
                assertThat(browser.get("/watch/" + film.uid() + "/transcript").statusCode())
                        .isEqualTo(500);
                assertThat(browser.get("/studio/videos/" + film.id() + "/captions-now")
                                .body())
                        .contains("Transcript</");
                assertThat(browser.get("/studio/videos/" + film.id() + "/chapters")
                                .statusCode())
                        .isEqualTo(200);
            } finally {
                statement.execute("grant select on transcript_segments to kinora_app");
            }
        }
    }
}
