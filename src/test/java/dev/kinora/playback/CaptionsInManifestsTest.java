package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Asked;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Captions as players find them. */
class CaptionsInManifestsTest {
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

    @Test
    void captions_are_listed_and_fetched() {
        var film = Films.published(ada, "Spoken");
        var reel = Reel.whole(kinora, film);
        Films.execute(
                kinora,
                "insert into captions (video_id, language, label, origin, vtt) values (?::uuid, 'en', 'English \"<CC>\"', 'uploaded', ?)",
                film.id().toString(),
                "WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n");

        var told = Playlist.of(media(film, "/manifest/video.m3u8").body());
        var dash = media(film, "/manifest/video.mpd").body();
        var playlist = Playlist.of(media(film, "/manifest/captions-en.m3u8").body());
        var track = media(film, "/captions/en.vtt");

        assertThat(told.media())
                .anySatisfy(captions -> assertThat(captions)
                        .containsEntry("TYPE", "SUBTITLES")
                        .containsEntry("LANGUAGE", "en")
                        .containsEntry("NAME", "English '<CC>'")
                        .containsEntry("URI", "captions-en.m3u8?edition=" + reel.edition()));
        assertThat(told.variants().getFirst().attributes()).containsEntry("SUBTITLES", "captions");
        assertThat(playlist.segments())
                .singleElement()
                .extracting(Playlist.Segment::address)
                .isEqualTo("../captions/en.vtt");
        assertThat(track.body()).startsWith("WEBVTT").contains("Hello");
        assertThat(track.headers().firstValue("Content-Type").orElse("")).startsWith("text/vtt");
        assertThat(dash).contains("mimeType=\"text/vtt\"", "&lt;CC&gt;");
        assertThat(Asked.frames(kinora.url("/media/" + film.uid() + "/manifest/video.mpd")))
                .isEqualTo(Reel.FRAMES);
        assertThat(media(film, "/captions/fr.vtt").statusCode()).isEqualTo(404);
    }

    @Test
    void captions_that_are_to_be_shown_unasked_are_told_so_in_both_manifests() {
        var film = Films.published(ada, "Unasked");
        Reel.whole(kinora, film);
        Films.execute(kinora, """
                insert into captions (video_id, language, label, origin, vtt, shown_unasked)
                select ?::uuid, language, language, 'uploaded', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nHello', language = 'de' from unnest('{de,en}'::text[]) language""", film.id().toString());

        var told = Playlist.of(media(film, "/manifest/video.m3u8").body());
        var dash = media(film, "/manifest/video.mpd").body();

        assertThat(told.media().stream()
                        .filter(each -> "SUBTITLES".equals(each.get("TYPE")))
                        .map(each -> each.get("LANGUAGE") + " " + each.get("DEFAULT")))
                .containsExactly("de YES", "en NO");
        assertThat(dash.split("value=\"main\"", -1)).hasSize(2);
    }

    @Test
    void captions_with_one_label_have_names_of_their_own() {
        var film = Films.published(ada, "One label");
        Reel.whole(kinora, film);
        Films.execute(kinora, """
                insert into captions (video_id, language, label, origin, vtt)
                select ?::uuid, language, 'Subtitles', 'uploaded', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nHello' from unnest('{de,en}'::text[]) language""", film.id().toString());

        assertThat(Playlist.of(media(film, "/manifest/video.m3u8").body()).media().stream()
                        .filter(each -> "SUBTITLES".equals(each.get("TYPE")))
                        .map(each -> each.get("LANGUAGE") + " " + each.get("NAME")))
                .containsExactlyInAnyOrder("de Subtitles (de)", "en Subtitles (en)");
    }
}
