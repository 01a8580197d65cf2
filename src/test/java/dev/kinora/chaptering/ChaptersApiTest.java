package dev.kinora.chaptering;

import static dev.kinora.chaptering.ChapterDesk.chapter;
import static dev.kinora.chaptering.ChapterDesk.code;
import static dev.kinora.chaptering.ChapterDesk.etag;
import static dev.kinora.chaptering.ChapterDesk.path;
import static dev.kinora.chaptering.ChapterDesk.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chapters over the API: written, read, changed and removed, by the owner of the film alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaptersApiTest {
    private static final String THREE =
            chapter("0", "Setting") + "," + chapter("10.5", "Inking & <rolling>") + "," + chapter("30", "Pulling");

    private final ChapterDesk desk = new ChapterDesk();

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void they_cover_the_film_and_are_read_by_whoever_watches_it() {
        var film = desk.film("public");
        assertThat(read(desk.get(path(film))).toString()).contains("\"chapters\":[]", "\"edited\":false");

        var put = desk.put(film, etag(desk.get(path(film))), THREE);

        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(desk.titles(film)).isEqualTo("0.0-10.5 Setting, 10.5-30.0 Inking & <rolling>, 30.0-90.0 Pulling");
        var seen = read(desk.call("GET", path(film), desk.mals, ""));
        assertThat(seen.get("chapters").get(1).get("order").asInt()).isEqualTo(2);
        assertThat(seen.get("chapters").get(1).get("isAiGenerated").asBoolean()).isFalse();
        assertThat(seen.get("madeFrom").asString()).isEqualTo("person");
        assertThat(seen.get("edited").asBoolean()).isTrue();
        assertThat(seen.get("duration").asDouble()).isEqualTo(90);
        assertThat(seen.get("generation").get("state").asString()).isEqualTo("none");
    }

    @Test
    void they_are_taken_as_a_track_and_as_a_list() {
        var film = desk.film("public");
        desk.put(film, "*", THREE);

        var track = desk.kinora.get(path(film) + "/vtt");
        assertThat(track.body()).isEqualTo("""
                        WEBVTT

                        00:00:00.000 --> 00:00:10.500
                        Setting

                        00:00:10.500 --> 00:00:30.000
                        Inking &amp; &lt;rolling&gt;

                        00:00:30.000 --> 00:01:30.000
                        Pulling
                        """);
        assertThat(desk.kinora.get("/media/" + film.uid() + "/chapters.vtt").body())
                .isEqualTo(track.body());
        assertThat(desk.kinora.get(path(film) + "/txt").body())
                .isEqualTo("0:00 Setting\n0:10 Inking & <rolling>\n0:30 Pulling\n");
    }

    @Test
    void what_stays_keeps_its_id_and_what_is_gone_is_gone() {
        var film = desk.film("private");
        var before = read(desk.put(film, "*", THREE)).get("chapters");
        var second = before.get(1).get("id").asString();

        desk.put(
                film,
                "*",
                chapter("0", "All the rest") + ",{\"id\": \"" + second + "\", \"start\": 12, \"title\": \"Ink\","
                        + " \"description\": \"Thin\\nand even\"}");

        var after = read(desk.get(path(film))).get("chapters");
        assertThat(desk.titles(film)).isEqualTo("0.0-12.0 All the rest, 12.0-90.0 Ink");
        assertThat(after.get(1).get("id").asString()).isEqualTo(second);
        assertThat(after.get(1).get("description").asString()).isEqualTo("Thin\nand even");
        assertThat(after.get(0).get("id")).isNotEqualTo(before.get(0).get("id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1 A; 0; start",
                "0 A, 10 B, 9 C; 2; start",
                "0 A, 10 B, 10.5 C; 2; start",
                "0 A, 90 B; 1; start",
                "0 A, 1e9 B; 1; start",
                "0 A, 1e-99 B; 1; start",
                "0 A, 5  ; 1; title",
                "-1 A; 0; start"
            })
    void what_cannot_be_is_told_by_its_place(String list, int index, String field) {
        var film = desk.film("private");
        var chapters = List.of(list.split(", ")).stream()
                .map(each -> chapter(each.split(" ", 2)[0], each.contains(" ") ? each.split(" ", 2)[1] : ""))
                .toList();

        var refused = desk.put(film, "*", String.join(",", chapters));

        assertThat(code(refused)).isEqualTo("400 invalid-chapters");
        assertThat(read(refused).get("index").asInt()).isEqualTo(index);
        assertThat(read(refused).at("/fields/0/field").asString()).isEqualTo("chapters[" + index + "]." + field);
        assertThat(desk.titles(film)).isEmpty();
    }

    @Test
    void five_hundred_are_enough() {
        var film = desk.film("private");
        Films.execute(
                desk.kinora,
                "update videos set duration = 600 where id = ?::uuid",
                film.id().toString());

        assertThat(desk.put(film, "*", many(500)).statusCode()).isEqualTo(200);
        assertThat(code(desk.put(film, "*", many(501)))).isEqualTo("400 invalid-chapters");
        assertThat(code(desk.put(film, "*", chapter("0", "x".repeat(256))))).isEqualTo("400 invalid-chapters");
    }

    private static String many(int count) {
        var all = new java.util.ArrayList<String>();
        for (int i = 0; i < count; i++) {
            all.add(chapter(Integer.toString(i), "Number " + i));
        }
        return String.join(",", all);
    }

    @Test
    void no_version_is_asked_for_and_an_old_one_is_told_what_they_are_now() {
        var film = desk.film("private");
        var old = etag(desk.get(path(film)));
        desk.put(film, old, THREE);

        var none = desk.call("PUT", path(film), desk.adas, "{\"chapters\": []}", "Content-Type", "application/json");
        var late = desk.put(film, old, chapter("0", "Mine"));

        assertThat(none.statusCode()).isEqualTo(428);
        assertThat(code(late)).isEqualTo("412 changed-meanwhile");
        assertThat(read(late).at("/now/chapters/0/title").asString()).isEqualTo("Setting");
        assertThat(read(late).get("etag").asString()).isEqualTo(etag(desk.get(path(film))));
        assertThat(desk.call("DELETE", path(film), desk.adas, "", "If-Match", old)
                        .statusCode())
                .isEqualTo(412);
        assertThat(desk.titles(film)).contains("Pulling");
    }

    @Test
    void behind_a_proxy_that_compresses_a_version_is_still_told_from_another() {
        var film = desk.film("private");
        var old = read(desk.get(path(film))).get("updatedAt").asString();
        var weak = desk.put(film, "W/" + etag(desk.get(path(film))), THREE);
        var marked = desk.put(film, etag(weak).replaceFirst("\"$", "-gzip\""), chapter("0", "Marked"));
        var named = desk.put(film, '"' + read(marked).get("updatedAt").asString() + '"', chapter("0", "Named"));

        assertThat(List.of(weak, marked, named))
                .extracting(HttpResponse::statusCode)
                .containsOnly(200);
        assertThat(code(desk.put(film, '"' + old + '"', THREE))).isEqualTo("412 changed-meanwhile");
        assertThat(desk.titles(film)).contains("Named");
    }

    @Test
    void of_two_who_write_at_once_one_is_told_of_the_other() throws Exception {
        for (int round = 0; round < 5; round++) {
            var film = desk.film("private");
            var version = etag(desk.get(path(film)));
            try (var both = Executors.newFixedThreadPool(2)) {
                Callable<HttpResponse<String>> one =
                        () -> desk.put(film, version, chapter("0", "One") + "," + chapter("5", "More"));
                Callable<HttpResponse<String>> other =
                        () -> desk.put(film, version, chapter("0", "Other") + "," + chapter("7", "More"));

                var codes = new java.util.ArrayList<Integer>();
                for (var each : both.invokeAll(List.of(one, other))) {
                    codes.add(each.get().statusCode());
                }
                assertThat(codes).containsExactlyInAnyOrder(200, 412);
            }
            assertThat(desk.titles(film).split(", ")).hasSize(2);
        }
    }

    @Test
    void they_are_removed_and_nobody_else_does_any_of_it() {
        var film = desk.film("public");
        desk.put(film, "*", THREE);

        for (var call : List.of("PUT", "DELETE")) {
            var body = call.equals("PUT") ? "{\"chapters\": []}" : "";
            assertThat(code(desk.call(
                            call, path(film), desk.mals, body, "Content-Type", "application/json", "If-Match", "*")))
                    .isEqualTo("403 not-yours");
        }
        assertThat(code(desk.call("POST", path(film) + "/generate", desk.mals, "")))
                .isEqualTo("403 not-yours");
        assertThat(code(desk.call("GET", path(film) + "/proposals", desk.mals, "")))
                .isEqualTo("403 not-yours");
        assertThat(desk.titles(film)).contains("Pulling");

        var removed = desk.call("DELETE", path(film), desk.adas, "", "If-Match", etag(desk.get(path(film))));

        assertThat(removed.statusCode()).as(removed.body()).isEqualTo(204);
        assertThat(desk.titles(film)).isEmpty();
        assertThat(read(desk.get(path(film))).get("edited").asBoolean()).isTrue();
    }

    @Test
    void of_a_film_that_is_not_to_be_seen_nothing_is_said() {
        var film = desk.film("private");
        desk.put(film, "*", THREE);

        for (var part : List.of("", "/vtt", "/txt", "/proposals")) {
            assertThat(code(desk.call("GET", path(film) + part, desk.mals, ""))).isEqualTo("404 video-not-found");
        }
        assertThat(desk.kinora.get("/media/" + film.uid() + "/chapters.vtt").statusCode())
                .isIn(401, 403, 404);
    }

    @Test
    void a_change_stands_in_the_history_of_the_film_and_is_told_to_webhooks() {
        var film = desk.film("public");
        Films.execute(
                desk.kinora,
                "insert into webhooks (user_id, url, secret_encrypted) values (?::uuid, 'https://example.org/hook', '\\x01')",
                desk.ada.id().toString());

        desk.put(film, "*", THREE);

        assertThat(desk.get("/api/v1/videos/" + film.id() + "/history").body()).contains("chapters.written");
        assertThat(desk.rows("select payload ->> 'videoId' from webhook_deliveries where event = 'video.chapters'"))
                .containsExactly(film.id().toString());
        assertThat(desk.rows("select new_values ->> 'title' from audit_logs where action = 'chapter.created'"))
                .contains("Setting");
    }

    @Test
    void nothing_is_proposed_any_more_of_words_that_were_deleted() {
        var film = desk.film("private");
        desk.says(film, ChapterDesk.TALK);
        desk.work(film);
        assertThat(read(desk.get(path(film))).get("madeFrom").asString()).isEqualTo("transcript");

        var deleted = desk.call("DELETE", "/api/v1/videos/" + film.id() + "/captions/en", desk.adas, "");
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
        desk.work(film);

        assertThat(desk.get(path(film) + "/proposals").body()).doesNotContain("\"transcript\"");
        assertThat(desk.titles(film)).isEmpty();
    }
}
