package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.Moody;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands where a machine is to write captions, and what becomes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MadeCaptionsRoomTest {
    private final Moody server = new Moody();
    private final RunningKinora kinora = RunningKinora.start(
            "--kinora.jobs.background=false", "--kinora.captions.transcription.url=" + server.url("/v1"));
    private final People.Person ada = People.member(kinora, "ada");
    private final String adas = ada.key(ApiScope.values());

    MadeCaptionsRoomTest() {
        hears("Hello.");
    }

    @AfterAll
    void stop() {
        kinora.close();
        server.close();
    }

    private void hears(String words) {
        server.usually(Moody.json("{\"language\": \"english\", \"segments\": [{\"start\": 1, \"end\": 2, \"text\": \""
                + words + "\"}]}"));
    }

    private UUID film() throws FileNotFoundException {
        var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/talk.m4a")))
                .header("Authorization", "Bearer " + adas)
                .PUT(BodyPublishers.ofFile(MadeCaptionsTest.sound())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        work();
        return UUID.fromString(read(answer).get("id").asString());
    }

    private void work() {
        kinora.bean(Jobs.class).runDue();
    }

    private HttpResponse<String> call(String method, UUID film, String path, String type, String body) {
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/videos/" + film + "/captions" + path)))
                .headers("Authorization", "Bearer " + adas, "Content-Type", type)
                .method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> generate(UUID film, String language) {
        return call("POST", film, "/" + language + "/generate", "text/plain", "");
    }

    private void begin(UUID film, String language) {
        Caller.system("test")
                .as(new Viewer.User(ada.id()))
                .run(() -> kinora.bean(Captions.class).begin(film, language));
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private String states(UUID film) {
        return String.join(
                ", ",
                read(call("GET", film, "", "text/plain", ""))
                        .get("items")
                        .valueStream()
                        .map(each -> each.get("language").asString() + " "
                                + each.get("label").asString() + " "
                                + (each.get("generated").asBoolean() ? "made " : "")
                                + each.get("status").asString()
                                + (each.get("default").asBoolean() ? " shown" : ""))
                        .toList());
    }

    @Test
    void captions_that_are_only_begun_keep_no_machine_from_writing_in_their_language() throws Exception {
        var film = film();
        begin(film, "en");

        assertThat(generate(film, "en").statusCode()).isEqualTo(202);
        assertThat(states(film)).isEqualTo("en English (auto-generated) made inprogress");
        work();

        assertThat(states(film)).isEqualTo("en English (auto-generated) made ready");
        assertThat(call("GET", film, "/en/vtt", "text/plain", "").body()).contains("Hello.");
    }

    @Test
    void language_that_is_found_out_is_free_where_captions_in_it_are_only_begun_or_failed() throws Exception {
        var begun = film();
        begin(begun, "en");
        generate(begun, "auto");
        work();
        assertThat(states(begun)).isEqualTo("en English (auto-generated) made ready");

        var failed = film();
        server.usually(Moody.say(401, "application/json", "{}"));
        generate(failed, "en");
        work();
        assertThat(states(failed)).isEqualTo("en English (auto-generated) made error");
        hears("Hello.");
        generate(failed, "auto");
        work();
        assertThat(states(failed)).isEqualTo("en English (auto-generated) made ready");
    }

    @Test
    void who_has_captions_without_a_language_is_told_what_to_do_first() throws Exception {
        var film = film();
        Films.execute(
                kinora,
                "insert into captions (video_id, language, label, origin, vtt) values (?::uuid, 'und', 'Subtitles', 'embedded', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nHm')",
                film.toString());

        var refused = read(generate(film, "auto"));
        assertThat(refused.get("code").asString()).isEqualTo("captions-without-language");
        assertThat(refused.get("detail").asString()).contains("Say first which language it is, or delete them.");

        call("PATCH", film, "/und", "application/json", "{\"language\": \"fi\"}");
        assertThat(generate(film, "auto").statusCode()).isEqualTo(202);
        work();
        assertThat(states(film)).isEqualTo("en English (auto-generated) made ready, fi Suomi ready");
    }

    @Test
    void what_takes_the_place_of_others_is_called_and_shown_as_they_were() throws Exception {
        var film = film();
        generate(film, "en");
        work();
        call("PATCH", film, "/en", "application/json", "{\"label\": \"For the course\", \"default\": true}");
        hears("Anew.");

        call("POST", film, "/auto/generate?replace=true", "text/plain", "");
        work();

        assertThat(states(film)).isEqualTo("en For the course made ready shown");
        assertThat(call("GET", film, "/en/vtt", "text/plain", "").body()).contains("Anew.");
    }
}
