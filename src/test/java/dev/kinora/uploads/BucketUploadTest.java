package dev.kinora.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.storage.S3Server;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
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

        assertThat(ada.row(
                        "select concat_ws(' ', status, store, original_size, encode(original_sha256, 'hex')) from videos where id = ?::uuid",
                        video(upload)))
                .isEqualTo("ready bucket " + film.length + " " + Desk.sha256(film));
    }

    @Test
    void picture_that_comes_before_the_film_lies_where_the_film_will_and_stays_the_picture() throws IOException {
        var upload = ada.begin(film.length);
        var video = video(upload);

        var sent = ada.send(
                "PUT",
                "/api/v1/videos/" + video + "/thumbnail",
                picture(),
                "Content-Type",
                "multipart/form-data; boundary=x");
        ada.patch(upload, 0, film);
        kinora.bean(Jobs.class).runDue();

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        var address = ada.json(sent).get("thumbnailUrl").asString();
        assertThat(ada.row("select concat_ws(' ', status, store, thumbnail_url) from videos where id = ?::uuid", video))
                .isEqualTo("ready bucket " + address);
        ada.send(
                "PUT",
                "/api/v1/videos/" + video + "/publication",
                "{\"visibility\": \"unlisted\"}".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
        assertThat(kinora.get(address).statusCode()).isEqualTo(200);
    }

    @Test
    void file_of_a_video_of_which_nothing_lies_anywhere_goes_where_new_ones_go() {
        var video = failed("disk", "");
        var pictured = failed("disk", "/thumbnails/picture.jpg");

        var first = ada.send("PUT", "/api/v1/videos/" + video + "/file?filename=film.mp4", film);
        var second = ada.send("PUT", "/api/v1/videos/" + pictured + "/file?filename=film.mp4", film);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(202);
        var store =
                "select v.store || ' ' || u.store from videos v join uploads u on u.video_id = v.id where v.id = ?::uuid";
        assertThat(ada.row(store, video)).isEqualTo("bucket bucket");
        assertThat(ada.row(store, pictured)).isEqualTo("disk disk");
    }

    /** The file of which never came; from before the store was the bucket. */
    private static String failed(String store, String picture) {
        var video = ada.row(
                "insert into videos (user_id, title, store, thumbnail_url) values (?, 'Never came', ?, nullif(?, '')) returning id",
                ada.person().id(),
                store,
                picture);
        ada.row(
                "update videos set status = 'error', error_code = 'ERR_UNKNOWN', error_message = 'It never came.' where id = ?::uuid returning id",
                video);
        return video;
    }

    private static String video(String upload) {
        return ada.row(
                "select video_id from uploads where id = ?::uuid", upload.substring(upload.lastIndexOf('/') + 1));
    }

    private static byte[] picture() throws IOException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.png\"\r\nContent-Type: image/png\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        ImageIO.write(new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB), "png", body);
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
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
