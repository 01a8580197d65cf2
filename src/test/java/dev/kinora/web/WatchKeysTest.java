package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.WatchCast.ready;
import static dev.kinora.web.WatchCast.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which keys are for the film, and which for the rest of its page. */
class WatchKeysTest {
    private static final String SAID = said();

    private static String said() {
        var film = WatchCast.playable("Said at length", "");
        Films.says(
                WatchCast.KINORA,
                film,
                IntStream.range(0, 60).mapToObj(each -> "Sentence " + each).toArray(String[]::new));
        return "/watch/" + film.uid();
    }

    private static Visit visit() {
        var visit = WatchCast.at(SAID);
        ready(visit);
        assertThat(visit.page.locator(".transcript-lines")).isVisible();
        return visit;
    }

    @Test
    void arrows_scroll_the_page_and_the_transcript_and_are_the_volume_within_the_player() {
        try (var visit = visit()) {
            visit.page.setViewportSize(1440, 420);
            visit.press("ArrowDown", "ArrowDown", "ArrowDown");
            visit.page.waitForFunction("() => scrollY > 60");

            visit.page.locator(".transcript-lines").focus();
            visit.press("ArrowDown", "ArrowDown", "ArrowDown");
            visit.page.waitForFunction("() => document.querySelector('.transcript-lines').scrollTop > 60");
            until(visit, "v.volume === 1");

            visit.page.locator("media-player").focus();
            visit.press("ArrowDown");
            until(visit, "v.volume < 1");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void space_opens_what_it_stands_on_and_plays_elsewhere() {
        try (var visit = visit()) {
            visit.page.locator(".transcript-more summary").focus();
            visit.press("Space");
            assertThat(visit.page.locator(".transcript-more")).hasAttribute("open", "");
            until(visit, "v.paused");

            visit.page.evaluate("() => document.activeElement.blur()");
            visit.press("Space");
            until(visit, "!v.paused");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void no_key_acts_on_the_film_behind_a_dialog() {
        try (var visit = visit()) {
            visit.page.locator("[data-shares]").click();
            visit.page.locator("#share .dialog-acts button").focus();
            visit.press("k", "m", "5", "ArrowRight");
            // Where there is nothing to focus the page has it.
            visit.page.locator("#share-title").click();
            visit.press("k", "m", "5", "ArrowRight", "Space");
            assertThat(
                            (boolean)
                                    visit.page.evaluate(
                                            "() => { const v = document.querySelector('video'); return v.paused && !v.muted && v.currentTime < 1 }"))
                    .isTrue();

            visit.press("Escape", "m");
            until(visit, "v.muted && v.paused && v.currentTime < 1");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void no_key_acts_on_the_film_while_a_menu_is_open() {
        try (var visit = WatchCast.as(WatchCast.LIN, SAID)) {
            ready(visit);
            visit.page.locator(".account-button").click();
            assertThat(visit.page.locator("#account-menu")).isVisible();
            visit.press("m", "5", "t", "ArrowDown", "Escape");
            assertThat(visit.page.locator("#account-menu")).isHidden();

            visit.page.locator("media-menu-button[aria-label=Settings]").focus();
            visit.press("Enter");
            assertThat(visit.page.locator(".vds-speed-menu")).isVisible();
            visit.press("m", "5", "t", "Escape");
            assertThat(visit.page.locator(".vds-speed-menu")).isHidden();

            visit.press("m");
            until(visit, "v.muted && v.volume === 1 && v.currentTime < 1");
            assertThat(visit.page.locator("[data-theatre]")).hasAttribute("aria-pressed", "false");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void arrows_are_the_volume_in_a_frame_where_nothing_could_scroll() {
        try (var visit = WatchCast.at("/embed/" + WatchCast.PRESS.uid())) {
            ready(visit);
            visit.press("ArrowDown");
            until(visit, "v.volume < 1");
        }
    }

    @Test
    void question_mark_lists_the_keys_but_where_one_writes_or_letters_are_off() {
        try (var visit = visit()) {
            visit.page.locator("#site-q").focus();
            visit.press("?");
            assertThat(visit.page.locator("#keys")).isHidden();

            visit.page.evaluate("() => document.activeElement.blur()");
            visit.press("?");
            assertThat(visit.page.locator("#keys")).isVisible();
            visit.page.locator("label[for=letters]").click();
            visit.press("Escape");
            assertThat(visit.page.locator("#keys")).isHidden();
            visit.press("?");
            assertThat(visit.page.locator("#keys")).isHidden();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void letters_are_listed_and_switched_off_in_this_browser() {
        try (var visit = visit()) {
            visit.page.locator("[data-keys]").click();
            assertThat(visit.page.locator("#keys")).isVisible();
            assertThat(visit.violationsInBothThemes()).isEmpty();
            visit.page.locator("label[for=letters]").click();
            visit.page.locator("#keys .dialog-acts button").click();
            assertThat(visit.page.locator("#keys")).isHidden();

            visit.go(SAID);
            ready(visit);
            visit.press("m", "5", "t", "Space");
            until(visit, "!v.paused && !v.muted && v.currentTime < 15");
            assertThat(visit.page.locator("[data-theatre]")).hasAttribute("aria-pressed", "false");
            assertThat(visit.page.locator(
                            "media-mute-button[aria-keyshortcuts], media-fullscreen-button[aria-keyshortcuts]"))
                    .hasCount(0);

            visit.page.locator("[data-keys]").click();
            assertThat(visit.page.locator("#letters")).not().isChecked();
            visit.page.locator("label[for=letters]").click();
            visit.press("Escape", "m");
            until(visit, "v.muted");
            assertThat(visit.page.locator("media-mute-button").first()).hasAttribute("aria-keyshortcuts", "m");
            visit.assertNothingWasComplained();
        }
    }
}
