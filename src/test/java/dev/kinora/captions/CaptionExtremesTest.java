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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Captions that nobody means: nothing of them is lost without a word, and they hold nobody up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptionExtremesTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final String key = ada.key(ApiScope.values());
    private final String cues =
            "/api/v1/videos/" + Films.of(ada, "A film", "private").id() + "/captions/en/cues";

    @AfterAll
    void stop() {
        kinora.close();
    }

    private HttpResponse<String> put(String body) {
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(cues)))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(byte[] file, String type) {
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(cues.replace("/cues", ""))))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofByteArray(file)));
    }

    private String sent(byte[] file, String type) {
        var answer = send(file, type);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return text();
    }

    @Test
    void encoding_that_is_named_is_believed_unless_the_bytes_can_only_be_unicode() {
        var vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\n\u010d\u00e9\n";

        assertThat(sent(vtt.getBytes(Charset.forName("ISO-8859-2")), "text/vtt; charset=ISO-8859-2"))
                .isEqualTo("\u010d\u00e9");
        assertThat(sent(vtt.getBytes(StandardCharsets.UTF_8), "text/vtt; charset=ISO-8859-1"))
                .isEqualTo("\u010d\u00e9");
    }

    /** A letter of Thai is a byte there, and three of what is kept. */
    private static byte[] thai(int cues) {
        var file = new StringBuilder("WEBVTT\n");
        for (int i = 0; i < cues; i++) {
            file.append("\n00:00.000 --> 00:01.000\n")
                    .append("\u0e17\u0e35\u0e48\u0e41\u0e25\u0e30\u0e44\u0e21\u0e48 ".repeat(400))
                    .append('\n');
        }
        return file.toString().getBytes(Charset.forName("windows-874"));
    }

    @Test
    void file_that_grows_when_it_is_written_is_refused_as_too_large_and_kept_up_to_there() {
        assertThat(put(one("Stays")).statusCode()).isEqualTo(200);
        var large = thai(1_650);
        assertThat(large.length).isLessThan(Captions.MOST_BYTES);

        for (var type : new String[] {"text/vtt", "text/vtt; charset=windows-874"}) {
            var refused = send(large, type);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(413);
            assertThat(refused.body()).contains("captions-too-large", "16 MB");
            assertThat(text()).isEqualTo("Stays");
        }
        assertThat(sent(thai(1_400), "text/vtt; charset=windows-874")).hasSize(3_999);
    }

    private static String one(String text) {
        return "{\"cues\":[{\"start\":0,\"end\":1000,\"text\":\"" + text + "\"}]}";
    }

    private String text() {
        var answer = kinora.get(cues, "Authorization", "Bearer " + key);
        return JsonMapper.shared()
                .readTree(answer.body())
                .get("cues")
                .get(0)
                .get("text")
                .asString();
    }

    @Test
    void a_long_caption_is_kept_whole_or_refused() {
        assertThat(put(one("&".repeat(4000))).statusCode()).isEqualTo(200);
        assertThat(text()).isEqualTo("&".repeat(4000));

        var tooLong = put(one("a".repeat(5001)));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("5000 characters");
        assertThat(text()).hasSize(4000);
    }

    @Test
    void what_says_nothing_of_captions_does_not_remove_them() {
        assertThat(put(one("Stays")).statusCode()).isEqualTo(200);

        for (var body : new String[] {
            "{}",
            "{\"cues\":[{\"start\":0.7,\"end\":1000,\"text\":\"Cut off\"}]}",
            "{\"cues\":null}",
            "{\"cues\":[null]}",
            "{\"cues\":[{\"begin\":1}]}"
        }) {
            var answer = put(body);
            assertThat(answer.statusCode()).as(body + answer.body()).isIn(400, 422);
        }
        assertThat(text()).isEqualTo("Stays");
    }

    @Test
    void more_than_anybody_means_is_refused_before_it_is_read() {
        assertThat(put(one("Stays")).statusCode()).isEqualTo(200);

        var answer = put(one("a".repeat(17 << 20)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("body-too-large").contains("16 MB");
        assertThat(text()).isEqualTo("Stays");
    }

    @Test
    void marks_within_marks_leave_their_words() {
        for (var nested : new String[] {
            "<b>".repeat(1600), "<".repeat(2000) + "b>".repeat(1400), "{\\".repeat(1600) + "}".repeat(1600)
        }) {
            var clean = CaptionText.clean(nested + "deep");

            assertThat(CaptionText.plain(clean)).contains("deep");
            assertThat(CaptionText.clean(clean)).isEqualTo(clean);
        }
    }

    /** Gone through from each of its signs, a line of two million would take longer than anybody waits. */
    @Test
    void long_runs_of_dashes_are_gone_through_once() {
        var dashes = "-".repeat(2_000_000) + "x";
        assertThat(CaptionText.subRip(dashes)).isEqualTo(dashes);
        assertThat(CaptionText.subRip("-".repeat(2_000_000) + ">")).isEqualTo("\u2192");

        var voice = "- ".repeat(1_000_000);
        assertThat(CaptionText.clean("<v " + voice + "x>Hello")).isEqualTo("<v " + voice + "x>Hello</v>");
        assertThat(CaptionText.clean("<v Ada " + voice + ">Hello")).isEqualTo("<v Ada>Hello</v>");
    }
}
