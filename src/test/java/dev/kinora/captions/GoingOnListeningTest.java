package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Db;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Captions of three pieces, of which a machine has heard some when it is stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoingOnListeningTest {
    private final Moody server = new Moody();
    private final RunningKinora kinora = RunningKinora.start(
            "--kinora.jobs.background=false",
            "--kinora.captions.transcription.url=" + server.url("/v1"),
            "--kinora.captions.transcription.piece=10s");
    private final String adas = People.member(kinora, "ada").key(ApiScope.values());

    @AfterAll
    void stop() {
        kinora.close();
        server.close();
    }

    private static Moody.Doing says(String text) {
        return Moody.json("{\"language\": \"english\", \"segments\": [{\"start\": 1.0, \"end\": 2.5, \"text\": \""
                + text + "\"}]}");
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .headers("Authorization", "Bearer " + adas, "Content-Type", "text/vtt")
                .method(method, BodyPublishers.ofString(body)));
    }

    private String film() throws FileNotFoundException {
        var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/talk.m4a")))
                .header("Authorization", "Bearer " + adas)
                .PUT(BodyPublishers.ofFile(MadeCaptionsTest.sound())));
        kinora.bean(Jobs.class).runDue();
        return "/api/v1/videos/"
                + JsonMapper.shared().readTree(answer.body()).get("id").asString();
    }

    private String generated(String film, String language) {
        assertThat(call("POST", film + "/captions/" + language + "/generate", "")
                        .statusCode())
                .isEqualTo(202);
        kinora.bean(Jobs.class).runDue();
        return call("GET", film + "/captions/en/txt", "").body();
    }

    private void afterOnePiece(String film, String language) {
        server.usually(Moody.say(401, "application/json", "{}"));
        server.then(says("One."));
        generated(film, language);
        assertThat(server.asked()).hasSize(2);
        assertThat(pieces(film)).isEqualTo(1);
    }

    private int pieces(String film) {
        return kinora.bean(Db.class)
                .glance(sql -> sql.fetchCount(sql.selectOne()
                        .from("heard_pieces h join captions c on c.id = h.caption_id")
                        .where("c.video_id = ?::uuid", film.substring(film.lastIndexOf('/') + 1))));
    }

    @Test
    void what_was_heard_is_not_listened_to_again() throws Exception {
        var film = film();
        afterOnePiece(film, "auto");

        server.usually(Moody.say(500, "text/html", ""));
        server.then(says("Two."), says("Three."));

        assertThat(generated(film, "auto")).contains("One.", "Two.", "Three.");
        assertThat(server.asked()).hasSize(2);
        assertThat(pieces(film)).isZero();
        assertThat(call("GET", film + "/captions/en/cues", "").body())
                .containsSubsequence("\"start\":1000,", "\"start\":9", "\"start\":18");
    }

    @Test
    void another_language_is_listened_to_from_the_beginning() throws Exception {
        var film = film();
        afterOnePiece(film, "auto");
        Films.execute(
                kinora,
                "update captions set language = 'en' where video_id = ?::uuid",
                film.substring(film.lastIndexOf('/') + 1));

        server.usually(says("Anew."));

        assertThat(generated(film, "en")).contains("Anew.").doesNotContain("One.");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void another_machine_listens_from_the_beginning() throws Exception {
        var film = film();
        afterOnePiece(film, "en");
        Films.execute(kinora, "update heard_pieces set engine = 'another, older model'");

        server.usually(says("Anew."));

        assertThat(generated(film, "en")).contains("Anew.").doesNotContain("One.");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void language_that_is_taken_is_found_out_before_all_of_it_is_heard() throws Exception {
        var film = film();
        call("PUT", film + "/captions/en", "WEBVTT\n\n00:01.000 --> 00:02.000\nMine\n");
        server.usually(says("A sentence that goes on and on. ".repeat(10)));

        assertThat(generated(film, "auto")).contains("Mine");

        assertThat(server.asked()).hasSize(1);
        assertThat(call("GET", film + "/captions", "").body()).contains("\"error\"");
    }
}
