package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
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
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Captions that a transcription server writes of films that are really there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MadeCaptionsTest {
    private static final String VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nMine\n";
    private static final String SEGMENT =
            "{\"language\": \"%s\", \"segments\": [{\"start\": 1.0, \"end\": 2.5, \"text\": \" Piece %d.\"}]}";

    private final Moody server = new Moody();
    private final RunningKinora kinora = RunningKinora.start(
            "--kinora.jobs.background=false",
            "--kinora.captions.transcription.url=" + server.url("/v1"),
            "--kinora.captions.transcription.key=secret",
            "--kinora.captions.transcription.piece=10s");
    private final People.Person ada = People.member(kinora, "ada");
    private final String adas = ada.key(ApiScope.values());
    private final String mals = People.member(kinora, "mal").key(ApiScope.values());
    private final AtomicInteger pieces = new AtomicInteger();

    @AfterAll
    void stop() {
        kinora.close();
        server.close();
    }

    @BeforeEach
    void hears() {
        hears("english");
    }

    private void hears(String language) {
        pieces.set(0);
        server.usually((exchange, it) -> Moody.json(SEGMENT.formatted(language, pieces.incrementAndGet()))
                .answer(exchange, it));
    }

    /** Twenty-five seconds of a tone that pauses for a second after each eight. */
    static Path sound() {
        return Clips.made(
                "tone-with-pauses.m4a",
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='if(lt(mod(t,9),8),0.3*sin(2*PI*300*t),0)':d=25:s=48000",
                "-c:a",
                "aac");
    }

    private String film() throws FileNotFoundException {
        var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/talk.m4a")))
                .header("Authorization", "Bearer " + adas)
                .PUT(BodyPublishers.ofFile(sound())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        work();
        return "/api/v1/videos/" + read(answer).get("id").asString();
    }

    private void work() {
        kinora.bean(Jobs.class).runDue();
    }

    private HttpResponse<String> call(String method, String path, String key, String body) {
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .headers("Authorization", "Bearer " + key, "Content-Type", "text/vtt")
                .method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> generate(String film, String language) {
        return call("POST", film + "/captions/" + language + "/generate", adas, "");
    }

    private String states(String film) {
        return String.join(
                ", ",
                read(call("GET", film + "/captions", adas, ""))
                        .get("items")
                        .valueStream()
                        .map(each -> each.get("language").asString() + " "
                                + each.get("label").asString() + " "
                                + each.get("generated").asBoolean() + " "
                                + each.get("status").asString())
                        .toList());
    }

    private JsonNode job(HttpResponse<String> asked) {
        return read(call("GET", "/api/v1/jobs/" + read(asked).get("jobId").asString(), adas, ""));
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    void film_is_heard_in_pieces_that_end_where_it_is_quiet_and_its_language_found_out() throws Exception {
        var film = film();

        var asked = generate(film, "auto");

        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        assertThat(states(film)).isEqualTo("und Captions (auto-generated) true inprogress");
        assertThat(read(generate(film, "auto")).get("jobId"))
                .isEqualTo(read(asked).get("jobId"));

        work();

        assertThat(states(film)).isEqualTo("en English (auto-generated) true ready");
        var cues = read(call("GET", film + "/captions/en/cues", adas, "")).get("cues");
        assertThat(cues.valueStream().map(each -> each.get("text").asString()))
                .containsExactly("Piece 1.", "Piece 2.", "Piece 3.");
        assertThat(cues.get(0).get("start").asInt()).isEqualTo(1_000);
        assertThat(cues.get(1).get("start").asInt()).isBetween(9_000, 10_000);
        assertThat(cues.get(2).get("start").asInt()).isBetween(18_000, 19_000);
        assertThat(read(call("GET", film + "/transcript", adas, ""))
                        .get("segments")
                        .size())
                .isEqualTo(3);
        assertThat(job(asked).toString()).contains("transcription server, whisper-1");
        assertThat(server.asked()).hasSize(3).allSatisfy(request -> {
            assertThat(request.path()).isEqualTo("/v1/audio/transcriptions");
            assertThat(request.authorization()).isEqualTo("Bearer secret");
            assertThat(request.body()).contains("verbose_json", "WAVEfmt").doesNotContain("name=\"language\"");
            assertThat(request.body().length()).isLessThan(330_000);
        });
    }

    @Test
    void language_that_is_named_is_told_to_the_server() throws Exception {
        var film = film();

        generate(film, "pt-BR");
        work();

        assertThat(states(film)).startsWith("pt-BR Português (Brasil) (auto-generated) true ready");
        assertThat(server.asked().getFirst().body()).contains("name=\"language\"\r\n\r\npt\r\n");
    }

    @Test
    void what_people_wrote_is_never_written_over() throws Exception {
        var film = film();
        call("PUT", film + "/captions/en", adas, VTT);

        assertThat(read(generate(film, "en")).get("code").asString()).isEqualTo("captions-by-a-person");
        var replacing = call("POST", film + "/captions/en/generate?replace=true", adas, "");
        assertThat(replacing.statusCode()).isEqualTo(409);
        var found = call("POST", film + "/captions/auto/generate?replace=true", adas, "");
        work();

        assertThat(states(film)).contains("en English false ready", "und Captions (auto-generated) true error");
        assertThat(job(found).toString()).contains("captions-there");
        assertThat(call("GET", film + "/captions/en/vtt", adas, "").body()).contains("Mine");
    }

    @Test
    void what_a_machine_wrote_is_written_anew_when_asked_and_stays_until_then() throws Exception {
        var film = film();
        generate(film, "en");
        work();
        pieces.set(6);

        assertThat(read(generate(film, "en")).get("code").asString()).isEqualTo("captions-made-already");
        assertThat(call("POST", film + "/captions/en/generate?replace=true", adas, "")
                        .statusCode())
                .isEqualTo(202);
        assertThat(call("GET", film + "/captions/en/vtt", adas, "").body()).contains("Piece 1.");
        work();
        assertThat(call("GET", film + "/captions/en/vtt", adas, "").body())
                .contains("Piece 7.")
                .doesNotContain("Piece 1.");

        server.usually(Moody.say(401, "application/json", "{}"));
        call("POST", film + "/captions/en/generate?replace=true", adas, "");
        work();
        assertThat(states(film)).isEqualTo("en English (auto-generated) true ready");
    }

    @Test
    void failure_is_told_in_a_sentence_and_tried_again_when_asked() throws Exception {
        var film = film();
        server.usually(Moody.say(401, "application/json", "{\"error\": \"secret\"}"));

        var asked = generate(film, "en");
        work();

        assertThat(states(film)).isEqualTo("en English (auto-generated) true error");
        assertThat(job(asked).toString())
                .contains("transcription-refused", "does not take the key")
                .doesNotContain("secret", "127.0.0.1");

        hears("english");
        assertThat(generate(film, "en").statusCode()).isEqualTo(202);
        work();
        assertThat(states(film)).isEqualTo("en English (auto-generated) true ready");
    }

    @Test
    void who_has_too_much_to_do_is_asked_later_and_nothing_is_said_to_have_failed() throws Exception {
        var film = film();
        server.usually(Moody.busy("3600"));

        var asked = generate(film, "en");
        work();

        assertThat(states(film)).isEqualTo("en English (auto-generated) true inprogress");
        assertThat(job(asked).toString()).contains("scheduled", "transcription-busy");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void what_is_deleted_or_written_by_somebody_meanwhile_is_left_alone() throws Exception {
        var gone = film();
        server.usually((exchange, it) -> {
            call("DELETE", gone + "/captions/en", adas, "");
            Moody.json(SEGMENT.formatted("english", 1)).answer(exchange, it);
        });
        generate(gone, "en");
        work();
        assertThat(states(gone)).isEmpty();

        var written = film();
        server.usually((exchange, it) -> {
            call("PUT", written + "/captions/en", adas, VTT);
            Moody.json(SEGMENT.formatted("english", 1)).answer(exchange, it);
        });
        generate(written, "en");
        work();
        assertThat(states(written)).isEqualTo("en English false ready");
        assertThat(call("GET", written + "/captions/en/vtt", adas, "").body()).contains("Mine");
    }

    @Test
    void job_that_is_cancelled_leaves_nothing_waiting() throws Exception {
        var film = film();
        var job = read(generate(film, "en")).get("jobId").asString();
        assertThat(call("POST", "/api/v1/jobs/" + job + "/cancellation", adas, "")
                        .statusCode())
                .isLessThan(300);
        work();

        assertThat(states(film)).isEqualTo("en English (auto-generated) true error");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void nothing_is_made_of_what_is_not_ready_has_no_sound_or_is_somebody_elses() throws Exception {
        var film = film();
        var silent = Films.playable(kinora, Films.of(ada, "Silent", "public"), 64, 36);

        assertThat(call("POST", film + "/captions/en/generate", mals, "").statusCode())
                .isEqualTo(404);
        assertThat(call("POST", "/api/v1/videos/" + silent.id() + "/captions/en/generate", mals, "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(read(generate("/api/v1/videos/" + silent.id(), "en"))
                        .get("code")
                        .asString())
                .isEqualTo("no-sound");
        assertThat(generate(film, "klingon_").statusCode()).isEqualTo(422);
    }

    @Test
    void captions_that_came_another_way_get_their_transcript() throws Exception {
        var film = film();
        Films.execute(
                kinora,
                "insert into captions (video_id, language, label, origin, vtt) values (?::uuid, 'en', 'English', 'uploaded', ?)",
                film.substring(film.lastIndexOf('/') + 1),
                VTT);
        assertThat(call("GET", film + "/transcript", adas, "").statusCode()).isEqualTo(404);

        Caller.system("test").run(() -> kinora.bean(Jobs.class).enqueue(new CaptionWork.CutTranscripts()));
        work();

        assertThat(call("GET", film + "/transcript", adas, "").body()).contains("Mine");
    }
}
