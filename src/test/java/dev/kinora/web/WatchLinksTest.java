package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import dev.kinora.playlists.Playlist;
import dev.kinora.playlists.Playlists;
import dev.kinora.testing.Films;
import dev.kinora.testing.Films.Film;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a page says that its film lies, and what that costs. */
class WatchLinksTest {
    private static RunningKinora kinora;
    private static People.Person ada;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start();
        ada = People.member(kinora, "ada");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static Film film(String visibility) {
        return Films.playable(kinora, Films.of(ada, "A " + visibility + " film", visibility), 640, 360);
    }

    private static HttpResponse<String> asAda(String path) {
        return kinora.get(path, "Cookie", "kinora_session=" + ada.browser());
    }

    /** By people, since the start; what Kinora does by itself goes another way. */
    private static long transactions() {
        return kinora.bean(MeterRegistry.class)
                .get("hikaricp.connections.acquire")
                .tag("pool", "app")
                .timer()
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/watch/%s", "/watch/%s/now", "/embed/%s"})
    void a_page_of_a_film_goes_to_the_database_once(String page) {
        var path = page.formatted(film("public").uid());
        assertThat(kinora.get(path).body()).contains("/manifest/video.m3u8");
        var before = transactions();

        assertThat(kinora.get(path).statusCode()).isEqualTo(200);

        assertThat(transactions() - before).isEqualTo(1);
    }

    @Test
    void a_page_of_a_film_that_is_played_from_a_list_goes_there_once_more() {
        var film = film("public");
        var playlists = kinora.bean(Playlists.class);
        var list = new Caller(new Viewer.User(ada.id()), "test", null, null).call(() -> {
            var made = playlists.create(ada.id(), new Playlist.Draft("A list", "", "public"));
            playlists.add(made.id(), film.id());
            return made.id();
        });
        var path = "/watch/" + film.uid() + "?list=";
        assertThat(kinora.get(path + list).body()).contains("data-list=\"" + list);
        var before = transactions();

        assertThat(kinora.get(path + list).statusCode()).isEqualTo(200);
        assertThat(transactions() - before).isEqualTo(2);

        assertThat(kinora.get(path + "none").statusCode()).isEqualTo(200);
        assertThat(transactions() - before).isEqualTo(3);
    }

    @Test
    void what_its_owner_alone_sees_goes_to_the_database_once_too() {
        var path = "/watch/" + film("private").uid() + "/now";
        assertThat(asAda(path).body()).contains("/manifest/video.m3u8");
        var before = transactions();

        assertThat(asAda(path).statusCode()).isEqualTo(200);

        assertThat(transactions() - before).isEqualTo(1);
    }

    @Test
    void a_film_is_named_by_its_address_only_where_everybody_may_play_it() {
        for (var visibility : new String[] {"public", "unlisted"}) {
            var open = film(visibility);
            assertThat(asAda("/watch/" + open.uid()).body())
                    .as(visibility)
                    .contains("/media/" + open.uid() + "/manifest/video.m3u8");
        }
        var hidden = film("private");
        var draft = film("public");
        Films.execute(
                kinora,
                "update videos set published_at = null where id = ?::uuid",
                draft.id().toString());
        var down = film("public");
        Films.execute(
                kinora,
                "update videos set taken_down_at = now(), taken_down_reason = 'test' where id = ?::uuid",
                down.id().toString());

        for (var mine : new Film[] {hidden, draft, down}) {
            var seen = asAda("/watch/" + mine.uid());
            assertThat(seen.body()).contains("/manifest/video.m3u8").doesNotContain("/media/" + mine.uid());
            assertThat(kinora.get("/watch/" + mine.uid()).statusCode()).isEqualTo(404);
        }
    }
}
