package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.WatchCast.play;
import static dev.kinora.web.WatchCast.ready;
import static dev.kinora.web.WatchCast.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.kinora.testing.Await;
import dev.kinora.testing.Films.Film;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import routes.FilmRoutes;
import tools.jackson.databind.json.JsonMapper;

/** What holds beyond one player: choices, what was watched, the link, and where one was. */
class WatchKeptTest {
    private static final String TROUBLE = ".player-trouble";

    private static String watch(Film film) {
        return "/watch/" + film.uid();
    }

    /** Of which eight seconds are there, so that its lists are asked for again and again. */
    private static Film growing(String title) {
        var film = WatchCast.growing(title, 30, 4);
        WatchCast.run(
                "insert into captions (video_id, language, label, origin, vtt) values (?::uuid, 'en', 'English', 'uploaded', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nHello')",
                film);
        return film;
    }

    private static void awaitTrouble(Visit visit, String words) {
        visit.page.waitForFunction(
                "words => document.querySelector('.player-trouble')?.textContent.includes(words)",
                words,
                WatchCast.PATIENT);
    }

    /** A film gets other addresses from now on. */
    private static void renewLinks(Visit visit) {
        visit.page.route("**/now", route -> {
            var told = route.fetch();
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(told)
                    .setBody(told.text().replace("video.m3u8", "video.m3u8?anew")));
        });
    }

    @Test
    void volume_rate_and_captions_are_remembered_in_the_next_film_and_after_trying_again() {
        var next = growing("The next film");
        var are =
                "Math.abs(v.volume - %s) < 0.001 && p.textTracks.selected?.language === 'en' && v.playbackRate === %s";
        try (var visit = WatchCast.at(watch(WatchCast.PRESS))) {
            ready(visit);
            until(visit, "p.textTracks.selected === null");
            visit.page.locator("media-player").focus();
            // One step: a second one may come before the player has told the first.
            visit.press("ArrowDown", "c", ">");
            until(visit, "v.volume < 1 && p.textTracks.selected !== null && v.playbackRate === 1.25");
            var volume = visit.page.evaluate("() => document.querySelector('video').volume");

            visit.go(watch(next));
            play(visit);
            until(visit, are.formatted(volume, "1.25"));

            visit.press(">");
            FilmRoutes.BROKEN.put(next.uid(), 404);
            awaitTrouble(visit, "not where it was");
            until(visit, "v.paused");
            FilmRoutes.BROKEN.remove(next.uid());
            visit.page.locator(TROUBLE + " button").click();
            assertThat(visit.page.locator(TROUBLE)).hasCount(0);
            until(visit, are.formatted(volume, "1.5"));
        } finally {
            WatchCast.finish(next);
        }
    }

    @Test
    void what_was_watched_without_a_connection_is_told_and_counted_once_there_is_one() {
        var film = WatchCast.playable("Watched offline", "");
        try (var visit = WatchCast.as(WatchCast.LIN, watch(film))) {
            var taken = new CopyOnWriteArrayList<Integer>();
            visit.page.onResponse(response -> {
                if (response.url().endsWith("/beats") && response.status() == 204) {
                    taken.add(JsonMapper.shared()
                            .readTree(response.request().postData())
                            .get("sequence")
                            .asInt());
                }
            });
            ready(visit);
            until(visit, "v.buffered.length > 0 && v.buffered.end(0) > 26");
            play(visit);
            visit.page.waitForCondition(() -> taken.size() == 1);
            visit.page.context().setOffline(true);
            visit.press("k");
            until(visit, "v.paused && p.state.paused");
            visit.press("5");
            until(visit, "v.currentTime > 19 && !v.seeking");
            visit.press("k");
            until(visit, "!v.paused && v.currentTime > 22.5");
            visit.press("k");
            until(visit, "v.paused");
            assertThat(taken).containsExactly(0);
            assertThat(isWatched(film, 21)).isFalse();

            visit.page.context().setOffline(false);
            visit.page.waitForCondition(() -> taken.size() == 3);
            assertThat(taken).containsExactly(0, 1, 2);
            Await.until(() -> isWatched(film, 21));
        }
    }

    /** Whether the server has it that lin saw that second. */
    private static boolean isWatched(Film film, int second) {
        try (var connection = WatchCast.KINORA.access().owner().connect();
                var statement = connection.prepareStatement(
                        "select exists (select from video_views where user_id = ?::uuid and video_id = ?::uuid and watched @> ?)")) {
            statement.setString(1, WatchCast.LIN.id().toString());
            statement.setString(2, film.id().toString());
            statement.setInt(3, second);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_link_that_runs_out_is_replaced_while_the_film_plays() {
        var film = growing("A link that runs out");
        try (var visit = WatchCast.at(watch(film))) {
            renewLinks(visit);
            visit.page.route("**/video.m3u8?anew", route -> {
                FilmRoutes.BROKEN.remove(film.uid());
                route.resume();
            });
            play(visit);
            until(visit, "v.currentTime > 2");
            visit.page.evaluate("""
                    () => new MutationObserver(() => { if (document.querySelector('.player-trouble')) window.sawTrouble = true })
                      .observe(document.querySelector('#player'), { childList: true })""");

            visit.page.waitForRequest(
                    "**/video.m3u8?anew",
                    new Page.WaitForRequestOptions().setTimeout(120_000),
                    () -> FilmRoutes.BROKEN.put(film.uid(), 401));

            until(visit, "p.state.canPlay && v.currentTime > 2 && !window.sawTrouble");
        } finally {
            FilmRoutes.BROKEN.remove(film.uid());
            WatchCast.finish(film);
        }
    }

    @Test
    void a_film_that_is_begun_after_hours_takes_a_new_link_first() {
        try (var visit = WatchCast.at(watch(WatchCast.PRESS) + "?t=10")) {
            renewLinks(visit);
            ready(visit);
            visit.page.evaluate("() => { const now = Date.now; Date.now = () => now() + 6 * 3600_000 }");

            visit.page.waitForRequest("**/video.m3u8?anew", () -> visit.press("k"));

            until(visit, "!v.paused && v.currentTime > 10.5");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void coming_back_goes_on_where_one_stopped_since() {
        var film = WatchCast.playable("Gone on with elsewhere", "");
        WatchCast.watched(WatchCast.LIN, film, 25);
        try (var visit = WatchCast.as(WatchCast.LIN, watch(film))) {
            ready(visit);
            until(visit, "Math.abs(v.currentTime - 25) < 1");
            visit.go("/");
            WatchCast.run("update video_views set last_position = 12 where video_id = ?::uuid", film);

            visit.page.goBack();

            ready(visit);
            until(visit, "Math.abs(v.currentTime - 12) < 1");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_chapter_chosen_while_the_player_loads_is_where_it_begins() {
        try (var visit = WatchCast.at("/")) {
            whileItLoads(
                    visit,
                    watch(WatchCast.PRESS) + "?t=20",
                    () -> visit.page.locator(".chapters a").first().click());

            until(visit, "!v.paused && v.currentTime > 0.5 && v.currentTime < 9");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void what_is_found_in_the_transcript_while_the_player_loads_is_where_it_begins() {
        var film = Spoken.film("Found while it loads");
        try (var visit = WatchCast.at("/")) {
            whileItLoads(visit, watch(film), () -> {
                visit.page.getByLabel("Search in what is said").fill("number 27");
                visit.press("Enter");
            });

            until(visit, "p.state.canPlay && v.paused && Math.abs(v.currentTime - 27) < 1");
            visit.assertNothingWasComplained();
        }
    }

    /** The player is there, and knows nothing of its film yet. */
    private static void whileItLoads(Visit visit, String path, Runnable act) {
        var held = new ArrayList<Route>();
        visit.page.route("**/video.m3u8", held::add);
        visit.go(path);
        visit.page.waitForCondition(() -> !held.isEmpty());
        act.run();
        visit.page.unroute("**/video.m3u8");
        held.forEach(Route::resume);
    }

    @Test
    void a_film_that_no_browser_can_play_is_told_of() {
        try (var visit = WatchCast.at("/")) {
            visit.page.route(
                    "**/*.m4s",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("video/mp4")
                            .setBodyBytes(new byte[20_000])));
            visit.go(watch(WatchCast.PRESS));

            awaitTrouble(visit, "cannot play the film");
        }
    }
}
