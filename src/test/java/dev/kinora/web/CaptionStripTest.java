package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.CaptionEditorTest.act;
import static dev.kinora.web.CaptionEditorTest.assertState;
import static dev.kinora.web.CaptionEditorTest.film;
import static dev.kinora.web.CaptionEditorTest.open;
import static dev.kinora.web.CaptionEditorTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.Films.Film;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The time line of the caption editor: the film's sound around where it is, and captions whose edges are drawn. */
class CaptionStripTest {
    private static Locator edge(Visit visit, String name) {
        return visit.page.getByRole(
                AriaRole.SLIDER, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator time(Visit visit, String which, int number) {
        return visit.page.getByLabel(which + " of caption " + number, new Page.GetByLabelOptions().setExact(true));
    }

    /** Where a second of a film of forty is, in pixels of the page. */
    private static double x(Visit visit, double second) {
        var film = visit.page.locator("[data-strip-film]").boundingBox();
        return film.x + film.width * second / 40;
    }

    /** Takes hold of the edge that lies at one second and draws it to another; it is not let go. */
    private static void draw(Visit visit, String name, double from, double to) {
        var box = edge(visit, name).boundingBox();
        var within = name.endsWith("begins") ? 3 : -3;
        var mouse = visit.page.mouse();
        mouse.move(x(visit, from) + within, box.y + 10);
        mouse.down();
        mouse.move(x(visit, to) - 20, box.y + 10);
        mouse.move(x(visit, to) + within, box.y + 10);
    }

    /** A wave of four hundred figures, quiet between the twelfth second and the fourteenth. */
    private static void heard(Visit visit) {
        var peaks = IntStream.range(0, 400)
                .mapToObj(at -> String.valueOf(at >= 120 && at < 140 ? 2 : 60 + at * 37 % 190))
                .collect(Collectors.joining(","));
        visit.page.route(
                "**/waveform?*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"duration\": 40, \"peaks\": [" + peaks + "]}")));
        visit.page.reload();
        assertThat(text(visit, 3)).isVisible();
    }

    @Test
    void edges_are_drawn_as_far_as_their_neighbours_and_each_drag_is_taken_back() {
        var film = film("Drawn edges");
        try (var visit = open(film, 1440)) {
            draw(visit, "Caption 1 ends", 3, 5);
            assertThat(visit.page.locator("[data-strip-tip]")).hasText("0:00:04.000");
            visit.page.mouse().up();
            assertThat(visit.page.locator("[data-strip-tip]")).isHidden();
            assertThat(time(visit, "End", 1)).hasValue("0:00:04.000");
            assertThat(visit.page.locator("[data-cue][data-chosen] [data-number]"))
                    .hasText("1");

            draw(visit, "Caption 2 begins", 4, 4.9);
            visit.page.mouse().up();
            assertThat(Double.parseDouble(edge(visit, "Caption 2 begins").getAttribute("aria-valuenow")))
                    .isBetween(4.8, 5.0);
            draw(visit, "Caption 2 ends", 6, 8);
            visit.press("Escape");
            visit.page.mouse().up();
            assertThat(time(visit, "End", 2)).hasValue("0:00:06.000");
            visit.press("Control+z");
            assertThat(time(visit, "Begin", 2)).hasValue("0:00:04.000");
            visit.press("Control+s");

            assertState(visit, "Saved");
            assertThat(Spoken.vtt(film, "en"))
                    .contains("00:00:01.000 --> 00:00:04.000")
                    .contains("00:00:04.000 --> 00:00:06.000");
            visit.press("Control+z");
            assertThat(time(visit, "End", 1)).hasValue("0:00:03.000");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void edges_are_reached_and_moved_by_keys_and_a_run_of_keys_is_one_step() {
        try (var visit = open(film("Nudged"), 1440)) {
            text(visit, 2).focus();
            visit.page.locator("[data-strip-window]").focus();
            assertThat(edge(visit, "Caption 2 begins")).hasAttribute("tabindex", "0");
            visit.press("Tab");
            assertThat(edge(visit, "Caption 2 begins")).isFocused();
            visit.press("ArrowRight", "ArrowRight", "Tab");
            assertThat(edge(visit, "Caption 2 ends")).isFocused();
            visit.press("Shift+ArrowRight", "ArrowLeft");
            assertThat(edge(visit, "Caption 2 ends")).hasAttribute("aria-valuetext", "0:00:06.900");
            assertThat(time(visit, "Begin", 2)).hasValue("0:00:04.200");
            assertThat(time(visit, "End", 2)).hasValue("0:00:06.900");

            visit.press("Control+z");
            assertThat(time(visit, "End", 2)).hasValue("0:00:06.000");
            assertThat(edge(visit, "Caption 2 ends")).isFocused();
            visit.press("Control+z");
            assertThat(time(visit, "Begin", 2)).hasValue("0:00:04.000");
            assertThat(act(visit, "undo")).isDisabled();
            assertState(visit, "");
        }
    }

    @Test
    void time_line_leads_through_the_film_and_goes_along_with_it() {
        try (var visit = open(film("Led"), 1440)) {
            heard(visit);
            Spoken.until(visit, "true");
            var wave = visit.page.locator("[data-strip-wave]").boundingBox();
            visit.page.mouse().click(x(visit, 9), wave.y + 10);
            Spoken.until(visit, "Math.abs(p.currentTime - 9) < 0.1");
            visit.page
                    .locator(".strip-block")
                    .filter(new Locator.FilterOptions().setHasText("Three"))
                    .click();
            Spoken.until(visit, "p.currentTime > 4 && p.currentTime < 6");
            assertThat(visit.page.locator("[data-cue][data-chosen] [data-number]"))
                    .hasText("2");
            assertThat(visit.page.locator(".strip-block[data-now]")).hasText("Three & four");

            visit.page.evaluate("() => { document.querySelector('media-player').currentTime = 38 }");
            assertThat(visit.page.locator("[data-strip-head]")).isInViewport();
            visit.page.waitForFunction("""
                    () => { const canvas = document.querySelector('.cue-strip canvas'), pen = canvas.getContext('2d')
                      return pen.getImageData(0, 0, canvas.width, canvas.height).data.some(it => it > 0) }""");
            visit.page.evaluate("() => { document.querySelector('media-player').currentTime = 13 }");
            assertThat(visit.page.locator("[data-strip-head]")).isInViewport();
            draw(visit, "Caption 3 begins", 20, 14.1);
            visit.page.mouse().up();
            assertThat(time(visit, "Begin", 3)).hasValue("0:00:14.000");
        }
    }

    @Test
    void time_line_is_for_everybody_on_a_phone_and_at_night_too() {
        var film = film("Strip everywhere");
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(390, 1440)) {
                try (var visit = Visit.signedIn(
                        WatchCast.KINORA, WatchCast.ADA.browser(), CaptionEditorTest.at(film), width, scheme)) {
                    heard(visit);
                    Spoken.until(visit, "true");
                    text(visit, 2).click();
                    assertThat(edge(visit, "Caption 2 ends")).isInViewport();
                    shot(visit, "strip-" + width + scheme);
                    assertThat(visit.violations()).isEmpty();
                    visit.assertNothingWasComplained();
                    assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                            .isLessThanOrEqualTo(0);
                }
            }
        }
    }

    @Test
    void of_thousands_only_those_are_laid_out_that_are_seen() {
        var film = thousands();
        try (var visit = open(film, 1440)) {
            assertThat(edge(visit, "Caption 1 begins")).isVisible();
            assertThat((Integer) visit.page.evaluate("() => document.querySelectorAll('.strip-block').length"))
                    .isBetween(5, 40);
            text(visit, 3).focus();
            visit.press("Control+ArrowDown");
            visit.page.locator("[data-cue]").nth(4000).locator("[data-text]").focus();
            assertThat(edge(visit, "Caption 4001 begins")).isVisible();
            edge(visit, "Caption 4001 ends").focus();
            visit.press("ArrowLeft");
            assertThat(time(visit, "End", 4001)).hasValue("2:13:21.400");
        }
    }

    /** Five thousand captions of a second and a half, two seconds from one to the next. */
    private static Film thousands() {
        var film = WatchCast.playable("Thousands", "");
        WatchCast.run("update videos set duration = 10100 where id = ?::uuid", film);
        var vtt = new StringBuilder("WEBVTT\n");
        for (int i = 0; i < 5_000; i++) {
            vtt.append("\n%s --> %s\nLine number %d of them all.\n"
                    .formatted(clock(2_000 * i), clock(2_000 * i + 1_500), i));
        }
        Spoken.put(film, "en", vtt.toString());
        return film;
    }

    private static String clock(int milliseconds) {
        int seconds = milliseconds / 1000;
        return "%02d:%02d:%02d.%03d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000);
    }

    private static void shot(Visit visit, String name) {
        var shots = System.getenv("KINORA_SHOTS");
        if (shots != null) {
            visit.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(shots, name + ".png")));
        }
    }
}
