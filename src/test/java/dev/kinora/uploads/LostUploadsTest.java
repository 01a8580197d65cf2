package dev.kinora.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.storage.S3Server;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the store no longer has of an upload, though its row says that it came. */
class LostUploadsTest {
    private static final int MB = 1 << 20;

    private final byte[] film = large();

    /** A film with much behind it that nobody plays. */
    private static byte[] large() {
        var film = Desk.bytes(Clips.mp4());
        var behind = 12 * MB;
        return ByteBuffer.allocate(film.length + behind)
                .put(film)
                .putInt(behind)
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private byte[] bytes(int from, int to) {
        return Arrays.copyOfRange(film, from, to);
    }

    private static void deleteParts(RunningKinora kinora) {
        try (var files = Files.walk(kinora.data().resolve("media"))) {
            for (var each :
                    files.filter(file -> file.toString().endsWith(".part")).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertLost(Desk desk, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(desk.json(answer).get("code").asString()).isEqualTo("upload-lost");
        assertThat(desk.json(answer).get("offset").asLong()).isZero();
        assertThat(desk.json(answer).get("detail").asString()).contains("from its first byte");
    }

    /** @param to where the piece ends with which the loss is noticed */
    private void assertBeginsAnew(RunningKinora kinora, int to, Runnable loss) {
        var ada = Desk.of(kinora, People.member(kinora, "ada"));
        var upload = ada.begin(film.length, "Upload-Metadata", Desk.metadata("title", "Harbour"));
        assertThat(ada.patch(upload, 0, bytes(0, 6 * MB)).statusCode()).isEqualTo(204);
        var video = ada.row("select id from videos");
        loss.run();

        assertLost(ada, ada.patch(upload, 6 * MB, bytes(6 * MB, to)));

        assertThat(ada.offset(upload)).isZero();
        assertThat(ada.head(upload).headers().firstValue("Upload-Length")).contains(Integer.toString(film.length));
        assertThat(ada.usage()).isEqualTo("1 " + film.length);
        for (var from = 0; from < film.length; from += 6 * MB) {
            var piece = ada.patch(upload, from, bytes(from, Math.min(film.length, from + 6 * MB)));
            assertThat(piece.statusCode()).as(piece.body()).isEqualTo(204);
        }
        kinora.bean(Jobs.class).runDue();
        assertThat(ada.row("select concat_ws(' ', id, title, status, encode(original_sha256, 'hex')) from videos"))
                .isEqualTo(video + " Harbour ready " + Desk.sha256(film));
        assertThat(ada.usage()).isEqualTo("1 " + film.length);
    }

    @Test
    void upload_whose_file_is_gone_begins_anew_as_the_same_video() {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false")) {
            assertBeginsAnew(kinora, 11 * MB, () -> deleteParts(kinora));
        }
    }

    @Test
    void upload_that_the_bucket_has_forgotten_begins_anew_as_the_same_video() {
        var server = S3Server.get();
        var bucket = server.bucket();
        var settings = new ArrayList<>(List.of("--kinora.jobs.background=false", "--kinora.storage.store=bucket"));
        settings.addAll(server.options("bucket", bucket));
        try (var kinora = RunningKinora.start(settings.toArray(String[]::new))) {
            assertBeginsAnew(kinora, film.length, () -> server.abortUploads(bucket));
        }
    }

    @Test
    void what_is_lost_reserves_nothing_where_nobody_knows_how_much_comes() {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false")) {
            var ada = Desk.of(kinora, People.member(kinora, "ada"));
            var upload = ada.tus("POST", Desk.UPLOADS, new byte[0], "Upload-Defer-Length", "1")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            ada.patch(upload, 0, bytes(0, 9000));
            assertThat(ada.usage()).isEqualTo("1 9000");
            deleteParts(kinora);

            assertLost(ada, ada.patch(upload, 9000, bytes(9000, 9500)));

            assertThat(ada.usage()).isEqualTo("1 0");
            assertThat(ada.patch(upload, 0, bytes(0, 5000)).statusCode()).isEqualTo(204);
            assertThat(ada.usage()).isEqualTo("1 5000");
        }
    }

    @Test
    void of_what_had_come_whole_and_is_lost_nothing_is_told_to_be_there() {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false")) {
            var ada = Desk.of(kinora, People.member(kinora, "ada"));
            var upload = ada.begin(film.length);
            ada.patch(upload, 0, bytes(0, 9000));
            // As after a kill between the last byte and the word that it was the last.
            ada.row("update uploads set length = received, reserved_bytes = received returning id");
            deleteParts(kinora);

            assertThat(ada.head(upload).statusCode()).isEqualTo(200);
            assertThat(ada.offset(upload)).isZero();
        }
    }
}
