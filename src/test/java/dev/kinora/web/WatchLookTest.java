package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.Films.Film;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of who watches, as they look. */
class WatchLookTest {
    private static final Film WAITING = WatchCast.film("A film that waits", "");
    private static final Film FAILED = WatchCast.film("A film that failed", "");
    private static final Film GROWING = WatchCast.growing("A film that grows", 42, 5);
    private static final List<String> PATHS = List.of(
            "/watch/" + WatchCast.PRESS.uid(),
            "/watch/" + WatchCast.PLAIN.uid(),
            "/watch/" + WatchCast.TALL.uid(),
            "/watch/" + WAITING.uid(),
            "/watch/" + FAILED.uid(),
            "/watch/" + GROWING.uid(),
            "/embed/" + WatchCast.PRESS.uid(),
            "/embed/none",
            "/@ada",
            "/@lin",
            "/history",
            "/");

    @BeforeAll
    static void films() {
        WatchCast.run("update videos set status = 'inprogress', processing_progress = 0 where id = ?::uuid", WAITING);
        WatchCast.run("update videos set status = 'inprogress' where id = ?::uuid", FAILED);
        WatchCast.run(
                "update videos set status = 'error', error_code = 'ERR_MALFORMED_VIDEO',"
                        + " error_message = 'The film ends in the middle of a picture.' where id = ?::uuid",
                FAILED);
        WatchCast.watched(WatchCast.LIN, WatchCast.PRESS, 17);
        WatchCast.watched(WatchCast.LIN, WatchCast.TALL, 30);
    }

    static Stream<Arguments> looks() {
        return PATHS.stream().flatMap(path -> Stream.of(390, 1440).map(width -> Arguments.of(path, width)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void page_has_no_accessibility_violations_and_no_complaints(String path, int width) {
        try (var visit = lin(path, width, ColorScheme.LIGHT)) {
            assertThat(visit.violationsInBothThemes()).isEmpty();
            visit.assertNothingWasComplained();
            assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                    .isLessThanOrEqualTo(0);
        }
    }

    private static Visit lin(String path, int width, ColorScheme scheme) {
        var visit = Visit.signedIn(WatchCast.KINORA, WatchCast.LIN.browser(), path, width, scheme);
        if (visit.page.locator("[data-film]").count() > 0) {
            visit.page.waitForFunction(
                    "() => document.querySelector('media-player')?.state?.canPlay",
                    null,
                    new Page.WaitForFunctionOptions().setTimeout(60_000));
        }
        var shots = System.getenv("KINORA_SHOTS");
        if (shots != null) {
            visit.page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(shots, (path.replaceAll("\\W+", "-") + width + scheme + ".png"))));
        }
        return visit;
    }

    @Test
    void the_menu_of_the_player_is_read_by_all() {
        for (var scheme : ColorScheme.values()) {
            if (scheme == ColorScheme.NO_PREFERENCE) continue;
            try (var visit = lin("/watch/" + WatchCast.PRESS.uid(), 1440, scheme)) {
                visit.page
                        .locator(".vds-settings-menu .vds-menu-button")
                        .first()
                        .click();
                assertThat(visit.page.locator(".vds-settings-menu-items")).isVisible();
                shot(visit, "menu" + scheme);
                assertThat(visit.violations()).isEmpty();
            }
        }
    }

    @Test
    void what_is_shared_may_begin_at_the_moment_one_is_at() {
        try (var visit = lin("/watch/" + WatchCast.PRESS.uid() + "?t=12", 1440, ColorScheme.LIGHT)) {
            visit.page.locator("[data-shares]").click();
            assertThat(visit.page.locator("#share-link"))
                    .hasValue(WatchCast.KINORA.url("/watch/" + WatchCast.PRESS.uid()));

            visit.page.locator("[data-share-moment]").check();

            assertThat(visit.page.locator("#share-link"))
                    .hasValue(WatchCast.KINORA.url("/watch/" + WatchCast.PRESS.uid() + "?t=12"));
            assertThat(visit.page.locator("#share-code"))
                    .hasValue(java.util.regex.Pattern.compile(".*/embed/" + WatchCast.PRESS.uid()
                            + "\\?t=12\"(?!.* allow=).* allowfullscreen></iframe>"));
            shot(visit, "share");
            assertThat(visit.violations()).isEmpty();
        }
    }

    private static void shot(Visit visit, String name) {
        var shots = System.getenv("KINORA_SHOTS");
        if (shots != null) {
            visit.page.screenshot(
                    new Page.ScreenshotOptions().setPath(Path.of(Objects.requireNonNull(shots), name + ".png")));
        }
    }
}
