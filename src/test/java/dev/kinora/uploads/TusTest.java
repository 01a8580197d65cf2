package dev.kinora.uploads;

import static dev.kinora.uploads.Desk.UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every rule of tus 1.0.0, by raw requests. */
class TusTest {
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

    @Test
    void film_that_comes_in_two_pieces_becomes_a_video_with_its_hash() {
        var half = film.length / 2;
        var created = ada.tus(
                "POST",
                UPLOADS,
                NOTHING,
                "Upload-Length",
                Integer.toString(film.length),
                "Upload-Metadata",
                Desk.metadata("filename", "Ein schöner Film.mp4") + ",is_confidential");
        var upload = created.headers().firstValue("Location").orElseThrow();

        var first = ada.patch(upload, 0, Arrays.copyOf(film, half));
        var between = ada.head(upload);
        var second = ada.patch(upload, half, Arrays.copyOfRange(film, half, film.length));
        var after = ada.head(upload);
        kinora.bean(Jobs.class).runDue();

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Tus-Resumable")).contains("1.0.0");
        assertThat(created.headers().firstValue("Upload-Expires")).isPresent();
        assertThat(first.statusCode()).as(first.body()).isEqualTo(204);
        assertThat(first.headers().firstValue("Upload-Offset")).contains(Integer.toString(half));
        assertThat(between.statusCode()).isEqualTo(200);
        assertThat(between.headers().firstValue("Upload-Offset")).contains(Integer.toString(half));
        assertThat(between.headers().firstValue("Upload-Length")).contains(Integer.toString(film.length));
        assertThat(between.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(between.headers().firstValue("Upload-Metadata"))
                .contains(Desk.metadata("filename", "Ein schöner Film.mp4") + ",is_confidential");
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(second.headers().firstValue("Upload-Expires")).isEmpty();
        assertThat(after.headers().firstValue("Upload-Offset")).contains(Integer.toString(film.length));
        var video = created.headers().firstValue("Kinora-Video").orElseThrow();
        assertThat(ada.row("""
                select concat_ws(' ', title, status, original_size, encode(original_sha256, 'hex'), mime_type, duration, width, height, video_codec, audio_codec)
                from videos join video_metadata on video_id = id where id = ?::uuid""", video))
                .isEqualTo("Ein schöner Film ready " + film.length + " " + Desk.sha256(film)
                        + " video/mp4 2.000 320 180 h264 aac");
    }

    @Test
    void answers_to_options_say_what_is_understood_without_a_key() {
        var answer = kinora.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(kinora.url(UPLOADS)))
                .headers("Tus-Resumable", "0.2.2", "Origin", "https://example.org")
                .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Tus-Version")).contains("1.0.0");
        assertThat(answer.headers().firstValue("Tus-Extension").orElseThrow())
                .contains("creation", "creation-with-upload", "creation-defer-length", "expiration", "checksum")
                .contains("termination", "concatenation");
        assertThat(answer.headers().firstValue("Tus-Max-Size")).contains(Long.toString(128L << 30));
        assertThat(answer.headers().firstValue("Tus-Checksum-Algorithm").orElseThrow())
                .contains("sha1");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("Upload-Offset");
    }

    @Test
    void version_that_is_missing_or_another_is_refused_with_the_one_there_is() {
        var missing = ada.send("PATCH", UPLOADS + "/x", NOTHING);
        var other = ada.send("POST", UPLOADS, NOTHING, "Tus-Resumable", "0.9.0", "Upload-Length", "5");

        assertThat(missing.statusCode()).isEqualTo(412);
        assertThat(other.statusCode()).isEqualTo(412);
        assertThat(other.headers().firstValue("Tus-Version")).contains("1.0.0");
        assertThat(other.headers().firstValue("Tus-Resumable")).contains("1.0.0");
        assertThat(other.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(ada.json(other).get("code").asString()).isEqualTo("tus-version");
        assertThat(ada.json(missing).get("detail").asString()).contains("Send Tus-Resumable: 1.0.0");
    }

    @Test
    void creation_may_bring_the_bytes_along() {
        var whole = ada.tus(
                "POST",
                UPLOADS,
                film,
                "Upload-Length",
                Integer.toString(film.length),
                "Content-Type",
                "application/offset+octet-stream");
        var part = ada.tus(
                "POST",
                UPLOADS,
                Arrays.copyOf(film, 4500),
                "Upload-Length",
                Integer.toString(film.length),
                "Content-Type",
                "application/offset+octet-stream");

        assertThat(whole.statusCode()).isEqualTo(201);
        assertThat(whole.headers().firstValue("Upload-Offset")).contains(Integer.toString(film.length));
        assertThat(part.headers().firstValue("Upload-Offset")).contains("4500");
    }

    @Test
    void reading_a_film_through_takes_no_slot_of_light_work() {
        assertThat(ada.row("select lane from job_types where name = 'receive_upload'"))
                .isEqualTo("files");
    }

    @Test
    void length_may_follow_once() {
        var created = ada.tus("POST", UPLOADS, NOTHING, "Upload-Defer-Length", "1");
        var upload = created.headers().firstValue("Location").orElseThrow();
        var before = ada.head(upload);
        ada.patch(upload, 0, Arrays.copyOf(film, 5000));

        var below = ada.patch(upload, 5000, NOTHING, "Upload-Length", "4000");
        var known = ada.patch(
                upload, 5000, Arrays.copyOfRange(film, 5000, 6000), "Upload-Length", Integer.toString(film.length));
        var again = ada.patch(upload, 6000, NOTHING, "Upload-Length", Integer.toString(film.length));

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(before.headers().firstValue("Upload-Defer-Length")).contains("1");
        assertThat(before.headers().firstValue("Upload-Length")).isEmpty();
        assertThat(below.statusCode()).isEqualTo(400);
        assertThat(known.statusCode()).as(known.body()).isEqualTo(204);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(ada.head(upload).headers().firstValue("Upload-Length")).contains(Integer.toString(film.length));
    }

    @Test
    void piece_whose_checksum_differs_is_dropped() throws Exception {
        var upload = ada.begin(film.length);
        var piece = Arrays.copyOf(film, 5000);
        var right = Base64.getEncoder()
                .encodeToString(java.security.MessageDigest.getInstance("SHA-1").digest(piece));

        var wrong = ada.patch(upload, 0, piece, "Upload-Checksum", "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        var unknown = ada.patch(upload, 0, piece, "Upload-Checksum", "whirlpool AAAA");
        var afterwards = ada.offset(upload);
        var good = ada.patch(upload, 0, piece, "Upload-Checksum", "sha1 " + right);

        assertThat(wrong.statusCode()).isEqualTo(460);
        assertThat(wrong.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(ada.json(wrong).get("code").asString()).isEqualTo("checksum-differs");
        assertThat(ada.json(wrong).get("offset").asLong()).isZero();
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(afterwards).isZero();
        assertThat(good.statusCode()).isEqualTo(204);
        assertThat(ada.offset(upload)).isEqualTo(5000);
    }

    @Test
    void upload_that_is_given_up_leaves_neither_video_nor_usage() {
        var before = ada.usage();
        var created = ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", "50000");
        var upload = created.headers().firstValue("Location").orElseThrow();
        ada.patch(upload, 0, Arrays.copyOf(film, 5000));
        var during = ada.usage();

        var given = ada.tus("DELETE", upload, NOTHING);

        assertThat(during).isNotEqualTo(before);
        assertThat(given.statusCode()).isEqualTo(204);
        assertThat(ada.head(upload).statusCode()).isEqualTo(404);
        assertThat(ada.head(upload).headers().firstValue("Upload-Offset")).isEmpty();
        assertThat(ada.tus("DELETE", upload, NOTHING).statusCode()).isEqualTo(404);
        assertThat(ada.usage()).isEqualTo(before);
        assertThat(ada.row(
                        "select id from videos where id = ?::uuid",
                        created.headers().firstValue("Kinora-Video").orElseThrow()))
                .isEqualTo("nothing");
    }

    @Test
    void whole_is_made_of_parts_in_the_order_named() {
        var half = film.length / 2;
        var front = ada.begin(half, "Upload-Concat", "partial");
        var back = ada.begin(film.length - half, "Upload-Concat", "partial");
        ada.patch(back, 0, Arrays.copyOfRange(film, half, film.length));
        var early = ada.tus("POST", UPLOADS, NOTHING, "Upload-Concat", "final;" + front + " " + back);
        ada.patch(front, 0, Arrays.copyOf(film, half));

        var whole = ada.tus("POST", UPLOADS, NOTHING, "Upload-Concat", "final;" + front + " " + back);
        var address = whole.headers().firstValue("Location").orElseThrow();
        var unfinished = ada.head(address);
        kinora.bean(Jobs.class).runDue();
        var finished = ada.head(address);

        assertThat(early.statusCode()).isEqualTo(400);
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(201);
        assertThat(unfinished.headers().firstValue("Upload-Offset")).isEmpty();
        assertThat(unfinished.headers().firstValue("Upload-Concat").orElseThrow())
                .startsWith("final;");
        assertThat(finished.headers().firstValue("Upload-Offset")).contains(Integer.toString(film.length));
        assertThat(ada.patch(address, 0, NOTHING).statusCode()).isEqualTo(403);
        assertThat(ada.head(front).headers().firstValue("Upload-Concat")).contains("partial");
        assertThat(ada.row(
                        "select encode(original_sha256, 'hex') from videos where id = ?::uuid",
                        whole.headers().firstValue("Kinora-Video").orElseThrow()))
                .isEqualTo(Desk.sha256(film));
    }

    @Test
    void method_in_the_header_counts() {
        var upload = ada.begin(film.length);

        var patched = ada.tus(
                "POST",
                upload,
                Arrays.copyOf(film, 5000),
                "X-HTTP-Method-Override",
                "PATCH",
                "Upload-Offset",
                "0",
                "Content-Type",
                "application/offset+octet-stream");
        var deleted = ada.tus("POST", upload, NOTHING, "X-HTTP-Method-Override", "DELETE");

        assertThat(patched.statusCode()).isEqualTo(204);
        assertThat(patched.headers().firstValue("Upload-Offset")).contains("5000");
        assertThat(deleted.statusCode()).isEqualTo(204);
    }

    @Test
    void nobody_sees_or_touches_another_s_upload() {
        var upload = ada.begin(film.length);

        assertThat(mal.head(upload).statusCode()).isEqualTo(404);
        assertThat(mal.patch(upload, 0, Arrays.copyOf(film, 10)).statusCode()).isEqualTo(404);
        assertThat(mal.tus("DELETE", upload, NOTHING).statusCode()).isEqualTo(404);
        assertThat(ada.offset(upload)).isZero();
    }

    @Test
    void upload_whose_last_word_was_lost_is_completed_when_it_is_asked_for() {
        var created = ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", Integer.toString(film.length));
        var upload = created.headers().firstValue("Location").orElseThrow();
        ada.patch(upload, 0, film);
        var id = upload.substring(upload.lastIndexOf('/') + 1);
        // As a server leaves it that is killed when the file is in its place and the row does not say so yet.
        ada.row("update uploads set completed_at = null where id = ?::uuid returning id", id);

        var offset = ada.offset(upload);
        kinora.bean(Jobs.class).runDue();

        assertThat(offset).isEqualTo(film.length);
        assertThat(ada.row(
                        "select status::text from videos where id = ?::uuid",
                        created.headers().firstValue("Kinora-Video").orElseThrow()))
                .isEqualTo("ready");
    }
}
