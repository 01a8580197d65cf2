package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.storage.MediaStores;
import dev.kinora.testing.Films;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which picture stands for a film whose owner chose none. */
class PostersTest {
    private static Cinema cinema;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=360,180", "--kinora.processing.preset=ultrafast");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    @Test
    void it_is_neither_black_nor_blurred_however_high_its_contrast() {
        var video =
                cinema.show(film("poster-encoded.mp4", 4, "-c:v", "libx264", "-x264-params", "open-gop=1:bframes=3"));

        assertThat(second(video)).as("where it is sharp").isGreaterThanOrEqualTo(new BigDecimal("12"));
    }

    @Test
    void its_second_is_right_where_the_picture_is_copied_in_segments_as_long_as_its_own() {
        var groups = "keyint=150:min-keyint=150:scenecut=0:open-gop=0";
        var video = cinema.show(film("poster-copied.mp4", 5, "-c:v", "libx264", "-crf", "32", "-x264-params", groups));

        assertThat(cinema.row("select plan ->> 'ahead' from editions where video_id = ?", video))
                .as("copied")
                .isEqualTo("360p");
        assertThat(second(video)).as("where it is sharp").isGreaterThanOrEqualTo(new BigDecimal("15"));
    }

    @Test
    void its_second_is_that_of_its_picture_and_the_picture_of_that_second_is_the_same() throws IOException {
        var video = cinema.show(moving());
        Films.execute(
                cinema.kinora(),
                "update videos set visibility = 'public', published_at = now() where id = ?::uuid",
                video.toString());
        var poster = Look.of(fetched(cinema.video(video).get("thumbnailUrl").asString()));
        var second = second(video);

        assertThat(second).as("not the first of its piece").isGreaterThan(new BigDecimal("5"));
        assertThat(at(video, second).apart(poster)).isLessThan(3);
        for (var beside : List.of(second.subtract(BigDecimal.ONE), second.add(BigDecimal.ONE))) {
            assertThat(at(video, beside).apart(poster)).as("at " + beside).isGreaterThan(5);
        }
        // Segments begin at 4.004, 8.008 and so on: what is next just before is in the one behind.
        assertThat(at(video, new BigDecimal("8.00")).apart(at(video, new BigDecimal("8.05"))))
                .isLessThan(6);
    }

    @Test
    void what_its_owner_may_choose_from_is_spread_over_it_and_not_black() {
        var video = cinema.show(Clips.made(
                "poster-half-black.mp4",
                "-f",
                "lavfi",
                "-i",
                "color=black:size=320x180:rate=30:duration=8",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=30:duration=8",
                "-filter_complex",
                "[0][1]concat=n=2,format=yuv420p",
                "-c:v",
                "libx264"));

        assertThat(moments(video)).extracting(moment -> moment.intValue() / 2).containsExactly(4, 5, 6, 7);
    }

    @Test
    void of_a_film_with_a_damaged_picture_nothing_is_to_be_chosen_until_it_is_whole_again() throws IOException {
        var video = cinema.show(early());
        var edition = cinema.edition(video);
        var board = Objects.requireNonNull(edition.storyboard());
        var sprite = edition.sprite(board.sprites().getFirst());
        var store = cinema.kinora().bean(MediaStores.class).named(edition.store());
        byte[] whole;
        try (var in = store.open(sprite)) {
            whole = in.readAllBytes();
        }

        store.write(sprite, new ByteArrayInputStream(new byte[] {1, 2, 3}));
        assertThat(moments(video)).isEmpty();
        store.delete(sprite);
        assertThat(moments(video)).isEmpty();

        store.write(sprite, new ByteArrayInputStream(whole));
        assertThat(moments(video)).isNotEmpty();
        store.delete(sprite);
        assertThat(moments(video)).as("remembered").isNotEmpty();
    }

    @Test
    void what_is_dark_stands_for_a_film_only_where_all_is() {
        var video = cinema.show(Clips.made(
                "poster-dark.mp4",
                "-f",
                "lavfi",
                "-i",
                "color=black:size=320x180:rate=30:duration=6",
                "-c:v",
                "libx264"));

        assertThat(cinema.video(video).get("thumbnailUrl").asString()).startsWith("/thumbnails/");
    }

    @Test
    void film_in_the_making_has_the_picture_of_its_first_piece_until_the_best_is_known() {
        var video = cinema.show(early());
        var first = "/thumbnails/" + video + "/" + cinema.edition(video).id() + ".jpg";
        var last = cinema.video(video).get("thumbnailUrl").asString();

        assertThat(pictures(video)).containsExactly(first, last);
        assertThat(last).isNotEqualTo(first);
    }

    @Test
    void first_piece_that_is_black_stands_for_nothing_meanwhile() {
        var video =
                cinema.show(film("poster-encoded.mp4", 4, "-c:v", "libx264", "-x264-params", "open-gop=1:bframes=3"));

        assertThat(pictures(video))
                .containsExactly(cinema.video(video).get("thumbnailUrl").asString());
    }

    @Test
    void first_picture_of_an_attempt_that_failed_gives_way_to_the_best_of_the_next_one() {
        var video = cinema.show(early());
        var failed = "/thumbnails/" + video + "/" + cinema.edition(video).id() + ".jpg";
        Films.execute(
                cinema.kinora(), "update videos set thumbnail_url = ? where id = ?::uuid", failed, video.toString());

        cinema.makeAgain(video);

        assertThat(cinema.video(video).get("thumbnailUrl").asString())
                .startsWith("/thumbnails/" + video)
                .isNotEqualTo(failed);
    }

    @Test
    void film_that_is_made_again_while_it_plays_gets_no_picture_before_it_is_whole() {
        var video = cinema.show(early());
        Films.execute(
                cinema.kinora(),
                "update videos set thumbnail_url = null, thumbnail_at = null where id = ?::uuid",
                video.toString());

        cinema.makeAgain(video);

        assertThat(pictures(video))
                .doesNotContain(
                        "/thumbnails/" + video + "/" + cinema.edition(video).id() + ".jpg");
        assertThat(cinema.video(video).get("thumbnailUrl").asString()).startsWith("/thumbnails/" + video);
    }

    private static Path early() {
        return Clips.made(
                "poster-early.mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=30:duration=16",
                "-c:v",
                "libx264");
    }

    /** All it had, one after the other. */
    private static List<String> pictures(UUID video) {
        return List.of(cinema.row("""
                        select string_agg(new_values ->> 'thumbnail_url', ' ' order by id) from audit_logs
                        where resource_id = ? and old_values ->> 'thumbnail_url' is distinct from new_values ->> 'thumbnail_url'""", video).split(" "));
    }

    private static List<BigDecimal> moments(UUID video) {
        return Caller.system("test")
                .call(() -> cinema.kinora().bean(Moments.class).of(video));
    }

    private static BigDecimal second(UUID video) {
        return new BigDecimal(cinema.row("select thumbnail_at from videos where id = ?", video));
    }

    private static Look at(UUID video, BigDecimal second) throws IOException {
        var uid = cinema.video(video).get("uid").asString();
        return Look.of(fetched("/media/" + uid + "/thumbnails/thumbnail.jpg?time=" + second.toPlainString() + "s"));
    }

    private static Path fetched(String path) throws IOException {
        var file = Files.createTempFile("picture", ".jpg");
        file.toFile().deleteOnExit();
        try (var in = URI.create(cinema.kinora().url(path)).toURL().openStream()) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    /** Nothing for four seconds, then a bar that moves; from 6.5 to 12 seconds it is seen best, and always as well. */
    private static Path moving() {
        var bar = "lt(mod(X+640-40*(T-4)\\,320)\\,160)";
        var light = "if(lt(T\\,6.5)\\,60\\,if(lt(T\\,12)\\,220\\,160))";
        return Clips.made(
                "poster-moving.mp4",
                "-f",
                "lavfi",
                "-i",
                "nullsrc=size=320x180:rate=30000/1001:duration=16," + "geq=lum='if(lt(T\\,4)\\,60\\,if(" + bar + "\\,"
                        + light + "\\,40))':cb=128:cr=128",
                "-c:v",
                "mpeg4",
                "-q:v",
                "2");
    }

    /** Black, then twice as long black and white squares out of focus, then a pale picture that is sharp. */
    private static Path film(String name, int seconds, String... encoder) {
        var squares =
                "nullsrc=size=640x360:rate=30:duration=%d,geq=lum='255*mod(floor(X/80)+floor(Y/90)\\,2)':cb=128:cr=128,gblur=sigma=8";
        var sharp = "testsrc2=size=640x360:rate=30:duration=%d,eq=contrast=0.4";
        var all = new ArrayList<>(List.of("-f", "lavfi", "-i", "color=black:size=640x360:rate=30:duration=" + seconds));
        all.addAll(List.of("-f", "lavfi", "-i", squares.formatted(2 * seconds)));
        all.addAll(List.of("-f", "lavfi", "-i", sharp.formatted(3 * seconds)));
        all.addAll(List.of("-filter_complex", "[0][1][2]concat=n=3,format=yuv420p", "-preset", "veryfast"));
        all.addAll(List.of(encoder));
        return Clips.made(name, all.toArray(String[]::new));
    }
}
