package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.media.Ffmpeg;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a file brings along besides picture and sound: subtitles, and a cover where there is nothing to see. */
class BroughtAlongTest {
    private static Cinema cinema;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=180,90", "--kinora.processing.preset=ultrafast");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    private static String captions(UUID video) {
        return cinema.row(
                "select coalesce(string_agg(language || ' ' || label || ' ' || origin || ' ' || (vtt like 'WEBVTT%')"
                        + " || ' ' || substring(vtt from '[A-Z][a-z]+ [a-z]+'), ', ' order by language), '') from captions where video_id = ?",
                video);
    }

    private static Path subtitled(String name, String codec, String... languages) throws IOException {
        var arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=4"));
        for (var each = 0; each < languages.length; each++) {
            var words = Files.createTempFile("words", ".srt");
            Files.writeString(words, "1\n00:00:01,000 --> 00:00:02,500\nTrack " + letters(each) + "\n");
            arguments.addAll(List.of("-i", words.toString()));
        }
        arguments.addAll(List.of("-map", "0"));
        for (var each = 0; each < languages.length; each++) {
            arguments.addAll(List.of("-map", Integer.toString(each + 1), "-metadata:s:s:" + each));
            arguments.add("language=" + languages[each]);
        }
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:s", codec));
        return Clips.made(name, arguments.toArray(String[]::new));
    }

    private static String letters(int number) {
        return number == 0 ? "one" : "two";
    }

    @ParameterizedTest
    @CsvSource({
        "embedded-mov-text.mp4, mov_text",
        "embedded-subrip.mkv, subrip",
        "embedded-ass.mkv, ass",
        "embedded-webvtt.mkv, webvtt"
    })
    void subtitles_in_the_file_become_captions(String name, String codec) throws IOException {
        var video = cinema.show(subtitled(name, codec, "ger", "eng"));

        assertThat(captions(video)).isEqualTo("de Deutsch embedded true Track one, en English embedded true Track two");
        assertThat(cinema.row("select vtt from captions where video_id = ? and language = 'de'", video))
                .contains("00:00:01.000 --> 00:00:02.500");
    }

    @Test
    void what_a_person_wrote_stays() throws IOException {
        var video = cinema.bring(subtitled("embedded-subrip.mkv", "subrip", "ger", "eng"));
        cinema.row(
                "insert into captions (video_id, language, label, origin, vtt) values (?, 'de', 'Mine', 'uploaded', E'WEBVTT\\n\\n00:01.000 --> 00:02.000\\nMy words\\n') returning id",
                video);

        cinema.work();

        assertThat(captions(video)).isEqualTo("de Mine uploaded true My words, en English embedded true Track two");
    }

    @Test
    void what_a_person_only_began_gives_way() throws IOException {
        var video = cinema.bring(subtitled("embedded-subrip.mkv", "subrip", "ger", "eng"));
        cinema.row(
                "insert into captions (video_id, language, label, origin, vtt) values (?, 'de', 'Mine', 'edited', E'WEBVTT\\n') returning id",
                video);

        cinema.work();

        assertThat(captions(video)).isEqualTo("de Deutsch embedded true Track one, en English embedded true Track two");
    }

    @Test
    void they_are_taken_over_once_and_go_with_their_file() throws IOException {
        var video = cinema.show(subtitled("embedded-subrip.mkv", "subrip", "ger", "eng"));
        cinema.row("delete from captions where video_id = ? and language = 'en' returning id", video);

        cinema.makeAgain(video);
        assertThat(captions(video)).isEqualTo("de Deutsch embedded true Track one");

        cinema.ask(
                "PUT",
                "/api/v1/videos/" + video + "/file?filename=other.mp4",
                Files.readAllBytes(subtitled("embedded-french.mkv", "subrip", "fre")));
        cinema.work();
        assertThat(captions(video)).isEqualTo("fr Fran\u00e7ais embedded true Track one");
    }

    @Test
    void what_a_machine_heard_in_the_old_file_keeps_nothing_of_the_new_one_out() throws IOException {
        var video = cinema.show(subtitled("embedded-french.mkv", "subrip", "fre"));
        cinema.row(
                "insert into captions (video_id, language, label, origin, vtt)"
                        + " values (?, 'en', 'English (auto-generated)', 'generated', 'WEBVTT Heard words') returning id",
                video);

        cinema.ask(
                "PUT",
                "/api/v1/videos/" + video + "/file?filename=other.mkv",
                Files.readAllBytes(subtitled("embedded-subrip.mkv", "subrip", "ger", "eng")));
        cinema.work();

        assertThat(captions(video)).isEqualTo("de Deutsch embedded true Track one, en English embedded true Track two");
    }

    @Test
    void subtitles_that_are_pictures_are_left_out_and_that_is_said() throws IOException, InterruptedException {
        var probe = JsonMapper.shared()
                .readTree(
                        "{\"streams\":[{\"index\":1,\"codec_type\":\"subtitle\",\"codec_name\":\"hdmv_pgs_subtitle\"}]}");
        var subtitles = new Subtitles(cinema.kinora().bean(Ffmpeg.class), Path.of("target"));

        assertThat(subtitles.take(probe, Clips.mp4())).isEqualTo(new Subtitles.Taken(List.of(), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "ger, de",
        "deu, de",
        "fre, fr",
        "eng, en",
        "pt-BR, pt-BR",
        "zh_Hans, zh-Hans",
        "'', und",
        "x, und",
        "gsw, gsw"
    })
    void languages_are_called_as_in_the_web(String tag, String language) {
        assertThat(Subtitles.language(tag)).isEqualTo(language);
    }

    @Test
    void sound_alone_shows_the_cover_of_its_file() throws Exception {
        var cover = Clips.made("cover-green.png", "-f", "lavfi", "-i", "color=c=0x00ff00:s=320x320", "-frames:v", "1");
        var song = Clips.made(
                "song-with-cover.mp3",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=3",
                "-i",
                cover.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-c:v",
                "mjpeg",
                "-disposition:v",
                "attached_pic");

        var video = cinema.show(song);

        var picture = picture(video);
        assertThat(picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2) & 0xffffff)
                .as("green")
                .matches(colour -> (colour >> 8 & 0xff) > 200 && (colour >> 16) < 60);
    }

    @Test
    void sound_alone_without_a_cover_shows_how_loud_it_is() throws Exception {
        var video = cinema.show(Clips.made(
                "song-without-cover.m4a", "-f", "lavfi", "-i", "sine=frequency=440:duration=3", "-c:a", "aac"));

        var picture = picture(video);
        assertThat(picture.getWidth() + "x" + picture.getHeight()).isEqualTo("1280x720");
        assertThat(picture.getRGB(640, 10) & 0xff).as("the ground").isLessThan(60);
        assertThat(picture.getRGB(640, 358) >> 16 & 0xff).as("the wave").isGreaterThan(150);
    }

    private static BufferedImage picture(UUID video) throws Exception {
        var answer = cinema.video(video);
        assertThat(answer.get("status").asString()).as(answer.toString()).isEqualTo("ready");
        var address = answer.get("thumbnailUrl").asString();
        var key = cinema.kinora()
                .bean(MediaStores.class)
                .named("disk")
                .open(MediaKey.of(
                        "videos/" + video + "/thumbnails/" + address.substring(address.lastIndexOf('/') + 1)));
        try (key) {
            return ImageIO.read(new ByteArrayInputStream(key.readAllBytes()));
        }
    }
}
