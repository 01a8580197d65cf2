package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.ChapterCast.open;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.Films.Film;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The editor of chapters, as it looks. */
class ChapterLookTest {
    /** Short chapters and proposals side by side, and titles longer than there is room for. */
    private static final Film CROWDED = crowded();

    private static Film crowded() {
        var film = Spoken.film("Crowded");
        ChapterCast.proposed(film);
        ChapterCast.write(
                film,
                "Setting the type",
                0,
                "Lock up",
                4,
                "Ink",
                5,
                "Roll",
                6,
                WatchCast.LONG,
                8,
                "Inking",
                18,
                "Wash",
                39);
        return film;
    }

    private static void shot(Visit visit, String name) {
        var shots = System.getenv("KINORA_SHOTS");
        if (shots != null) {
            visit.page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(shots, name + ".png")));
        }
    }

    @Test
    void looks() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(360, 390, 1440)) {
                if (width == 360 && scheme == ColorScheme.DARK) continue;
                try (var visit = open(CROWDED, width, scheme)) {
                    Spoken.until(visit, "true");
                    visit.page.locator("[data-density]").fill("1.5");
                    assertThat(visit.page.locator(".reel-ghost").first()).isVisible();
                    assertThat(visit.page.locator(".reel-picture").first()).isVisible();
                    visit.page.getByLabel("Title of chapter 2").focus();
                    shot(visit, "editor-" + width + scheme);
                    visit.page.evaluate("() => scrollTo(0, 700)");
                    if (System.getenv("KINORA_SHOTS") != null)
                        visit.page.screenshot(new Page.ScreenshotOptions()
                                .setPath(Path.of(
                                        System.getenv("KINORA_SHOTS"), "editor-scrolled-" + width + scheme + ".png")));
                    visit.page.locator("[data-reel-window]").focus();
                    visit.press("w");
                    visit.page.locator("[data-reel]").scrollIntoViewIfNeeded();
                    if (System.getenv("KINORA_SHOTS") != null)
                        visit.page.screenshot(new Page.ScreenshotOptions()
                                .setPath(Path.of(
                                        System.getenv("KINORA_SHOTS"), "editor-whole-" + width + scheme + ".png")));
                }
            }
        }
    }

    @Test
    void captions() {
        var bare = WatchCast.playable("Bare", "");
        var spoken = Spoken.film("Captions");
        Spoken.put(spoken, "pt-BR", "WEBVTT\n\n00:01.000 --> 00:02.000\nOlá\n");
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(390, 1440)) {
                for (var film : List.of(bare, spoken)) {
                    try (var visit = Visit.signedIn(
                            WatchCast.KINORA,
                            WatchCast.ADA.browser(),
                            "/studio/videos/" + film.id() + "/captions",
                            width,
                            scheme)) {
                        shot(visit, "captions-" + (film == bare ? "none-" : "two-") + width + scheme);
                    }
                }
                try (var visit = Visit.signedIn(
                        WatchCast.KINORA,
                        WatchCast.ADA.browser(),
                        "/studio/videos/" + spoken.id() + "/captions/en",
                        width,
                        scheme)) {
                    assertThat(visit.page.getByLabel("Text of caption 3", new Page.GetByLabelOptions().setExact(true)))
                            .isVisible();
                    Spoken.until(visit, "true");
                    visit.page
                            .getByLabel("Text of caption 3", new Page.GetByLabelOptions().setExact(true))
                            .focus();
                    if (System.getenv("KINORA_SHOTS") != null)
                        visit.page.screenshot(new Page.ScreenshotOptions()
                                .setPath(Path.of(System.getenv("KINORA_SHOTS"), "cues-" + width + scheme + ".png")));
                }
            }
        }
        for (int width : List.of(390, 1440)) {
            try (var visit = Visit.signedIn(
                    WatchCast.KINORA,
                    WatchCast.ADA.browser(),
                    "/watch/" + WatchCast.PRESS.uid(),
                    width,
                    ColorScheme.LIGHT)) {
                Spoken.until(visit, "true");
                if (System.getenv("KINORA_SHOTS") != null)
                    visit.page.locator("media-player").hover();
                shot(visit, "watch-" + width);
                System.out.println(
                        "MENUS "
                                + visit.page.evaluate(
                                        "() => [...document.querySelectorAll('.vds-menu-button')].map(b => b.outerHTML.slice(0, 300)).join('\\n')"));
            }
        }
    }
}
