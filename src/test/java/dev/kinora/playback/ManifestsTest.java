package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Asked;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Films as players find them, whole and in the making. */
class ManifestsTest {
    private static RunningKinora kinora;
    private static People.Person ada;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        ada = People.member(kinora, "ada");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static HttpResponse<String> media(Films.Film film, String path) {
        return kinora.get("/media/" + film.uid() + path);
    }

    private static BigDecimal length(String playlist) {
        return Playlist.of(playlist).segments().stream()
                .map(Playlist.Segment::seconds)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void a_whole_film_is_told_with_all_its_rungs_and_its_sound() {
        var film = Films.published(ada, "Whole");
        var of = "?edition=" + Reel.whole(kinora, film).edition();

        var answer = media(film, "/manifest/video.m3u8");
        var told = Playlist.of(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.apple.mpegurl");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(told.version()).isEqualTo(7);
        assertThat(told.variants())
                .extracting(Playlist.Variant::address)
                .containsExactly("180p.m3u8" + of, "90p.m3u8" + of);
        var best = told.variants().getFirst().attributes();
        assertThat(best)
                .containsEntry("RESOLUTION", "320x180")
                .containsEntry("FRAME-RATE", "30.000")
                .containsEntry("CODECS", "avc1.42c00c,mp4a.40.2")
                .containsEntry("AUDIO", "sound");
        assertThat(Long.parseLong(best.get("BANDWIDTH")))
                .isGreaterThanOrEqualTo(Long.parseLong(best.get("AVERAGE-BANDWIDTH")));
        assertThat(told.media())
                .singleElement()
                .satisfies(sound -> assertThat(sound)
                        .containsEntry("TYPE", "AUDIO")
                        .containsEntry("GROUP-ID", "sound")
                        .containsEntry("URI", "audio.m3u8" + of));
    }

    @Test
    void the_segments_of_a_whole_film_add_up_to_its_length_and_end() {
        var film = Films.published(ada, "Exact");
        var reel = Reel.whole(kinora, film);

        var pictures = media(film, "/manifest/180p.m3u8").body();
        var sound = media(film, "/manifest/audio.m3u8").body();

        assertThat(length(pictures)).isEqualByComparingTo("6");
        var samples = reel.part("audio").samples().stream().mapToInt(it -> it).sum();
        assertThat(length(sound)
                        .subtract(BigDecimal.valueOf(samples * 1024.0 / 48_000))
                        .abs())
                .isLessThan(new BigDecimal("0.000001"));
        assertThat(Playlist.of(pictures)).satisfies(told -> {
            assertThat(told.tags()).contains("#EXT-X-PLAYLIST-TYPE:EVENT", "#EXT-X-ENDLIST", "#EXT-X-TARGETDURATION:6");
            assertThat(told.segments()).hasSize(3);
        });
    }

    @Test
    void a_player_finds_every_frame_by_hls_and_by_dash() {
        var film = Films.published(ada, "Played");
        Reel.whole(kinora, film);

        assertThat(Asked.frames(kinora.url("/media/" + film.uid() + "/manifest/video.m3u8")))
                .isEqualTo(Reel.FRAMES);
        assertThat(Asked.frames(kinora.url("/media/" + film.uid() + "/manifest/video.mpd")))
                .isEqualTo(Reel.FRAMES);
        assertThat(Asked.ffprobe(
                        "-v",
                        "error",
                        "-show_entries",
                        "stream=codec_type",
                        "-of",
                        "csv=p=0",
                        kinora.url("/media/" + film.uid() + "/manifest/video.mpd")))
                .contains("audio")
                .contains("video");
    }

    @Test
    void a_film_in_the_making_is_told_as_far_as_all_of_it_is_there() {
        var film = Films.published(ada, "Growing");
        var reel = Reel.begun(kinora, film)
                .written("180p", 0)
                .written("180p", 1)
                .written("90p", 0)
                .written("audio", 0)
                .written("audio", 1)
                .playable();

        var first = media(film, "/manifest/180p.m3u8");
        reel.written("90p", 1);
        var second = media(film, "/manifest/180p.m3u8").body();
        var dash = media(film, "/manifest/video.mpd").body();
        reel.finish();
        var last = media(film, "/manifest/180p.m3u8").body();

        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(Playlist.of(first.body()).tags())
                .contains("#EXT-X-PLAYLIST-TYPE:EVENT", "#EXT-X-START:TIME-OFFSET=0,PRECISE=YES")
                .doesNotContain("#EXT-X-ENDLIST");
        assertThat(Playlist.of(first.body()).segments()).hasSize(1);
        // What was told stays told, and the same in length.
        assertThat(second).startsWith(first.body());
        assertThat(last)
                .as("a player that reads it again finds more and an end")
                .startsWith(second);
        assertThat(dash).contains("type=\"dynamic\"", "minimumUpdatePeriod=\"PT2S\"", "availabilityStartTime=");
        assertThat(Playlist.of(last).segments()).hasSize(3);
        assertThat(Playlist.of(last).tags()).contains("#EXT-X-ENDLIST");
    }

    @Test
    void sound_that_lags_behind_holds_the_pictures_back() {
        var film = Films.published(ada, "Lagging");
        Reel.begun(kinora, film)
                .written("180p", 0)
                .written("180p", 1)
                .written("90p", 0)
                .written("90p", 1)
                .written("audio", 0)
                .playable();

        var pictures = Playlist.of(media(film, "/manifest/90p.m3u8").body());
        var sound = Playlist.of(media(film, "/manifest/audio.m3u8").body());

        // The first piece of sound ends a little after two seconds or a little before, never at four.
        assertThat(pictures.segments().size()).isLessThan(2);
        assertThat(sound.segments()).hasSize(1);
    }

    @Test
    void sound_alone_is_a_film_as_well() {
        var film = Films.published(ada, "Talk");
        var reel = Reel.soundAlone(kinora, film);

        var told = Playlist.of(media(film, "/manifest/video.m3u8").body());

        assertThat(told.variants()).singleElement().satisfies(only -> {
            assertThat(only.address()).isEqualTo("audio.m3u8?edition=" + reel.edition());
            assertThat(only.attributes()).containsEntry("CODECS", "mp4a.40.2").doesNotContainKey("RESOLUTION");
        });
        for (var manifest : List.of("video.m3u8", "video.mpd")) {
            var streams = Asked.ffprobe(
                    "-v",
                    "error",
                    "-show_entries",
                    "stream=codec_type",
                    "-of",
                    "csv=p=0",
                    kinora.url("/media/" + film.uid() + "/manifest/" + manifest));
            assertThat(streams).contains("audio").doesNotContain("video");
        }
        assertThat(media(film, "/thumbnails/thumbnail.jpg").statusCode()).isEqualTo(404);
    }

    @Test
    void the_storyboard_names_rectangles_of_its_sprites() {
        var film = Films.published(ada, "Board");
        var reel = Reel.whole(kinora, film);
        reel.storyboard("""
                {"interval": 2, "width": 160, "height": 90, "columns": 2,
                 "sprites": [{"chunk": 0, "start": 0, "pictures": 3}]}""");
        reel.write(reel.keys().sprite(0), new byte[] {(byte) 0xFF, (byte) 0xD8});

        var track = media(film, "/storyboard.vtt").body();

        assertThat(track)
                .startsWith("WEBVTT\n")
                .contains(
                        "00:00:00.000 --> 00:00:02.000\n" + reel.edition() + "/storyboard/0.jpg#xywh=0,0,160,90\n",
                        "00:00:02.000 --> 00:00:04.000\n" + reel.edition() + "/storyboard/0.jpg#xywh=160,0,160,90\n",
                        "00:00:04.000 --> 00:00:06.000\n" + reel.edition() + "/storyboard/0.jpg#xywh=0,90,160,90\n");
        var sprite = media(film, "/" + reel.edition() + "/storyboard/0.jpg");
        assertThat(sprite.statusCode()).isEqualTo(200);
        assertThat(sprite.headers().firstValue("Content-Type")).contains("image/jpeg");
    }

    @Test
    void what_cannot_be_played_says_why() {
        var early = Films.published(ada, "Early");
        var failed = Films.published(ada, "Failed");
        Films.execute(
                kinora,
                "update videos set status = 'queued' where id = ?::uuid",
                failed.id().toString());
        Films.execute(
                kinora,
                "update videos set status = 'error', error_code = 'ERR_UNKNOWN' where id = ?::uuid",
                failed.id().toString());

        var answers = Pattern.compile("\"code\":\"([a-z-]+)\"");
        for (var manifest : List.of("video.m3u8", "video.mpd", "180p.m3u8")) {
            var refused = media(early, "/manifest/" + manifest);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(answers.matcher(refused.body()).results().map(it -> it.group(1)))
                    .containsExactly("film-not-ready");
        }
        assertThat(media(failed, "/manifest/video.m3u8").body()).contains("\"film-failed\"");
        for (var unknown : List.of("0".repeat(32), "nonsense", "a.b.c", "..%2f..", "%00")) {
            assertThat(kinora.get("/media/" + unknown + "/manifest/video.m3u8").statusCode())
                    .as(unknown)
                    .isIn(400, 404);
        }
    }
}
