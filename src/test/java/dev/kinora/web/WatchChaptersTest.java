package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.kinora.testing.Films.Film;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Chapters where a film is watched, in a real browser: in the time bar, in the list beside it, in what is shared. */
class WatchChaptersTest {
    private static final Page.WaitForFunctionOptions PATIENT = new Page.WaitForFunctionOptions().setTimeout(120_000);
    private static final String TITLES =
            "[...document.querySelectorAll('media-slider-chapters .vds-slider-chapter')].length";

    private static Visit at(String path, int width) {
        var visit = WatchCast.at(path, width, ColorScheme.LIGHT);
        until(visit, "p.state.canPlay");
        return visit;
    }

    private static void until(Visit visit, String condition) {
        visit.page.waitForFunction(
                "() => { const v = document.querySelector('video'), p = document.querySelector('media-player');"
                        + " return v && p && (" + condition + ") }",
                null,
                PATIENT);
    }

    private static String watch(Film film) {
        return "/watch/" + film.uid();
    }

    @Test
    void the_time_bar_is_cut_into_them_and_names_the_one_under_the_pointer() {
        try (var visit = at(watch(WatchCast.PRESS), 1440)) {
            until(visit, TITLES + " === 3");
            visit.page.locator("media-player").hover();
            var bar = visit.page.locator("media-time-slider").boundingBox();

            visit.page.mouse().move(bar.x + bar.width * 0.5, bar.y + bar.height / 2);
            assertThat(visit.page.locator("media-time-slider .vds-slider-chapter-title"))
                    .hasText("Inking");
            visit.page.mouse().move(bar.x + bar.width * 0.95, bar.y + bar.height / 2);
            assertThat(visit.page.locator("media-time-slider .vds-slider-chapter-title"))
                    .hasText("Pulling the sheet");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void the_list_seeks_and_marks_the_one_that_plays_on_a_phone_too() {
        for (int width : new int[] {390, 1440}) {
            try (var visit = at(watch(WatchCast.PRESS), width)) {
                var chapters = visit.page.locator("[data-chapter]");
                assertThat(chapters.first()).hasAttribute("aria-current", "true");
                assertThat(chapters.locator("img")).hasCount(3);

                chapters.nth(2).focus();
                visit.page.keyboard().press("Enter");

                until(visit, "v.currentTime >= 30");
                assertThat(chapters.nth(2)).hasAttribute("aria-current", "true");
                assertThat(visit.page.locator("[data-chapter][aria-current]")).hasCount(1);
                visit.assertNothingWasComplained();
            }
        }
    }

    @Test
    void the_menu_of_the_player_lists_them_with_their_times_and_seeks() {
        try (var visit = at(watch(WatchCast.PRESS), 1440)) {
            // Most people have not asked for fewer movements.
            visit.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
            until(visit, TITLES + " === 3");
            visit.page.locator("media-player").hover();
            visit.page.locator("media-menu-button[aria-label=Chapters]").click();

            var menu = visit.page.locator(".vds-chapters-menu-items");
            assertThat(menu).hasCSS("opacity", "1");
            assertThat(menu.boundingBox().height).isGreaterThan(100);
            assertThat(menu.locator(".vds-chapter-radio-label"))
                    .hasText(new String[] {"Setting the type", "Inking", "Pulling the sheet"});
            assertThat(menu.locator(".vds-chapter-radio-start-time")).hasText(new String[] {"0:00", "0:10", "0:30"});
            menu.locator(".vds-chapter-radio").nth(1).click();

            until(visit, "v.currentTime >= 10 && v.currentTime < 30");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_long_list_keeps_the_one_that_plays_in_sight_and_the_page_stays_where_it_is() {
        var film = WatchCast.playable("Forty chapters", "");
        WatchCast.run("""
                insert into chapters (video_id, chapter_order, title, start_time_seconds, end_time_seconds)
                select v.id, n, 'Second ' || n, n - 1, n from videos v, generate_series(1, 40) n where v.id = ?::uuid""", film);
        try (var visit = at(watch(film), 1440)) {
            visit.page.evaluate("() => { document.querySelector('media-player').currentTime = 36.5 }");

            var now = visit.page.locator("[data-chapter][aria-current]");
            assertThat(now).containsText("Second 37");
            assertThat(now).isInViewport();
            assertThat(((Number) visit.page.evaluate("() => scrollY")).intValue())
                    .isZero();
        }
    }

    @Test
    void a_chapter_is_shared_by_where_it_begins() {
        try (var visit = at(watch(WatchCast.PRESS) + "?t=33", 1440)) {
            until(visit, "Math.abs(v.currentTime - 33) < 1");
            visit.page.locator("[data-shares]").click();
            var link = visit.page.locator("#share-link");
            assertThat(visit.page.locator("[data-share-chapter-name]")).hasText("Pulling the sheet");

            visit.page.locator("[data-share-moment]").check();
            assertThat(link).hasValue(Pattern.compile("\\?t=3[23]$"));
            visit.page.locator("[data-share-chapter]").check();

            assertThat(link).hasValue(Pattern.compile("\\?t=30$"));
            assertThat(visit.page.locator("#share-code")).hasValue(Pattern.compile("\\?t=30\""));
            assertThat(visit.page.locator("[data-share-moment]")).not().isChecked();
            visit.page.locator("[data-share-chapter]").uncheck();
            assertThat(link).not().hasValue(Pattern.compile("t="));
        }
    }

    @Test
    void a_player_on_a_page_of_somebody_else_has_them_too() {
        try (var visit = at("/embed/" + WatchCast.PRESS.uid(), 640)) {
            until(visit, TITLES + " === 3");
            assertThat(
                            visit.page.evaluate(
                                    "() => [...document.querySelector('media-player').textTracks].find(t => t.kind === 'chapters').cues.map(c => c.text).join()"))
                    .isEqualTo("Setting the type,Inking,Pulling the sheet");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void search_engines_are_told_where_each_begins() {
        var told = WatchCast.KINORA.get(watch(WatchCast.PRESS)).body();

        assertThat(told)
                .contains("\"@type\":\"Clip\"", "\"name\":\"Inking\"")
                .contains(WatchCast.KINORA.url(watch(WatchCast.PRESS)) + "?t=10\"");
    }
}
