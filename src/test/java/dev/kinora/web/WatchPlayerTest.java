package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.WatchCast.play;
import static dev.kinora.web.WatchCast.ready;
import static dev.kinora.web.WatchCast.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the player shows of itself, and where it goes on from. */
class WatchPlayerTest {
    private static final String PRESS = "/watch/" + WatchCast.PRESS.uid();

    private static void shot(Visit visit, String name) {
        var shots = System.getenv("KINORA_SHOTS");
        if (shots != null) {
            visit.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(shots, name + ".png")));
        }
    }

    private static void playToItsEnd(Visit visit) {
        play(visit);
        until(visit, "v.ended && p.state.ended");
    }

    @Test
    void after_its_end_a_film_goes_on_from_where_one_jumps_to() {
        try (var visit = WatchCast.at(PRESS + "?t=37")) {
            playToItsEnd(visit);
            visit.press("5");
            until(visit, "!v.seeking && Math.abs(v.currentTime - 20) < 0.5 && !p.state.ended");
            visit.press("k");
            until(visit, "!v.paused && v.currentTime > 20.5");
            visit.assertNothingWasComplained();
        }
        try (var visit = WatchCast.at(PRESS + "?t=37")) {
            playToItsEnd(visit);
            visit.press("ArrowLeft");
            until(visit, "!v.seeking && Math.abs(v.currentTime - 30) < 0.5");
            visit.press("Space");
            until(visit, "!v.paused && v.currentTime > 30.5");
        }
        try (var visit = WatchCast.at(PRESS + "?t=37")) {
            playToItsEnd(visit);
            visit.page.locator("media-time-slider").click();
            until(visit, "!v.seeking && Math.abs(v.currentTime - 20) < 1");
            visit.press("k");
            until(visit, "!v.paused && v.currentTime > 20.5");
        }
    }

    @Test
    void after_its_end_a_film_begins_anew_where_nobody_jumped() {
        try (var visit = WatchCast.at(PRESS + "?t=38")) {
            playToItsEnd(visit);

            visit.press("k");

            until(visit, "!v.paused && v.currentTime > 0.2 && v.currentTime < 5");
        }
    }

    @Test
    void a_film_is_as_long_in_its_player_as_on_its_page() {
        var film = WatchCast.playable("As long everywhere", "");
        WatchCast.run("update videos set duration = 39.9 where id = ?::uuid", film);
        try (var visit = WatchCast.at("/watch/" + film.uid())) {
            ready(visit);

            assertThat(visit.page
                            .locator("media-player media-time[type=duration]")
                            .first())
                    .hasText("0:39");
            assertThat(visit.page.locator(".watch-facts")).containsText("0:39");
        }
    }

    @Test
    void player_of_a_sound_is_as_wide_as_the_window() {
        var film = WatchCast.playable("Heard alone", "");
        WatchCast.run("delete from video_metadata where video_id = ?::uuid", film);
        try (var visit = WatchCast.at("/watch/" + film.uid(), 390, ColorScheme.LIGHT)) {
            ready(visit);
            for (int width : List.of(320, 390, 600, 700, 1024)) {
                assertThat(visit.overflowAt(width)).as("at %d px", width).isLessThanOrEqualTo(0);
                var box = visit.page.locator("#player").boundingBox();
                assertThat(box.width).as("at %d px", width).isLessThanOrEqualTo(width);
                assertThat(box.height).isGreaterThanOrEqualTo(240);
            }
            visit.page.setViewportSize(390, 900);
            assertThat(visit.page.locator("#player").boundingBox().width).isEqualTo(390);
            shot(visit, "sound390");
        }
    }

    @Test
    void a_film_that_was_not_begun_has_a_large_button_wherever_it_is_seen() {
        for (int width : List.of(390, 1440)) {
            try (var visit = WatchCast.at(PRESS, width, ColorScheme.LIGHT)) {
                ready(visit);
                var button = visit.page.locator(width == 390 ? ".vds-play-button" : ".player-begin");
                var film = visit.page.locator("#player").boundingBox();
                assertThat(button).isVisible();
                shot(visit, "begin" + width);
                assertThat(visit.page.locator(".player-begin"))
                        .isVisible(new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                                .setVisible(width == 1440));
                var box = button.boundingBox();
                assertThat(box.x + box.width / 2).isCloseTo(film.x + film.width / 2, within(3.0));
                button.focus();
                visit.press("Enter");

                until(visit, "!v.paused && v.currentTime > 0.3");
                assertThat(visit.page.locator(".player-begin")).isHidden();
                assertThat((String) visit.page.evaluate("() => document.activeElement.localName"))
                        .startsWith("media-");
                visit.assertNothingWasComplained();
            }
        }
    }

    @Test
    void nothing_is_asked_for_that_a_film_in_the_making_does_not_have() {
        var film = WatchCast.growing("Without a storyboard yet", 30, 4);
        try (var visit = WatchCast.at("/")) {
            var missing = new CopyOnWriteArrayList<String>();
            visit.page.onResponse(response -> {
                if (response.status() >= 400) missing.add(response.url());
            });
            visit.go("/watch/" + film.uid());
            play(visit);
            visit.page.locator("media-time-slider").hover();

            until(visit, "v.currentTime > 1.5");
            assertThat(missing).isEmpty();
        } finally {
            WatchCast.finish(film);
        }
    }

    @Test
    void menu_of_the_player_is_written_like_the_page_and_offers_no_sound_where_there_is_one() {
        try (var visit = WatchCast.at(PRESS)) {
            ready(visit);
            visit.page.locator("media-player").hover();
            visit.page.locator("media-menu-button[aria-label=Settings]").click();
            assertThat(visit.page.locator(".vds-speed-menu")).isVisible();

            assertThat(visit.page.locator(".vds-audio-menu")).hasCount(0);
            assertThat(visit.page.evaluate("""
                    () => [...document.querySelectorAll('media-player *, .vds-menu-items, .vds-menu-items *')]
                      .filter(e => e.innerText?.trim() && getComputedStyle(e).fontFamily !== getComputedStyle(document.body).fontFamily)
                      .map(e => e.outerHTML)""")).isEqualTo(List.of());
            shot(visit, "playermenu");
        }
    }
}
