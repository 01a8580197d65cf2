package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Moody;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Several people who have films listened to at the same time. */
class CaptionTurnsTest {
    private static final Pattern LANGUAGE = Pattern.compile("name=\"language\"\\s+(\\w+)");

    @Test
    void whoever_asks_for_much_does_not_keep_the_others_waiting_for_all_of_it() throws Exception {
        try (var server = new Moody();
                var kinora = RunningKinora.start(
                        "--kinora.jobs.background=false", "--kinora.captions.transcription.url=" + server.url("/v1"))) {
            server.usually(Moody.json("{\"segments\": [{\"start\": 1, \"end\": 2, \"text\": \"Ja.\"}]}"));
            var ada = "Bearer " + People.member(kinora, "ada").key(ApiScope.values());
            var lin = "Bearer " + People.member(kinora, "lin").key(ApiScope.values());
            var adas = film(kinora, ada);
            var lins = film(kinora, lin);

            generate(kinora, ada, adas, "en");
            generate(kinora, ada, adas, "de");
            generate(kinora, ada, adas, "es");
            generate(kinora, lin, lins, "fr");
            kinora.bean(Jobs.class).runDue();

            // Ada's first and lin's are listened to side by side.
            var languages =
                    server.asked().stream().map(CaptionTurnsTest::language).toList();
            assertThat(languages.subList(0, 2)).containsExactlyInAnyOrder("en", "fr");
            assertThat(languages.subList(2, languages.size())).containsExactly("de", "es");
        }
    }

    private static String film(RunningKinora kinora, String who) throws FileNotFoundException {
        var film = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/talk.m4a")))
                .header("Authorization", who)
                .PUT(BodyPublishers.ofFile(MadeCaptionsTest.sound())));
        kinora.bean(Jobs.class).runDue();
        return JsonMapper.shared().readTree(film.body()).get("id").asString();
    }

    private static void generate(RunningKinora kinora, String who, String film, String language) {
        assertThat(kinora.post(
                                "/api/v1/videos/" + film + "/captions/" + language + "/generate",
                                "",
                                "Authorization",
                                who)
                        .statusCode())
                .isEqualTo(202);
    }

    private static String language(Moody.Request request) {
        var named = LANGUAGE.matcher(request.body());
        return named.find() ? named.group(1) : "none";
    }
}
