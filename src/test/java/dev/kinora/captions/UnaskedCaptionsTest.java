package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Moody;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Where the operator wants captions of every new film. */
class UnaskedCaptionsTest {
    @Test
    void every_new_film_without_captions_gets_some() throws Exception {
        try (var server = new Moody();
                var kinora = RunningKinora.start(
                        "--kinora.jobs.background=false",
                        "--kinora.captions.automatic=on",
                        "--kinora.captions.transcription.url=" + server.url("/v1"))) {
            server.usually(Moody.json(
                    "{\"language\": \"de\", \"segments\": [{\"start\": 1, \"end\": 2, \"text\": \"Ja.\"}]}"));
            var ada = "Bearer " + People.member(kinora, "ada").key(ApiScope.values());

            var film = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/talk.m4a")))
                    .header("Authorization", ada)
                    .PUT(BodyPublishers.ofFile(MadeCaptionsTest.sound())));
            kinora.bean(Jobs.class).runDue();

            var id = JsonMapper.shared().readTree(film.body()).get("id").asString();
            assertThat(kinora.get("/api/v1/videos/" + id + "/captions/de/vtt", "Authorization", ada)
                            .body())
                    .contains("Ja.");
            assertThat(server.asked()).hasSize(1);
        }
    }
}
