package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be done without a mouse, and without a script. */
class KeyboardTest {

    @Test
    void the_first_tab_stop_skips_to_the_content() {
        try (var visit = Visit.at("/design")) {
            visit.press("Tab");
            assertThat(visit.focused()).isEqualTo("Skip to content");

            visit.press("Enter");
            assertThat(visit.focused()).isEqualTo("main");
        }
    }

    @Test
    void dialog_keeps_the_focus_and_gives_it_back() {
        try (var visit = Visit.at("/design")) {
            var opener = visit.page.locator("[command=show-modal]");
            var dialog = visit.page.locator("#delete-video");
            opener.focus();

            visit.press("Enter");
            assertThat(dialog).isVisible();
            for (int stop = 0; stop < 6; stop++) {
                visit.press("Tab");
                assertThat(visit.page.evaluate("""
                                () => document.activeElement === document.body
                                   || document.querySelector('#delete-video').contains(document.activeElement)""")).isEqualTo(true);
            }

            visit.press("Escape");
            assertThat(dialog).isHidden();
            assertThat(opener).isFocused();
        }
    }

    @Test
    void dialog_closes_by_a_click_beside_it() {
        try (var visit = Visit.at("/design")) {
            visit.page.locator("[command=show-modal]").click();
            assertThat(visit.page.locator("#delete-video")).isVisible();

            visit.page.mouse().click(10, 10);

            assertThat(visit.page.locator("#delete-video")).isHidden();
        }
    }

    @Test
    void arrow_keys_move_between_tabs() {
        try (var visit = Visit.at("/design")) {
            visit.page.locator("#video-tab-0").focus();

            visit.press("ArrowRight");
            assertThat(visit.page.locator("#video-panel-1")).isVisible();
            assertThat(visit.page.locator("#video-panel-0")).isHidden();

            visit.press("End");
            assertThat(visit.focused()).isEqualTo("video-tab-2");

            visit.press("Tab");
            assertThat(visit.focused()).isEqualTo("video-panel-2");
        }
    }

    @Test
    void an_error_in_the_summary_leads_to_its_field() {
        try (var visit = Visit.at("/design")) {
            visit.page.locator(".error-summary a").first().click();

            assertThat(visit.page).hasURL(Pattern.compile("#course-title$"));
            assertThat(visit.page.locator("#course-title")).isInViewport();
        }
    }

    @Test
    void chosen_theme_shows_at_once_and_survives_a_reload() {
        try (var visit = Visit.at("/")) {
            visit.page.waitForResponse(
                    "**/theme", () -> visit.page.locator(".theme [value=dark]").click());
            assertThat(visit.page.locator("html")).hasAttribute("data-theme", "dark");

            visit.page.reload();
            assertThat(visit.page.locator("html")).hasAttribute("data-theme", "dark");
            assertThat(visit.page.locator(".theme [value=dark]")).hasAttribute("aria-pressed", "true");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void theme_is_chosen_without_a_script_and_leads_back_to_the_page() {
        try (var visit = Visit.withoutScript("/design", 1440)) {
            visit.page.locator(".theme [value=dark]").click();

            assertThat(visit.page).hasURL(Pattern.compile("/design$"));
            assertThat(visit.page.locator("html")).hasAttribute("data-theme", "dark");
            assertThat(visit.page.locator("body")).hasCSS("color", "rgb(244, 241, 234)");
        }
    }

    @Test
    void menu_opens_as_a_sheet_on_a_phone_without_a_script() {
        try (var visit = Visit.withoutScript("/", 390)) {
            assertThat(visit.page.locator("#menu")).isHidden();

            visit.page.locator(".menu-button").click();

            assertThat(visit.page.locator("#menu")).isInViewport();
        }
    }

    @Test
    void every_panel_of_the_tabs_is_read_without_a_script() {
        try (var visit = Visit.withoutScript("/design", 1440)) {
            assertThat(visit.page.locator("#video-panel-0")).isVisible();
            assertThat(visit.page.locator("#video-panel-2")).isVisible();
        }
    }

    @Test
    void toast_is_shown_and_dismissed() {
        try (var visit = Visit.at("/design", 390, ColorScheme.DARK)) {
            visit.page.locator("[data-toast-tone=bad]").click();
            var toast = visit.page.locator(".toasts .toast");
            assertThat(toast).isInViewport();

            toast.locator("[data-dismiss]").click();

            assertThat(toast).hasCount(0);
        }
    }

    @Test
    void open_dialog_and_open_menu_have_no_accessibility_violations() {
        try (var visit = Visit.at("/design", 390, ColorScheme.DARK)) {
            visit.page.locator("[command=show-modal]").click();
            assertThat(visit.violations()).isEmpty();

            visit.press("Escape");
            visit.page.locator(".menu-button").click();
            assertThat(visit.violations()).isEmpty();
        }
    }
}
