package dev.kinora.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.storage.S3Server;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Uploads whose bytes go to a bucket. */
class BucketUploadTest {
    private static RunningKinora kinora;
    private static Desk ada;
    private static byte[] film;

    @BeforeAll
    static void start() {
        var settings = new ArrayList<>(List.of("--kinora.jobs.background=false", "--kinora.storage.store=bucket"));
        settings.addAll(S3Server.get().options("bucket", S3Server.get().bucket()));
        kinora = RunningKinora.start(settings.toArray(String[]::new));
        ada = Desk.of(kinora, People.member(kinora, "ada"));
        film = Desk.bytes(Clips.mp4());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void film_that_comes_in_pieces_becomes_a_video_in_the_bucket() {
        var upload = ada.begin(film.length);
        for (var from = 0; from < film.length; from += 10_000) {
            var piece = ada.patch(upload, from, Arrays.copyOfRange(film, from, Math.min(film.length, from + 10_000)));
            assertThat(piece.statusCode()).as(piece.body()).isEqualTo(204);
        }
        kinora.bean(Jobs.class).runDue();

        assertThat(
                        ada.row(
                                "select concat_ws(' ', status, store, original_size, encode(original_sha256, 'hex')) from videos"))
                .isEqualTo("ready bucket " + film.length + " " + Desk.sha256(film));
    }

    @Test
    void piece_that_is_not_what_its_checksum_says_does_not_count() {
        var upload = ada.begin(film.length);
        ada.patch(upload, 0, Arrays.copyOf(film, 5000));

        var torn = ada.patch(
                upload,
                5000,
                Arrays.copyOfRange(film, 5000, 9000),
                "Upload-Checksum",
                "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=");

        assertThat(torn.statusCode()).isEqualTo(460);
        assertThat(ada.offset(upload)).isEqualTo(5000);
    }

    @Test
    void text_in_small_pieces_is_refused_as_soon_as_enough_of_it_has_come() {
        var text = "This is no film at all. ".repeat(1000).getBytes(StandardCharsets.UTF_8);
        var upload = ada.begin(text.length);

        assertThat(ada.patch(upload, 0, Arrays.copyOf(text, 3000)).statusCode()).isEqualTo(204);
        assertThat(ada.patch(upload, 3000, Arrays.copyOfRange(text, 3000, 6000)).statusCode())
                .isEqualTo(415);
    }
}
