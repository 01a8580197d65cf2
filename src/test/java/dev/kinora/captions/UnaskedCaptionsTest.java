package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Moody;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Where the operator wants captions of every new film. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnaskedCaptionsTest {
    private final Moody server = new Moody();
    private final RunningKinora kinora = RunningKinora.start(
            "--kinora.jobs.background=false",
            "--kinora.captions.automatic=on",
            "--kinora.captions.transcription.url=" + server.url("/v1"));
    private final String ada = "Bearer " + People.member(kinora, "ada").key(ApiScope.values());

    UnaskedCaptionsTest() {
        server.usually(
                Moody.json("{\"language\": \"de\", \"segments\": [{\"start\": 1, \"end\": 2, \"text\": \"Ja.\"}]}"));
    }

    @AfterAll
    void stop() {
        kinora.close();
        server.close();
    }

    private HttpResponse<String> call(String method, String path, BodyPublisher body) {
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1" + path)))
                .header("Authorization", ada)
                .method(method, body));
    }

    private void work() {
        kinora.bean(Jobs.class).runDue();
    }

    private String film() throws FileNotFoundException {
        var film = call("PUT", "/uploads/talk.m4a", BodyPublishers.ofFile(MadeCaptionsTest.sound()));
        work();
        return "/videos/" + JsonMapper.shared().readTree(film.body()).get("id").asString();
    }

    @Test
    void every_new_film_without_captions_gets_some() throws Exception {
        var before = server.asked().size();

        var film = film();

        assertThat(call("GET", film + "/captions/de/vtt", BodyPublishers.noBody())
                        .body())
                .contains("Ja.");
        assertThat(server.asked()).hasSize(before + 1);
    }

    @Test
    void those_that_its_owner_deleted_come_back_with_another_file_alone() throws Exception {
        var film = film();
        assertThat(call("DELETE", film + "/captions/de", BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(204);
        var before = server.asked().size();

        assertThat(call("POST", film + "/processing", BodyPublishers.noBody()).statusCode())
                .isEqualTo(202);
        work();
        assertThat(call("GET", film + "/captions/de", BodyPublishers.noBody()).statusCode())
                .isEqualTo(404);
        assertThat(server.asked()).hasSize(before);

        var other = Clips.made(
                "tone-of-another-film.m4a", "-f", "lavfi", "-i", "sine=frequency=300:duration=10", "-c:a", "aac");
        assertThat(call("PUT", film + "/file?filename=other.m4a", BodyPublishers.ofFile(other))
                        .statusCode())
                .isEqualTo(202);
        work();
        assertThat(call("GET", film + "/captions/de", BodyPublishers.noBody()).statusCode())
                .isEqualTo(200);
        assertThat(server.asked()).hasSize(before + 1);
    }
}
