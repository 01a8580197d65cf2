package dev.kinora.uploads;

import static dev.kinora.uploads.Desk.UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tus refuses, each with its status and nothing changed. */
class TusRefusalsTest {
    private static final byte[] NOTHING = new byte[0];

    private static RunningKinora kinora;
    private static Desk ada;
    private static Desk mal;
    private static byte[] film;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        ada = Desk.of(kinora, People.member(kinora, "ada"));
        mal = Desk.of(kinora, People.member(kinora, "mal"));
        film = Desk.bytes(Clips.mp4());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "abc", "", " ", "0x10", "+5"})
    void length_that_is_no_number_is_refused(String length) {
        assertThat(ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", length).statusCode())
                .isEqualTo(400);
    }

    @Test
    void creation_without_or_with_two_kinds_of_length_is_refused() {
        assertThat(ada.tus("POST", UPLOADS, NOTHING).statusCode()).isEqualTo(400);
        assertThat(ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", "5", "Upload-Defer-Length", "1")
                        .statusCode())
                .isEqualTo(400);
        assertThat(ada.tus("POST", UPLOADS, NOTHING, "Upload-Defer-Length", "2").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"137438953473", "9223372036854775807", "99999999999999999999"})
    void length_beyond_what_may_be_sent_is_told_as_too_large(String length) {
        assertThat(ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", length).statusCode())
                .isEqualTo(413);
    }

    @Test
    void creation_with_bytes_of_another_type_is_refused() {
        assertThat(ada.tus(
                                "POST",
                                UPLOADS,
                                film,
                                "Upload-Length",
                                Integer.toString(film.length),
                                "Content-Type",
                                "video/mp4")
                        .statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name !!!", "name YQ==,name YQ==", ","})
    void metadata_that_is_none_is_refused(String metadata) {
        assertThat(ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", "5", "Upload-Metadata", metadata)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void creation_whose_bytes_are_refused_leaves_nothing_behind() {
        var tom = Desk.of(kinora, People.member(kinora, "tom"));
        var part = tom.tus("POST", UPLOADS, NOTHING, "Upload-Length", "0", "Upload-Concat", "partial")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        var octets = "application/offset+octet-stream";
        var length = Integer.toString(film.length);

        var differs = tom.tus(
                "POST",
                UPLOADS,
                film,
                "Upload-Length",
                length,
                "Content-Type",
                octets,
                "Upload-Checksum",
                "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        var tooMuch = tom.tus("POST", UPLOADS, film, "Upload-Length", "5000", "Content-Type", octets);
        var whole = tom.tus("POST", UPLOADS, film, "Upload-Concat", "final;" + part, "Content-Type", octets);

        assertThat(differs.statusCode()).isEqualTo(460);
        assertThat(differs.headers().firstValue("Location")).isEmpty();
        assertThat(tooMuch.statusCode()).isEqualTo(413);
        assertThat(whole.statusCode()).isEqualTo(403);
        assertThat(tom.usage()).isEqualTo("0 0");
        assertThat(tom.row(
                        "select count(*) from uploads where user_id = ? and concatenation ->> 'partial' is null and video_id is not null",
                        tom.person().id()))
                .isEqualTo("0");
    }

    @Test
    void whole_whose_first_part_is_no_film_is_refused_before_anything_is_joined() {
        var eve = Desk.of(kinora, People.member(kinora, "eve"));
        var pdf = ("%PDF-1.7 " + "no film ".repeat(600)).getBytes(StandardCharsets.UTF_8);
        var front = eve.begin(pdf.length, "Upload-Concat", "partial");
        var back = eve.begin(film.length, "Upload-Concat", "partial");
        assertThat(eve.patch(front, 0, pdf).statusCode()).isEqualTo(204);
        assertThat(eve.patch(back, 0, film).statusCode()).isEqualTo(204);

        var whole = eve.tus("POST", UPLOADS, NOTHING, "Upload-Concat", "final;" + front + " " + back);

        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(415);
        assertThat(eve.json(whole).get("code").asString()).isEqualTo("not-a-video");
        assertThat(eve.json(whole).get("detail").asString()).contains("a PDF");
        assertThat(eve.row(
                        "select count(*) from videos where user_id = ?",
                        eve.person().id()))
                .isEqualTo("0");
        var turned = eve.tus("POST", UPLOADS, NOTHING, "Upload-Concat", "final;" + back + " " + front);
        assertThat(turned.statusCode()).as(turned.body()).isEqualTo(201);
    }

    @Test
    void parts_of_nothing_are_passed_over_and_a_whole_of_nothing_else_is_no_film() {
        var joe = Desk.of(kinora, People.member(kinora, "joe"));
        var nothing = joe.begin(0, "Upload-Concat", "partial");
        var part = joe.begin(film.length, "Upload-Concat", "partial");
        assertThat(joe.patch(part, 0, film).statusCode()).isEqualTo(204);

        var whole = joe.tus("POST", UPLOADS, NOTHING, "Upload-Concat", "final;" + nothing + " " + part);
        var empty = joe.tus("POST", UPLOADS, NOTHING, "Upload-Concat", "final;" + nothing);
        kinora.bean(Jobs.class).runDue();

        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(201);
        assertThat(joe.row(
                        "select encode(original_sha256, 'hex') from videos where id = ?::uuid",
                        whole.headers().firstValue("Kinora-Video").orElseThrow()))
                .isEqualTo(Desk.sha256(film));
        assertThat(empty.statusCode()).as(empty.body()).isEqualTo(415);
        assertThat(videos(joe)).isEqualTo("1");
    }

    @Test
    void names_of_metadata_that_differ_in_their_letters_are_two() {
        assertThat(ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", "5", "Upload-Metadata", "Name YQ==,name Yg==")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void refusal_of_the_version_is_heard_by_whoever_still_sends() throws IOException {
        var body = new byte[16 << 20];
        try (var socket = new Socket("localhost", URI.create(kinora.url("/")).getPort())) {
            var out = socket.getOutputStream();
            out.write(("PATCH " + UPLOADS + "/x HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 0.9.0\r\nContent-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            // A connection that is closed meanwhile fails here.
            out.write(body);

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 412");
        }
    }

    @Test
    void charset_behind_the_right_type_is_no_reason_to_refuse() {
        var upload = ada.begin(film.length);

        var answer = ada.tus(
                "PATCH",
                upload,
                Arrays.copyOf(film, 5000),
                "Upload-Offset",
                "0",
                "Content-Type",
                "Application/offset+octet-stream; charset=UTF-8");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(ada.offset(upload)).isEqualTo(5000);
    }

    @Test
    void offset_that_differs_is_refused_and_nothing_changes() {
        var upload = ada.begin(film.length);
        ada.patch(upload, 0, Arrays.copyOf(film, 5000));

        assertThat(ada.patch(upload, 0, Arrays.copyOf(film, 10)).statusCode()).isEqualTo(409);
        assertThat(ada.patch(upload, 6000, Arrays.copyOf(film, 10)).statusCode())
                .isEqualTo(409);
        assertThat(ada.patch(upload, -1, Arrays.copyOf(film, 10)).statusCode()).isEqualTo(400);
        assertThat(ada.offset(upload)).isEqualTo(5000);
    }

    @Test
    void refusal_can_be_read_though_megabytes_are_still_coming() {
        var upload = ada.begin(film.length);

        var refused = ada.patch(upload, 17, new byte[5 << 20]);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(ada.json(refused).get("code").asString()).isEqualTo("offset-differs");
    }

    @Test
    void bytes_never_go_past_the_length() {
        var upload = ada.begin(5000);

        var announced = ada.patch(upload, 0, Arrays.copyOf(film, 6000));

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(ada.offset(upload)).isZero();
    }

    @Test
    void bytes_of_another_type_are_refused() {
        var upload = ada.begin(5);

        assertThat(ada.tus("PATCH", upload, new byte[5], "Upload-Offset", "0", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(ada.tus("PATCH", upload, new byte[5], "Upload-Offset", "0").statusCode())
                .isEqualTo(415);
    }

    @Test
    void text_that_calls_itself_a_film_is_refused_at_its_first_bytes() {
        var text = "This is no film at all. ".repeat(1000).getBytes(StandardCharsets.UTF_8);
        var before = mal.usage();
        var upload = mal.begin(text.length * 2L, "Upload-Metadata", Desk.metadata("filename", "film.mp4"));

        var refused = mal.patch(upload, 0, text);

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(mal.json(refused).get("code").asString()).isEqualTo("not-a-video");
        assertThat(mal.json(refused).get("detail").asString()).contains("it is a text");
        assertThat(mal.usage()).isEqualTo(before);
        assertThat(mal.head(upload).statusCode()).isEqualTo(404);
        assertThat(videos(mal)).isEqualTo("0");
    }

    @Test
    void short_text_is_refused_with_its_last_byte_and_leaves_no_video() {
        var text = "No film.".getBytes(StandardCharsets.UTF_8);

        var refused = mal.patch(mal.begin(text.length), 0, text);

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(videos(mal)).isEqualTo("0");
    }

    private static String videos(Desk desk) {
        return desk.row(
                "select count(*) from videos where user_id = ?", desk.person().id());
    }

    @Test
    void nothing_at_all_is_no_film() {
        var answer = mal.tus("POST", UPLOADS, NOTHING, "Upload-Length", "0");

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(mal.json(answer).get("detail").asString()).contains("empty");
        assertThat(videos(mal)).isEqualTo("0");
    }

    @Test
    void part_of_nothing_is_complete_at_once() {
        var answer = ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", "0", "Upload-Concat", "partial");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Upload-Offset")).contains("0");
    }
}
