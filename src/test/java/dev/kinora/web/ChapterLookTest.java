package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.ChapterCast.act;
import static dev.kinora.web.ChapterCast.open;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.Films.Film;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The editors of chapters and of captions, as they look. */
class ChapterLookTest {
    private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

    /** Short chapters and proposals side by side, and a title longer than there is room for. */
    private static final Film CROWDED = Spoken.film("Crowded");

    static {
        ChapterCast.proposed(CROWDED);
        ChapterCast.write(
                CROWDED,
                "Setting the type",
                0,
                "Lock up",
                2.5,
                "Ink",
                3.7,
                "Roll",
                6.2,
                WatchCast.LONG,
                8,
                "Inking",
                18,
                "Wash",
                38.9);
    }

    private static Visit crowded(int width, ColorScheme scheme) {
        var visit = open(CROWDED, width, scheme);
        Spoken.until(visit, "true");
        visit.page.locator("[data-density]").fill("1.5");
        assertThat(visit.page.locator(".reel-ghost")).hasCount(4);
        assertThat(visit.page.locator(".reel-picture").first()).isVisible();
        return visit;
    }

    private static void shot(Visit visit, String name) {
        var shots = System.getenv("KINORA_SHOTS");
        if (shots != null) {
            visit.page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(shots, name + ".png")));
        }
    }

    /** What one would have to move sideways to, or could not reach at all. */
    private static Object cutOff(Visit visit, String within) {
        return visit.page.evaluate("""
                within => [...document.querySelectorAll(`${within} :is(button, input, .chapter-length, output)`)]
                  .filter(it => it.checkVisibility() && !it.closest('dialog, [data-reel-window]'))
                  .filter(it => { const { left, right, width } = it.getBoundingClientRect()
                    return width === 0 || left < 0 || right > innerWidth || it.scrollWidth > it.clientWidth + 1 && it.matches('button') })
                  .map(it => it.outerHTML)""", within);
    }

    @Test
    void all_of_the_editor_is_in_reach_on_a_phone() {
        for (int width : List.of(360, 390)) {
            try (var visit = crowded(width, ColorScheme.LIGHT)) {
                assertThat((List<?>) cutOff(visit, ".chapter-editor")).isEmpty();
                assertThat(visit.page.locator("[data-chapter] .chapter-length")).hasText(new String[] {
                    "0:02 long", "0:01 long", "0:02 long", "0:01 long", "0:10 long", "0:20 long", "0:01 long"
                });
                // What is scrolled under the bar is seen neither over nor beside it.
                visit.page.evaluate("() => scrollTo(0, 800)");
                assertThat((Boolean) visit.page.evaluate("""
                        () => { const bar = document.querySelector('.chapter-top'), { left, right, top, height } = bar.getBoundingClientRect()
                          return left <= 0 && right >= innerWidth && top === 0
                            && [2, innerWidth / 2, innerWidth - 2].every(x => bar.contains(document.elementFromPoint(x, height / 2))) }""")).isTrue();
            }
        }
    }

    @Test
    void all_that_is_touched_on_a_phone_is_as_large_as_a_finger() {
        try (var visit = crowded(390, ColorScheme.LIGHT)) {
            visit.page.locator("[data-reel-window]").focus();
            for (var key : List.of("w", "+")) {
                visit.press(key);
                assertThat((List<?>) visit.page.evaluate("""
                        () => [...document.querySelectorAll('.chapter-editor :is(button, .button, input, textarea)')]
                          .filter(it => it.checkVisibility() && !it.closest('dialog, media-player') && getComputedStyle(it).pointerEvents !== 'none')
                          .filter(it => { const { width, height } = it.getBoundingClientRect(); return width < 44 || height < 44 })
                          .map(it => it.outerHTML)""")).isEmpty();
            }
        }
    }

    @Test
    void what_stands_on_the_time_line_is_read_or_not_there_and_proposals_do_not_overlap() {
        for (int width : List.of(390, 1440)) {
            try (var visit = crowded(width, ColorScheme.LIGHT)) {
                visit.page.locator("[data-reel-window]").focus();
                visit.press("w");
                assertThat(act(visit, "fit")).isDisabled();
                visit.page.waitForFunction("""
                        () => { const ghosts = [...document.querySelectorAll('.reel-ghost')].map(it => it.getBoundingClientRect())
                          return ghosts.length === 4 && ghosts.every((it, at) => at === 0 || ghosts[at - 1].right <= it.left)
                            && ghosts.at(-1).right <= innerWidth }""");
                assertThat((List<?>) visit.page.evaluate("""
                        () => [...document.querySelectorAll('.reel-bar span, .reel-ghost span')]
                          .filter(it => it.checkVisibility() && it.textContent && it.scrollWidth > it.clientWidth && it.clientWidth < 18)
                          .map(it => it.textContent)""")).isEmpty();
                assertThat(visit.page.locator(".reel-bar").nth(1)).hasAttribute("title", "0:02.5 Lock up");
            }
        }
    }

    @Test
    void editor_of_chapters_is_read_by_all() {
        for (var scheme : SCHEMES) {
            for (int width : List.of(390, 1440)) {
                try (var visit = crowded(width, scheme)) {
                    shot(visit, "chapters-" + width + scheme);
                    assertThat(visit.violations()).isEmpty();
                    visit.assertNothingWasComplained();
                }
            }
        }
    }

    @Test
    void question_of_two_windows_is_read_by_all_and_fits_a_phone() {
        var film = ChapterCast.film("Asked");
        for (var scheme : SCHEMES) {
            for (int width : List.of(360, 1440)) {
                ChapterCast.write(film, "Setting", 0, "Inking", 10, "Pulling", 30);
                try (var visit = open(film, width, scheme)) {
                    ChapterCast.title(visit, 2).fill("Mine");
                    ChapterCast.write(film, "Setting", 0, WatchCast.LONG, 10, "Pulling", 30, "Wash", 35);
                    act(visit, "save").click();
                    assertThat(visit.page.locator("[data-notice]"))
                            .containsText("Saving keeps both, but where you changed the same, yours.");
                    shot(visit, "asked-" + width + scheme);
                    assertThat((List<?>) cutOff(visit, ".chapter-editor")).isEmpty();
                    assertThat(visit.violations()).isEmpty();
                    act(visit, "mine").click();
                    ChapterCast.assertSaid(visit, "Saved.");
                    assertThat(ChapterCast.kept(film))
                            .containsExactly("0:00 Setting", "0:10 Mine", "0:30 Pulling", "0:35 Wash");
                }
            }
        }
    }

    @Test
    void editor_of_captions_is_read_by_all_and_its_tools_stand_in_one_line() {
        var film = Spoken.film("Captions to edit");
        for (var scheme : SCHEMES) {
            for (int width : List.of(360, 390, 1440)) {
                try (var visit = Visit.signedIn(
                        WatchCast.KINORA,
                        WatchCast.ADA.browser(),
                        "/studio/videos/" + film.id() + "/captions/en",
                        width,
                        scheme)) {
                    assertThat(visit.page.getByLabel("Text of caption 3", new Page.GetByLabelOptions().setExact(true)))
                            .isVisible();
                    shot(visit, "cues-" + width + scheme);
                    assertThat((List<?>) cutOff(visit, ":is(.cue-top, .cue-bar)"))
                            .isEmpty();
                    assertThat(
                                    (List<?>)
                                            visit.page.evaluate(
                                                    "() => [...new Set([...document.querySelectorAll('.cue-bar .button')].map(it => it.offsetTop))]"))
                            .hasSize(1);
                    assertThat(visit.violations()).isEmpty();
                    visit.assertNothingWasComplained();
                }
            }
        }
    }

    @Test
    void page_of_captions_begins_with_one_line_and_says_how_a_machine_is_added() {
        var film = WatchCast.playable("No captions", "");
        for (var scheme : SCHEMES) {
            for (int width : List.of(390, 1440)) {
                try (var visit = Visit.signedIn(
                        WatchCast.KINORA,
                        WatchCast.ADA.browser(),
                        "/studio/videos/" + film.id() + "/captions",
                        width,
                        scheme)) {
                    shot(visit, "captions-" + width + scheme);
                    assertThat(visit.page.locator(".caption-tracks > .setting")).hasCSS("border-top-width", "0px");
                    assertThat(visit.page.locator(".setting").last()).containsText("./kinora start");
                    assertThat(visit.page.locator("#no-engine a")).hasText("model of Whisper");
                    assertThat(visit.violations()).isEmpty();
                }
            }
        }
    }
}
