package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.WatchCast.play;
import static dev.kinora.web.WatchCast.ready;
import static dev.kinora.web.WatchCast.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.Films.Film;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import routes.FilmRoutes;
import tools.jackson.databind.json.JsonMapper;

/** Films as they are watched, in a real browser. */
class WatchPlayTest {
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    private static String watch(Film film) {
        return "/watch/" + film.uid();
    }

    @Test
    void captions_are_offered_once_in_each_language_though_the_stream_names_them_too() {
        var film = Spoken.film("Said twice");
        Spoken.put(film, "pt-BR", "WEBVTT\n\n00:01.000 --> 00:02.000\nOlá\n");
        var isNamed = new AtomicBoolean();
        try (var visit = WatchCast.at("/", 1440, ColorScheme.LIGHT)) {
            visit.page.route("**/video.m3u8", route -> {
                isNamed.set(true);
                var told = route.fetch();
                var medias = Stream.of("en", "pt-BR")
                        .map(
                                "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"captions\",NAME=\"%1$s\",LANGUAGE=\"%1$s\",DEFAULT=NO,AUTOSELECT=YES,URI=\"%1$s.m3u8\"\n"
                                        ::formatted)
                        .collect(Collectors.joining());
                route.fulfill(new Route.FulfillOptions()
                        .setResponse(told)
                        .setBody(told.text()
                                .replaceFirst("#EXT-X-STREAM-INF", medias + "#EXT-X-STREAM-INF")
                                .replaceAll("(#EXT-X-STREAM-INF:.*)", "$1,SUBTITLES=\"captions\"")));
            });
            visit.go(watch(film));
            until(visit, "p.state.canPlay");
            visit.page.locator("media-player").hover();
            visit.page.locator("media-menu-button[aria-label=Settings]").click();
            visit.page.locator(".vds-captions-menu media-menu-button").click();

            assertThat(visit.page.locator(".vds-captions-radio-group .vds-radio-label"))
                    .hasText(new String[] {"Off", "English", "Português (Brasil)"});
            assertThat(isNamed).isTrue();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_film_plays_under_the_policy_of_its_page() {
        for (int width : new int[] {390, 1440}) {
            try (var visit = WatchCast.at(watch(WatchCast.PRESS), width, ColorScheme.DARK)) {
                play(visit);

                until(visit, "v.videoWidth > 0 && p.qualities.length === 2");
                assertThat(
                                visit.page.evaluate(
                                        "() => [...document.querySelector('media-player').textTracks].map(t => t.kind + ' ' + t.label).join()"))
                        .isEqualTo("captions English,chapters Chapters");
                visit.assertNothingWasComplained();
            }
        }
    }

    @Test
    void an_address_and_a_chapter_and_a_moment_seek() {
        try (var visit = WatchCast.at(watch(WatchCast.PRESS) + "?t=0m12s")) {
            ready(visit);
            until(visit, "Math.abs(v.currentTime - 12) < 1");
            assertThat(visit.page.locator(".chapters a").nth(1)).hasAttribute("aria-current", "true");

            visit.page.locator(".chapters a").nth(2).click();
            until(visit, "v.currentTime >= 30");

            visit.page.locator(".watch-text [data-seek]").first().click();
            until(visit, "v.currentTime >= 10 && v.currentTime < 29");
            assertThat(visit.page).hasURL(java.util.regex.Pattern.compile("t=0m12s$"));
        }
    }

    @Test
    void the_keyboard_plays_seeks_mutes_and_widens() {
        try (var visit = WatchCast.at(watch(WatchCast.PRESS))) {
            ready(visit);
            visit.press("m");
            until(visit, "v.muted");
            play(visit);
            visit.press("k");
            until(visit, "v.paused");
            visit.press("5");
            // The next step counts from where the player knows itself to be, which is told when the seek has ended.
            until(visit, "!v.seeking && Math.abs(p.state.currentTime - 20) < 0.5");
            visit.press("l");
            until(visit, "Math.abs(v.currentTime - 30) < 0.5");

            visit.press("t");
            assertThat(visit.page.locator("[data-theatre]")).hasAttribute("aria-pressed", "true");
            visit.page.waitForFunction("""
                    () => { const { left, right } = document.querySelector('.watch-stage > .player').getBoundingClientRect()
                      const page = document.documentElement
                      return Math.abs(left) < 1 && Math.abs(right - page.clientWidth) < 1 && page.scrollWidth <= page.clientWidth }""");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void one_goes_on_where_one_stopped() {
        try (var visit = WatchCast.at(watch(WatchCast.PRESS) + "?t=20")) {
            play(visit);
            until(visit, "v.currentTime > 20.5");
            visit.go(watch(WatchCast.PRESS));
            ready(visit);
            until(visit, "v.currentTime >= 20");
        }
        WatchCast.watched(WatchCast.LIN, WatchCast.PLAIN, 25);
        try (var visit = WatchCast.as(WatchCast.LIN, watch(WatchCast.PLAIN))) {
            ready(visit);
            until(visit, "Math.abs(v.currentTime - 25) < 1");
        }
    }

    @Test
    void what_is_played_is_told_as_it_was_played() {
        try (var visit = WatchCast.at(watch(WatchCast.PRESS))) {
            var told = new CopyOnWriteArrayList<String>();
            visit.page.onRequest(request -> {
                if (request.url().endsWith("/api/v1/videos/" + WatchCast.PRESS.id() + "/beats")) {
                    told.add(request.postData());
                }
            });
            play(visit);
            visit.page.evaluate("() => document.querySelector('media-player').pause()");
            visit.page.waitForCondition(() -> told.size() == 2);

            var begun = JsonMapper.shared().readTree(told.getFirst());
            assertThat(begun.get("sequence").asInt()).isZero();
            assertThat(begun.get("from")).isEqualTo(begun.get("to"));
            var beat = JsonMapper.shared().readTree(told.getLast());
            assertThat(beat.get("sequence").asInt()).isEqualTo(1);
            assertThat(beat.get("session")).isEqualTo(begun.get("session"));
            assertThat(beat.get("from").asDouble()).isLessThan(beat.get("to").asDouble());
            assertThat(beat.get("rate").asInt()).isEqualTo(1);
            assertThat(beat.get("visible").asBoolean()).isTrue();
            assertThat(beat.get("session").asString()).hasSize(36);
        }
    }

    @Test
    void a_film_that_is_being_prepared_plays_and_grows() {
        var film = WatchCast.growing("Growing", 30, 4);
        try (var visit = WatchCast.at(watch(film))) {
            play(visit);
            assertThat(visit.page.locator("#coming")).containsText("30 %");
            until(visit, "p.state.duration < 10 && v.currentTime < 8");
            visit.page.evaluate("() => { document.querySelector('video').isTheFirst = true }");

            WatchCast.finish(film);

            visit.page.waitForFunction("() => !document.querySelector('#coming')", null, WatchCast.PATIENT);
            until(visit, "p.state.duration > 39");
            assertThat((boolean) visit.page.evaluate("() => document.querySelector('video').isTheFirst === true"))
                    .as("it is still the player that was begun with")
                    .isTrue();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_film_that_gets_whole_gains_its_chapters_and_pictures_and_the_page_says_what_a_reload_brings() {
        var film = WatchCast.growing("Soon whole", 30, 4);
        try (var visit = WatchCast.at(watch(film))) {
            play(visit);
            WatchCast.run(
                    "insert into chapters (video_id, chapter_order, title, start_time_seconds, end_time_seconds)"
                            + " values (?::uuid, 1, 'All of it', 0, 40)",
                    film);
            WatchCast.run("update videos set download_allowed_at = now() where id = ?::uuid", film);

            WatchCast.finish(film);

            until(visit, "p.textTracks.getByKind('chapters')[0]?.mode === 'showing'");
            until(visit, "p.querySelector('media-video-layout').thumbnails.endsWith('/storyboard.vtt')");
            assertThat(visit.page.locator(".toast"))
                    .containsText("All of the video is there now. Reload the page for its chapters and its download.");
            visit.page.reload();
            assertThat(visit.page.locator("[data-chapter] img")).hasCount(1);
            assertThat(visit.page.locator("a[download]").first()).isVisible();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_page_that_waits_turns_into_the_player() {
        var film = WatchCast.film("Waiting", "");
        WatchCast.run("update videos set status = 'inprogress', processing_progress = 0 where id = ?::uuid", film);
        try (var visit = WatchCast.at(watch(film))) {
            assertThat(visit.page.locator("#waiting")).containsText("Being prepared");
            assertThat(visit.page.locator("#waiting progress")).hasAttribute("value", "0");

            dev.kinora.testing.Films.playable(WatchCast.KINORA, film, 640, 360);

            play(visit);
            assertThat(visit.page.locator("#waiting")).hasCount(0);
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void trouble_says_what_to_do_and_can_be_tried_again() {
        var film = WatchCast.playable("Trouble", "");
        FilmRoutes.BROKEN.put(film.uid(), 404);
        try (var visit = WatchCast.at(watch(film))) {
            visit.page.waitForFunction("() => document.querySelector('.player-trouble')", null, WatchCast.PATIENT);
            assertThat(visit.page.locator(".player-trouble")).containsText("not where it was");
            assertThat(visit.violations()).isEmpty();

            FilmRoutes.BROKEN.remove(film.uid());
            visit.page.locator(".player-trouble button").click();

            ready(visit);
            assertThat(visit.page.locator(".player-trouble")).hasCount(0);
            assertThat(visit.page.locator("media-player")).isFocused();
        }
    }

    @Test
    void a_link_that_has_run_out_is_replaced_by_trying_again() {
        var film = WatchCast.playable("Run out", "");
        FilmRoutes.BROKEN.put(film.uid(), 401);
        try (var visit = WatchCast.at(watch(film))) {
            visit.page.waitForFunction("() => document.querySelector('.player-trouble')", null, WatchCast.PATIENT);
            assertThat(visit.page.locator(".player-trouble")).containsText("run out");
            FilmRoutes.BROKEN.remove(film.uid());
            visit.page.route("**" + watch(film) + "/now", route -> {
                var told = route.fetch();
                route.fulfill(new Route.FulfillOptions()
                        .setResponse(told)
                        .setBody(told.text().replace(".m3u8", ".m3u8?anew")));
            });

            visit.page.waitForRequest(
                    "**/*.m3u8?anew",
                    () -> visit.page.locator(".player-trouble button").click());

            ready(visit);
            assertThat(visit.page.locator(".player-trouble")).hasCount(0);
        }
    }

    @Test
    void a_film_plays_in_a_frame_of_whoever_may_show_it() {
        var film = WatchCast.playable("Framed", "");
        try (var visit = WatchCast.at("/")) {
            frame(visit, film);
            var framed = visit.page.frameLocator("iframe");
            assertThat(framed.locator("media-player")).isVisible(PATIENTLY);
            assertThat(framed.locator(".embed-title")).hasText("Framed");

            WatchCast.run("update videos set allowed_origins = '{127.0.0.1}' where id = ?::uuid", film);
            frame(visit, film);
            assertThat(framed.locator("media-player")).isVisible(PATIENTLY);

            WatchCast.run("update videos set allowed_origins = '{other.example}' where id = ?::uuid", film);
            frame(visit, film);
            assertThat(framed.locator("media-player")).hasCount(0);
        }
    }

    /** The same server under another name is another origin. */
    private static void frame(Visit visit, Film film) {
        visit.page.navigate(WatchCast.KINORA
                .url("/test/frame?of=" + WatchCast.KINORA.url("/embed/" + film.uid()))
                .replaceFirst("localhost", "127.0.0.1"));
    }
}
