package dev.kinora.uploads;

import static dev.kinora.uploads.Desk.UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Films that are not whole, and such as no film can be. */
class BrokenFilesTest {
    private static RunningKinora kinora;
    private static Desk ada;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        ada = Desk.of(kinora, People.member(kinora, "ada"));
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void film_that_breaks_off_behind_its_index_is_refused_with_how_much_is_there() {
        for (var whole : List.of(Clips.mp4(), Clips.webm())) {
            var bytes = Desk.bytes(whole);

            var answer = ada.send(
                    "PUT", UPLOADS + "/" + whole.getFileName(), Arrays.copyOf(bytes, bytes.length - bytes.length / 3));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
            assertThat(ada.json(answer).get("detail").asString())
                    .contains("breaks off", bytes.length + " bytes", "Upload the whole file");
            assertThat(ada.send("PUT", UPLOADS + "/whole-" + whole.getFileName(), bytes)
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void recording_that_breaks_off_is_taken_as_far_as_it_goes() {
        var bytes = Desk.bytes(Clips.made(
                "in-fragments.mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=30:duration=4",
                "-c:v",
                "libx264",
                "-g",
                "30",
                "-movflags",
                "+frag_keyframe+empty_moov"));

        var answer = ada.send("PUT", UPLOADS + "/recording.mp4", Arrays.copyOf(bytes, bytes.length * 2 / 3));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void dimensions_and_lengths_that_no_film_has_are_refused_each_with_its_own_sentence() {
        assertRefusedAs(
                Clips.made("tall.mkv", "-f", "lavfi", "-i", "color=s=32x18000:r=5:d=1", "-c:v", "ffv1"), "32 × 18000");
        assertRefusedAs(
                Clips.made("blink.mkv", "-f", "lavfi", "-i", "color=s=32x32:r=50:d=0.04", "-c:v", "ffv1"),
                "shorter than a tenth of a second");
        assertRefusedAs(
                Clips.made("weeks.mkv", "-f", "lavfi", "-i", "color=s=32x32:r=1/300000:d=900000", "-c:v", "ffv1"),
                "longer than a week");
    }

    @Test
    void text_that_comes_in_small_pieces_is_refused_as_soon_as_enough_of_it_has_come() {
        var lin = Desk.of(kinora, People.member(kinora, "lin"));
        var text = "This is no film at all. ".repeat(1000).getBytes(StandardCharsets.UTF_8);
        var before = lin.usage();
        var upload = lin.begin(text.length);

        var answers = inPieces(lin, upload, text, 1500);

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(204, 204, 415);
        assertThat(lin.json(answers.getLast()).get("detail").asString()).contains("it is a text");
        assertThat(lin.usage()).isEqualTo(before);
        assertThat(lin.head(upload).statusCode()).isEqualTo(404);
        assertThat(videos(lin)).isEqualTo("0");
    }

    @Test
    void short_text_in_pieces_is_refused_with_its_last_byte() {
        var mal = Desk.of(kinora, People.member(kinora, "mal"));
        var text = "This is no film either.".getBytes(StandardCharsets.UTF_8);

        var answers = inPieces(mal, mal.begin(text.length), text, 10);

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(204, 204, 415);
        assertThat(videos(mal)).isEqualTo("0");
    }

    @Test
    void short_text_whose_length_is_told_at_the_end_is_refused_then() {
        var tom = Desk.of(kinora, People.member(kinora, "tom"));
        var text = "This is no film either.".getBytes(StandardCharsets.UTF_8);
        var upload = tom.tus("POST", "/api/v1/uploads", new byte[0], "Upload-Defer-Length", "1")
                .headers()
                .firstValue("Location")
                .orElseThrow();

        var sent = tom.patch(upload, 0, text);
        var ended = tom.patch(upload, text.length, new byte[0], "Upload-Length", Integer.toString(text.length));

        assertThat(sent.statusCode()).isEqualTo(204);
        assertThat(ended.statusCode()).as(ended.body()).isEqualTo(415);
        assertThat(videos(tom)).isEqualTo("0");
    }

    @Test
    void film_that_comes_in_small_pieces_and_part_of_a_whole_that_is_no_film_are_taken() {
        var film = Arrays.copyOf(Desk.bytes(Clips.mp4()), 10_000);
        var text = "This is no film, but a part of one. ".repeat(200).getBytes(StandardCharsets.UTF_8);

        assertThat(inPieces(ada, ada.begin(20_000), film, 999))
                .extracting(HttpResponse::statusCode)
                .containsOnly(204);
        assertThat(inPieces(ada, ada.begin(text.length, "Upload-Concat", "partial"), text, 999))
                .extracting(HttpResponse::statusCode)
                .containsOnly(204);
    }

    /** Until one is refused. */
    private static List<HttpResponse<String>> inPieces(Desk desk, String upload, byte[] bytes, int size) {
        var answers = new ArrayList<HttpResponse<String>>();
        for (var from = 0; from < bytes.length; from += size) {
            answers.add(desk.patch(upload, from, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size))));
            if (answers.getLast().statusCode() != 204) {
                break;
            }
        }
        return answers;
    }

    private static String videos(Desk desk) {
        return desk.row(
                "select count(*) from videos where user_id = ?", desk.person().id());
    }

    private static void assertRefusedAs(Path file, String sentence) {
        var answer = ada.send("PUT", UPLOADS + "/" + file.getFileName(), Desk.bytes(file));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
        assertThat(ada.json(answer).get("detail").asString()).contains(sentence);
    }
}
