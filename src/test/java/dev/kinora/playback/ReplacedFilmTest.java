package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.editions.Editions;
import dev.kinora.platform.Caller;
import dev.kinora.storage.Shelf;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A film whose file is replaced while somebody watches the old one. */
class ReplacedFilmTest {
    private static RunningKinora kinora;
    private static Player player;
    private static People.Person ada;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        player = new Player(kinora);
        ada = People.member(kinora, "ada");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static void captions(Films.Film film) {
        Films.execute(
                kinora,
                "insert into captions (video_id, language, label, origin, vtt) values (?::uuid, 'en', 'English', 'uploaded', E'WEBVTT\\n\\n00:00.000 --> 00:02.000\\nHello')",
                film.id().toString());
    }

    /** What a player that read this list may fetch at any time, as it would. */
    private static List<String> playlists(String multivariant) {
        var told = Playlist.of(kinora.get(multivariant).body());
        var addresses = new ArrayList<>(
                told.variants().stream().map(Playlist.Variant::address).toList());
        told.media().forEach(media -> addresses.add(media.get("URI")));
        return addresses.stream().map(each -> resolved(multivariant, each)).toList();
    }

    private static String resolved(String base, String address) {
        return URI.create(base).resolve(address).toString();
    }

    @Test
    void whoever_opened_it_sees_the_old_one_to_its_end_by_its_uid_and_by_a_token() {
        for (var visibility : List.of("public", "private")) {
            var film = Films.of(ada, "Replaced", visibility);
            var old = Reel.whole(kinora, film);
            captions(film);
            var hls = player.link(film, ada).hls();
            var opened = playlists(hls);

            var now = Reel.soundAlone(kinora, film);

            assertThat(opened).as("two rungs, sound and captions").hasSize(4);
            for (var playlist : opened) {
                var answer = kinora.get(playlist);
                assertThat(answer.statusCode()).as(playlist).isEqualTo(200);
                assertThat(Playlist.of(answer.body()).segments()).isNotEmpty().allSatisfy(segment -> {
                    if (!playlist.contains("captions")) {
                        assertThat(segment.address()).startsWith("../" + old.edition());
                    }
                    assertThat(player.status(resolved(playlist, segment.address())))
                            .isEqualTo(200);
                });
            }
            assertThat(playlists(hls))
                    .as("who opens it now sees what plays now")
                    .containsExactlyInAnyOrder(
                            resolved(hls, "audio.m3u8?edition=" + now.edition()),
                            resolved(hls, "captions-en.m3u8?edition=" + now.edition()));
            assertThat(kinora.get(resolved(hls, "audio.m3u8")).body())
                    .contains("../" + now.edition())
                    .doesNotContain(old.edition().toString());
        }
    }

    @Test
    void once_the_files_of_the_old_one_are_gone_its_lists_say_so_and_name_nothing_of_the_new_one() {
        var film = Films.published(ada, "Swept");
        Reel.whole(kinora, film);
        captions(film);
        var opened = playlists("/media/" + film.uid() + "/manifest/video.m3u8");
        var now = Reel.whole(kinora, film);

        new Shelf(kinora, ada.id()).sweepInTime();

        for (var playlist : opened) {
            var answer = kinora.get(playlist);
            assertThat(answer.statusCode()).as(playlist).isEqualTo(410);
            assertThat(answer.body()).contains("\"film-replaced\"");
        }
        assertThat(kinora.get("/media/" + film.uid() + "/manifest/180p.m3u8").body())
                .contains("../" + now.edition());
    }

    @Test
    void a_list_that_grows_ends_as_it_began_though_the_film_is_replaced_meanwhile() {
        var film = Films.published(ada, "Grown");
        var reel = Reel.begun(kinora, film)
                .written("180p", 0)
                .written("90p", 0)
                .written("audio", 0)
                .playable();
        var opened = playlists("/media/" + film.uid() + "/manifest/video.m3u8").stream()
                .filter(each -> each.contains("180p"))
                .findFirst()
                .orElseThrow();
        var first = kinora.get(opened);

        reel.finish();
        var last = kinora.get(opened).body();
        Reel.whole(kinora, film);
        var replaced = kinora.get(opened).body();

        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(Playlist.of(first.body()).segments()).hasSize(1);
        assertThat(last).startsWith(first.body()).endsWith("#EXT-X-ENDLIST\n");
        assertThat(replaced).isEqualTo(last);
    }

    @Test
    void what_failed_while_it_was_watched_says_so_and_is_gone_when_another_plays() {
        var film = Films.published(ada, "Given up");
        var reel = Reel.begun(kinora, film)
                .written("180p", 0)
                .written("90p", 0)
                .written("audio", 0)
                .playable();
        var opened = "/media/" + film.uid() + "/manifest/180p.m3u8?edition=" + reel.edition();
        assertThat(player.status(opened)).isEqualTo(200);

        Caller.system("test").run(() -> kinora.bean(Editions.class).failed(reel.edition()));
        var failed = kinora.get(opened);
        Reel.whole(kinora, film);

        assertThat(failed.body()).contains("\"film-not-ready\"");
        assertThat(player.status(opened)).isEqualTo(410);
    }

    @Test
    void what_is_no_edition_of_the_film_or_does_not_play_yet_is_not_listed() {
        var film = Films.published(ada, "Whole");
        Reel.whole(kinora, film);
        var secret = Reel.whole(kinora, Films.of(ada, "Secret", "private"));
        var remake = Reel.begun(kinora, film).written("180p", 0).written("90p", 0);
        var list = "/media/" + film.uid() + "/manifest/180p.m3u8?edition=";

        for (var edition : List.of(secret.edition(), remake.edition(), UUID.randomUUID())) {
            assertThat(player.status(list + edition)).isEqualTo(404);
        }
        assertThat(player.status(list + "nonsense")).isEqualTo(400);
    }
}
