package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Asked;
import dev.kinora.storage.MediaKey;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures of a film and the film as one file, made when they are asked for. */
class PicturesOnDemandTest {
    private static RunningKinora kinora;
    private static Player player;
    private static People.Person ada;
    private static Films.Film film;
    private static Reel reel;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        player = new Player(kinora);
        ada = People.member(kinora, "ada");
        film = Films.published(ada, "Müller's \"film\" / one");
        reel = Reel.whole(kinora, film);
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static String size(String query) throws IOException {
        var answer = player.bytes("/media/" + film.uid() + "/thumbnails/thumbnail.jpg" + query);
        assertThat(answer.statusCode()).as(query).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
        var picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
        return picture.getWidth() + "x" + picture.getHeight();
    }

    @Test
    void a_picture_comes_in_the_size_it_is_wanted() throws IOException {
        assertThat(size("")).isEqualTo("320x180");
        assertThat(size("?height=90")).isEqualTo("160x90");
        assertThat(size("?width=200&time=1s")).isEqualTo("200x112");
        for (var fit : Map.of("crop", "100x100", "clip", "100x56", "scale", "100x100", "fill", "100x100")
                .entrySet()) {
            assertThat(size("?width=100&height=100&fit=" + fit.getKey()))
                    .as(fit.getKey())
                    .isEqualTo(fit.getValue());
        }
    }

    @Test
    void a_picture_is_of_the_moment_it_is_asked_of() {
        var early = player.bytes("/media/" + film.uid() + "/thumbnails/thumbnail.jpg?time=0.5s")
                .body();
        var late = player.bytes("/media/" + film.uid() + "/thumbnails/thumbnail.jpg?time=0m4.5s")
                .body();
        var again = player.bytes("/media/" + film.uid() + "/thumbnails/thumbnail.jpg?time=4.5")
                .body();

        assertThat(late).isNotEqualTo(early).isEqualTo(again);
        for (var moment : List.of("0s", "1.99s", "2s", "5.99s", "6s", "1h")) {
            assertThat(player.status("/media/" + film.uid() + "/thumbnails/thumbnail.jpg?time=" + moment))
                    .as(moment)
                    .isEqualTo(200);
        }
    }

    @Test
    void what_cannot_be_a_picture_is_refused() {
        for (var wrong : List.of("?time=-1s", "?time=soon", "?width=3", "?height=100000", "?width=90&fit=stretch")) {
            assertThat(player.status("/media/" + film.uid() + "/thumbnails/thumbnail.jpg" + wrong))
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(player.status("/media/" + film.uid() + "/thumbnails/thumbnail.jpg?width=wide"))
                .isEqualTo(400);
    }

    @Test
    void the_picture_its_owner_chose_stands_for_the_film() throws IOException {
        var chosen = Films.published(ada, "Chosen");
        Reel.whole(kinora, chosen);
        var version = "01980000-0000-7000-8000-000000000001";
        var red = Files.createTempFile("red", ".jpg");
        Asked.ffmpeg(
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "color=red:size=64x64:rate=1:duration=1",
                "-frames:v",
                "1",
                red.toString());
        var own = Reel.begun(kinora, Films.published(ada, "Unused"));
        own.write(MediaKey.of("videos/" + chosen.id() + "/thumbnails/" + version + ".jpg"), Files.readAllBytes(red));
        Films.execute(
                kinora,
                "update videos set thumbnail_url = ? where id = ?::uuid",
                "/thumbnails/" + chosen.id() + "/" + version + ".jpg",
                chosen.id().toString());

        var picture = ImageIO.read(
                new ByteArrayInputStream(player.bytes("/media/" + chosen.uid() + "/thumbnails/thumbnail.jpg?width=32")
                        .body()));

        assertThat(picture.getWidth()).isEqualTo(32);
        assertThat(picture.getRGB(16, 16) >> 16 & 0xFF).isGreaterThan(200);
        assertThat(picture.getRGB(16, 16) & 0xFF).isLessThan(60);
    }

    @Test
    void a_film_is_downloaded_whole_where_its_owner_allows_it() throws IOException {
        var path = "/media/" + film.uid() + "/downloads/default.mp4";
        var refused = kinora.get(path);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"download-not-allowed\"");

        var allowed = Films.published(ada, "Müller's \"film\" / one");
        Films.execute(
                kinora,
                "update videos set download_allowed_at = now() where id = ?::uuid",
                allowed.id().toString());
        Reel.whole(kinora, allowed);
        var answer = player.bytes("/media/" + allowed.uid() + "/downloads/default.mp4");
        var named =
                player.bytes("/media/" + allowed.uid() + "/downloads/default.mp4?filename=mine", "Range", "bytes=0-7");

        assertThat(answer.statusCode()).isEqualTo(200);
        var disposition = answer.headers().firstValue("Content-Disposition").orElseThrow();
        assertThat(disposition).startsWith("attachment").contains("M%C3%BCller").doesNotContain("/");
        assertThat(named.statusCode()).isEqualTo(206);
        assertThat(named.headers().firstValue("Content-Disposition").orElse("")).contains("mine.mp4");
        var file = Files.createTempFile("download", ".mp4");
        Files.write(file, answer.body());
        assertThat(Asked.frames(file.toString())).isEqualTo(Reel.FRAMES);
        assertThat(Asked.ffprobe(
                        "-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0", file.toString()))
                .contains("video", "audio");
        // Its index is at the front, so that it plays while it comes.
        assertThat(new String(answer.body(), 0, 200, StandardCharsets.ISO_8859_1))
                .contains("moov");
    }

    @Test
    void a_film_in_the_making_is_not_downloaded_and_a_token_may_allow_it() {
        var growing = Films.of(ada, "Growing", "private");
        Films.execute(
                kinora,
                "update videos set download_allowed_at = now() where id = ?::uuid",
                growing.id().toString());
        var begun = Reel.begun(kinora, growing)
                .written("180p", 0)
                .written("90p", 0)
                .written("audio", 0)
                .playable();
        var link = player.link(growing, ada);

        var early = kinora.get(link.download());
        begun.finish();
        var late = player.bytes(link.download());

        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains("\"film-not-whole\"");
        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(late.headers().firstValue("Cache-Control").orElse("")).startsWith("private");
    }

    @Test
    void whoever_opened_a_film_before_its_owner_withdrew_downloads_downloads_it_no_more() {
        var withdrawn = Films.of(ada, "Withdrawn", "private");
        Films.execute(
                kinora,
                "update videos set download_allowed_at = now() where id = ?::uuid",
                withdrawn.id().toString());
        Reel.whole(kinora, withdrawn);
        var link = player.link(withdrawn, ada);
        Films.execute(
                kinora,
                "update videos set download_allowed_at = null where id = ?::uuid",
                withdrawn.id().toString());

        assertThat(player.status(link.hls())).isEqualTo(200);
        assertThat(kinora.get(link.download()).body()).contains("\"download-not-allowed\"");
        assertThat(player.status(link.base() + "/downloads/audio.m4a")).isEqualTo(403);
    }

    @Test
    void a_moving_preview_is_as_long_fast_and_large_as_it_is_wanted() throws IOException {
        var usual = gif("");
        assertThat(usual).startsWith("gif,480,270").contains("8/1");
        assertThat(gif("?time=3s&duration=2s&fps=5&width=100&height=100&fit=fill"))
                .startsWith("gif,100,100")
                .contains("5/1", ",10");
        assertThat(gif("?time=1h&duration=1s")).as("from its last picture on").startsWith("gif,480,270");
        for (var wrong : List.of("?duration=60s", "?duration=0s", "?fps=0", "?fps=60", "?width=2000", "?time=soon")) {
            assertThat(kinora.get("/media/" + film.uid() + "/thumbnails/thumbnail.gif" + wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }
    }

    @Test
    void a_lively_film_has_moving_previews_too_and_what_would_be_too_large_is_made_once() throws IOException {
        var snow = Films.published(ada, "Snow");
        var lively = Reel.snow(kinora, snow);
        var largest = "/media/" + snow.uid() + "/thumbnails/thumbnail.gif?duration=6s&fps=15&width=640&height=640";

        assertThat(gif(snow, "")).startsWith("gif,480,270").contains("8/1");
        var refused = kinora.get(largest);
        // Whoever made it again would stumble over this.
        lively.write(lively.keys().beginning("180p"), new byte[] {0});
        var again = kinora.get(largest);

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("\"preview-too-large\"", "32 MB", "fewer seconds");
        assertThat(again.statusCode()).isEqualTo(413);
    }

    private static String gif(String query) throws IOException {
        return gif(film, query);
    }

    private static String gif(Films.Film film, String query) throws IOException {
        var answer = player.bytes("/media/" + film.uid() + "/thumbnails/thumbnail.gif" + query);
        assertThat(answer.statusCode()).as(query).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/gif");
        var file = Files.createTempFile("moving", ".gif");
        Files.write(file, answer.body());
        return Asked.ffprobe(
                "-v",
                "error",
                "-count_frames",
                "-of",
                "csv=p=0",
                "-show_entries",
                "stream=codec_name,width,height,r_frame_rate,nb_read_frames",
                file.toString());
    }

    @Test
    void its_sound_alone_is_downloaded_as_well() throws IOException {
        var allowed = Films.published(ada, "To be heard");
        assertThat(kinora.get("/media/" + film.uid() + "/downloads/audio.m4a").statusCode())
                .isEqualTo(403);
        Films.execute(
                kinora,
                "update videos set download_allowed_at = now() where id = ?::uuid",
                allowed.id().toString());
        Reel.whole(kinora, allowed);
        var answer = player.bytes("/media/" + allowed.uid() + "/downloads/audio.m4a");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("audio/mp4");
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("To be heard.m4a");
        var file = Files.createTempFile("download", ".m4a");
        Files.write(file, answer.body());
        assertThat(Asked.ffprobe("-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0", file.toString())
                        .strip())
                .isEqualTo("audio");
    }
}
