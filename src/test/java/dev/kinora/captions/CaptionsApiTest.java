package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Captions over the API: sent, listed, taken, changed and deleted, by their owner alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptionsApiTest {
    private static final String GERMAN =
            "1\n00:00:01,000 --> 00:00:03,000\nIhr nehmt das Papier und legt es auf die Presse,\n\n"
                    + "2\n00:00:03,000 --> 00:00:05,000\nund dann zieht ihr am Griff, aber nicht für lange.\n";
    private static final String VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<i>Hello</i> & welcome\n";

    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final String adas = ada.key(ApiScope.values());
    private final String mals = People.member(kinora, "mal").key(ApiScope.values());

    @AfterAll
    void stop() {
        kinora.close();
    }

    private String film(String visibility) {
        return "/api/v1/videos/" + Films.of(ada, "A film", visibility).id() + "/captions";
    }

    private HttpResponse<String> call(String method, String path, String key, byte[] body, String... headers) {
        var all = new ArrayList<>(List.of("Authorization", "Bearer " + key));
        all.addAll(List.of(headers));
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .headers(all.toArray(String[]::new))
                .method(method, BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<String> put(String path, String file, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "text/vtt"));
        all.addAll(List.of(headers));
        return call("PUT", path, adas, file.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    private HttpResponse<String> json(String method, String path, String body, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return call(method, path, adas, body.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    private HttpResponse<String> form(String method, String path, String part, byte[] file) {
        var body = new java.io.ByteArrayOutputStream();
        body.writeBytes(("--cut\r\nContent-Disposition: form-data; name=\"file\"" + part + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        return call(method, path, adas, body.toByteArray(), "Content-Type", "multipart/form-data; boundary=cut");
    }

    private HttpResponse<String> get(String path, String key) {
        return call("GET", path, key, new byte[0]);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    void file_of_captions_is_called_as_the_film_is() {
        var film =
                "/api/v1/videos/" + Films.of(ada, "Müller: who/what?", "public").id();
        assertThat(put(film + "/captions/en", VTT).statusCode()).isEqualTo(201);

        for (var path : List.of("/captions/en/srt", "/transcript/srt")) {
            assertThat(get(film + path, mals)
                            .headers()
                            .firstValue("Content-Disposition")
                            .orElseThrow())
                    .as(path)
                    .startsWith("attachment")
                    .contains("M%C3%BCller%20who%20what.en.srt");
        }
    }

    @Test
    void they_are_sent_in_several_languages_and_taken_again_as_both_kinds_of_file() {
        var captions = film("public");

        var english = put(captions + "/EN-gb", VTT);
        var german = form(
                "PUT",
                captions + "/de",
                "; filename=\"a.srt\"\r\nContent-Type: text/plain",
                GERMAN.getBytes(Charset.forName("windows-1252")));
        var turkish = form("PUT", captions + "/tr", "", VTT.getBytes(StandardCharsets.UTF_8));

        assertThat(List.of(english.statusCode(), german.statusCode(), turkish.statusCode()))
                .containsOnly(201);
        assertThat(read(english).get("language").asString()).isEqualTo("en-GB");
        assertThat(read(get(captions, mals))
                        .get("items")
                        .valueStream()
                        .map(each -> each.get("label").asString() + " "
                                + each.get("generated").asBoolean() + " "
                                + each.get("status").asString()))
                .containsExactly("British English false ready", "Deutsch false ready", "Türkçe false ready");
        assertThat(get(captions + "/en-GB/vtt", mals).body())
                .isEqualTo("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<i>Hello</i> &amp; welcome\n");
        assertThat(get(captions + "/en-GB/srt", mals).body())
                .isEqualTo("1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Hello</i> & welcome\r\n\r\n");
        assertThat(get(captions + "/de/txt", mals).body())
                .isEqualTo(
                        "Ihr nehmt das Papier und legt es auf die Presse, und dann zieht ihr am Griff, aber nicht für lange.\n");
        assertThat(get(captions + "/en-GB/vtt", mals).headers().firstValue("Content-Type"))
                .contains("text/vtt;charset=UTF-8");
        assertThat(get(captions + "/fr", mals).statusCode()).isEqualTo(404);
    }

    @Test
    void language_that_is_not_named_is_found_out_or_asked_for() {
        var captions = film("private");

        var known = form("POST", captions, "; filename=\"a.srt\"", GERMAN.getBytes(StandardCharsets.UTF_8));
        var unknown = form("POST", captions, "; filename=\"a.vtt\"", VTT.getBytes(StandardCharsets.UTF_8));

        assertThat(known.statusCode()).as(known.body()).isEqualTo(201);
        assertThat(known.headers().firstValue("Location").orElseThrow()).endsWith("/captions/de");
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(read(unknown).get("fields").get(0).get("field").asString()).isEqualTo("language");
        var faulty = VTT + "\n00:09.000 --> 00:08.000\nBackwards\n";
        var told = form("POST", captions, "; filename=\"a.vtt\"", faulty.getBytes(StandardCharsets.UTF_8));
        assertThat(told.statusCode()).isEqualTo(422);
        assertThat(read(told).get("lines").get(0).get("line").asInt()).isEqualTo(6);
        assertThat(put(captions + "/klingon_", VTT).statusCode()).isEqualTo(422);
        assertThat(put(captions + "/k", VTT).statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded;charset=UTF-8",
                "text/plain"
            })
    void body_is_the_file_whatever_curl_calls_it(String type) {
        var captions = film("private");
        var file = (VTT + "\n00:03.000 --> 00:04.000\na=b&c=100%\n").getBytes(StandardCharsets.UTF_8);

        var kept = call("PUT", captions + "/en?label=Words", adas, file, "Content-Type", type);
        var added = call("POST", captions + "?language=fr", adas, file, "Content-Type", type);

        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
        assertThat(read(kept).get("label").asString()).isEqualTo("Words");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(get(captions + "/fr/vtt", adas).body()).contains("a=b&amp;c=100%");
    }

    @Test
    void what_cannot_be_read_is_told_by_its_line() {
        var captions = film("private");

        var some = put(captions + "/en", VTT + "\n00:09.000 --> 00:08.000\nBackwards\n");
        var none = put(captions + "/fr", "WEBVTT\n\n00:71.000 --> 00:72.000\nWrong");
        var junk = form("PUT", captions + "/fr", "", new byte[] {0, 1, 2, 3, (byte) 0xff});
        var large = call("PUT", captions + "/fr", adas, new byte[Captions.MOST_BYTES + 1], "Content-Type", "text/vtt");

        assertThat(read(some).get("leftOut").asInt()).isEqualTo(1);
        assertThat(read(some).get("faults").get(0).toString())
                .isEqualTo("{\"line\":6,\"sentence\":\"This ends before it begins.\"}");
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(read(none).get("code").asString()).isEqualTo("unreadable-captions");
        assertThat(read(none).get("lines").get(0).get("line").asInt()).isEqualTo(3);
        assertThat(junk.statusCode()).isEqualTo(422);
        assertThat(read(put(captions + "/fr", "")).get("detail").asString()).isEqualTo("This file is empty.");
        assertThat(large.statusCode()).as(large.body()).isEqualTo(413);
        assertThat(read(get(captions, adas)).get("items").size()).isEqualTo(1);
    }

    @Test
    void their_owner_alone_changes_them_and_who_does_not_see_the_film_does_not_see_them() {
        var open = film("public");
        var shut = film("private");
        put(open + "/en", VTT);
        put(shut + "/en", VTT);
        var file = VTT.getBytes(StandardCharsets.UTF_8);

        for (var path : List.of("", "/en", "/en/vtt", "/en/cues")) {
            assertThat(get(shut + path, mals).statusCode()).as(path).isEqualTo(404);
            assertThat(get(open + path, mals).statusCode()).as(path).isEqualTo(200);
            assertThat(get(shut + path, adas).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(call("PUT", shut + "/en", mals, file, "Content-Type", "text/vtt")
                        .statusCode())
                .isEqualTo(404);
        assertThat(call("PUT", open + "/en", mals, file, "Content-Type", "text/vtt")
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("DELETE", open + "/en", mals, new byte[0]).statusCode()).isEqualTo(403);
        assertThat(call(
                                "PATCH",
                                open + "/en",
                                mals,
                                "{}".getBytes(StandardCharsets.UTF_8),
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(kinora.get(open).statusCode()).isEqualTo(200);
        assertThat(call("DELETE", open + "/en", adas, new byte[0]).statusCode()).isEqualTo(204);
        assertThat(get(open + "/en", adas).statusCode()).isEqualTo(404);
    }

    @Test
    void one_is_shown_unasked_and_a_label_is_theirs_who_chose_it() {
        var captions = film("public");
        put(captions + "/en?default=true", VTT);
        put(captions + "/de?label=Deutsch%20(Studio)", VTT);

        assertThat(read(get(captions + "/en", mals)).get("default").asBoolean()).isTrue();
        json("PATCH", captions + "/de", "{\"default\": true}");
        put(captions + "/de", VTT);
        assertThat(read(get(captions + "/de", mals)).get("default").asBoolean()).isTrue();
        assertThat(read(get(captions + "/de", mals)).get("label").asString()).isEqualTo("Deutsch (Studio)");
        assertThat(read(get(captions + "/en", mals)).get("default").asBoolean()).isFalse();

        assertThat(read(json("PATCH", captions + "/en", "{\"language\": \"fr\"}"))
                        .get("label")
                        .asString())
                .isEqualTo("Français");
        assertThat(json("PATCH", captions + "/fr", "{\"language\": \"de\"}").statusCode())
                .isEqualTo(409);
        assertThat(json("PATCH", captions + "/fr", "{\"label\": \"" + "x".repeat(101) + "\"}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void what_a_machine_wrote_is_said_to_be_so_until_somebody_puts_another_in_its_place() {
        var film = Films.of(ada, "By a machine", "public");
        Films.execute(
                kinora,
                "insert into captions (video_id, language, label, origin, vtt) values (?::uuid, 'en', 'English (auto-generated)', 'generated', 'WEBVTT')",
                film.id().toString());
        var captions = "/api/v1/videos/" + film.id() + "/captions";
        assertThat(read(get(captions + "/en", mals)).get("generated").asBoolean())
                .isTrue();

        var mine = put(captions + "/en", VTT);

        assertThat(mine.statusCode()).isEqualTo(200);
        assertThat(read(mine).get("generated").asBoolean()).isFalse();
        assertThat(read(mine).get("label").asString()).isEqualTo("English");
    }

    @Test
    void who_edits_what_somebody_else_has_changed_meanwhile_is_told() {
        var captions = film("private");
        put(captions + "/en", VTT);
        var seen = get(captions + "/en/cues", adas);
        var version = seen.headers().firstValue("ETag").orElseThrow();
        assertThat(read(seen).get("cues").toString())
                .isEqualTo("[{\"start\":1000,\"end\":2000,\"settings\":\"\",\"text\":\"<i>Hello</i> & welcome\"}]");

        var one = json(
                "PUT",
                captions + "/en/cues",
                "{\"cues\": [{\"start\": 500, \"end\": 900, \"text\": \"2 < 3\"}, {\"start\": 0, \"end\": 400, \"text\": \"First\"}, {\"start\": 1, \"end\": 2, \"text\": \" \"}]}",
                "If-Match",
                version);
        var other = json("PUT", captions + "/en/cues", "{\"cues\": []}", "If-Match", version);
        var sentBack = json("PUT", captions + "/en/cues", seen.body());
        var wrong = json("PUT", captions + "/en/cues", "{\"cues\": [{\"start\": 5, \"end\": 5, \"text\": \"x\"}]}");

        assertThat(one.statusCode()).as(one.body()).isEqualTo(200);
        assertThat(other.statusCode()).isEqualTo(412);
        assertThat(sentBack.statusCode()).isEqualTo(412);
        assertThat(read(other).get("code").asString()).isEqualTo("changed-meanwhile");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(get(captions + "/en/vtt", adas).body())
                .isEqualTo(
                        "WEBVTT\n\n00:00:00.000 --> 00:00:00.400\nFirst\n\n00:00:00.500 --> 00:00:00.900\n2 &lt; 3\n");
    }
}
