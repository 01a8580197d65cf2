package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the manifests of a film say of its captions. */
class CaptionsListedTest {
    private static void execute(RunningKinora kinora, String sql) throws SQLException {
        try (var connection = kinora.access().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The server itself refuses whoever reads more than is needed. */
    @Test
    void manifests_are_told_without_reading_a_word_of_the_captions() throws SQLException {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false")) {
            var film = Films.published(People.member(kinora, "ada"), "Spoken");
            Reel.whole(kinora, film);
            Films.execute(kinora, """
                    insert into captions (video_id, language, label, origin, vtt)
                    select ?::uuid, language, language, 'uploaded', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nIn ' || language
                    from unnest('{de,en}'::text[]) language""", film.id().toString());
            var media = "/media/" + film.uid();
            assertThat(kinora.get(media + "/captions/de.vtt").body()).endsWith("In de");

            execute(kinora, "revoke select on captions from kinora_worker");
            execute(
                    kinora,
                    "grant select (id, video_id, language, label, status, shown_unasked, has_cues) on captions to kinora_worker");

            assertThat(kinora.get(media + "/captions/de.vtt").statusCode()).isEqualTo(500);
            assertThat(kinora.get(media + "/manifest/video.m3u8").body())
                    .contains("captions-de.m3u8", "captions-en.m3u8");
            assertThat(kinora.get(media + "/manifest/video.mpd").body()).contains("captions/de.vtt", "captions/en.vtt");
            assertThat(kinora.get(media + "/manifest/captions-de.m3u8").body()).contains("../captions/de.vtt");
            assertThat(kinora.get(media + "/manifest/captions-fr.m3u8").statusCode())
                    .isEqualTo(404);
        }
    }
}
