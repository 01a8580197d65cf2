package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.Films.Film;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said, beside the film and in step with it, in a real browser. */
class TranscriptFlowTest {
    private static final Film FILM = Spoken.film("A film that speaks");
    private static final String PATH = "/watch/" + FILM.uid();
    private static final String IN_VIEW =
            "now && now.getBoundingClientRect().top >= box.getBoundingClientRect().top - 1"
                    + " && now.getBoundingClientRect().bottom <= box.getBoundingClientRect().bottom + 1";

    private static void seek(Visit visit, int second) {
        visit.page.evaluate("s => { document.querySelector('media-player').currentTime = s }", second);
    }

    @Test
    void the_line_of_the_moment_is_marked_and_in_view_and_a_click_on_another_seeks() {
        for (int width : new int[] {390, 1440}) {
            try (var visit = WatchCast.at(PATH + "?t=25", width, width == 390 ? ColorScheme.DARK : ColorScheme.LIGHT)) {
                Spoken.until(visit, "now?.textContent.includes('number 25,') && " + IN_VIEW);
                var player = visit.page.locator("#player").boundingBox();
                var transcript = visit.page.locator(".transcript").boundingBox();
                assertThat(
                                width == 390
                                        ? transcript.y >= player.y + player.height
                                        : transcript.x >= player.x + player.width)
                        .as("below on a phone, beside it elsewhere")
                        .isTrue();

                visit.page.locator("[data-line]").nth(30).click();
                Spoken.until(visit, "p.currentTime >= 30 && p.currentTime < 39");

                assertThat(visit.violations()).isEmpty();
                visit.assertNothingWasComplained();
                assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                        .isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void who_scrolls_is_not_pulled_back_until_they_want_to_follow_again() {
        try (var visit = WatchCast.at(PATH)) {
            Spoken.until(visit, "now");
            visit.page.locator("[data-transcript-lines]").hover();
            visit.page.mouse().wheel(0, 400);
            assertThat(visit.page.locator("[data-transcript-follows]")).isVisible();
            visit.page.waitForFunction("() => document.querySelector('[data-transcript-lines]').scrollTop > 300");
            var scrolled = visit.page.evaluate("() => document.querySelector('[data-transcript-lines]').scrollTop");

            seek(visit, 38);
            Spoken.until(visit, "now?.textContent.includes('number 38')");
            assertThat(visit.page.evaluate("() => document.querySelector('[data-transcript-lines]').scrollTop"))
                    .isEqualTo(scrolled);

            visit.page.locator("[data-transcript-follows]").click();
            Spoken.until(visit, IN_VIEW);
            assertThat(visit.page.locator("[data-transcript-follows]")).isHidden();
        }
    }

    @Test
    void words_are_found_in_it_and_marked_and_one_goes_from_hit_to_hit() {
        try (var visit = WatchCast.at(PATH)) {
            Spoken.until(visit, "now");
            var words = visit.page.getByLabel("Search in what is said");
            words.fill("CAFE number");
            assertThat(visit.page.locator("[data-transcript-count]")).hasText("1 of 4");
            assertThat(visit.page.locator(".transcript-lines mark"))
                    .hasText(new String[] {"Café number", "Café number", "Café number", "Café number"});
            words.press("Enter");
            assertThat(visit.page.locator("[data-transcript-count]")).hasText("1 of 4");
            Spoken.until(visit, "p.currentTime >= 3 && p.currentTime < 13");
            words.press("Enter");
            words.press("Enter");
            assertThat(visit.page.locator("[data-transcript-count]")).hasText("3 of 4");
            assertThat(visit.page.locator("[data-hit]")).containsText("number 23.");
            Spoken.until(visit, "p.currentTime >= 23 && p.currentTime < 33");
            assertThat(visit.violations()).isEmpty();

            words.press("Shift+Enter");
            assertThat(visit.page.locator("[data-transcript-count]")).hasText("2 of 4");
            visit.page.locator("[data-hit]").click();
            Spoken.until(visit, "p.currentTime >= 13 && p.currentTime < 23");

            words.fill("zebra");
            assertThat(visit.page.locator("[data-transcript-count]")).hasText("Not said in this video");
            assertThat(visit.page.locator(".transcript-lines mark")).hasCount(0);
        }
    }

    @Test
    void it_is_read_in_paragraphs_beside_the_film_and_on_a_page_of_its_own() {
        try (var visit = WatchCast.at(PATH)) {
            Spoken.until(visit, "now");
            visit.page.locator("[data-transcript-reads]").click();
            assertThat(visit.page.locator("[data-transcript-reads]")).hasAttribute("aria-pressed", "true");
            assertThat((String) visit.page.evaluate(
                            "() => getComputedStyle(document.querySelectorAll('[data-line]')[1]).display"))
                    .isEqualTo("inline");
            assertThat(visit.violations()).isEmpty();
        }
        for (int width : List.of(390, 1440)) {
            try (var visit = WatchCast.at(PATH + "/transcript", width, ColorScheme.LIGHT)) {
                assertThat(visit.page.locator(".transcript-page p").first())
                        .containsText("Line number 0, which is said.");
                assertThat(visit.page.locator(".transcript-page a").nth(2)).hasAttribute("href", PATH + "?t=2");
                assertThat(visit.page.getByLabel("English as SRT"))
                        .hasAttribute("href", "/api/v1/videos/" + FILM.id() + "/captions/en/srt");
                assertThat(visit.violations()).isEmpty();
                visit.assertNothingWasComplained();
            }
        }
    }

    @Test
    void its_lines_keep_the_list_that_is_played_through() {
        var list = "6f2d3c1e-5a34-4c0e-9f57-0d7a4a1c2b3e";
        for (var path : List.of("/transcript", "/transcript/lines")) {
            assertThat(WatchCast.KINORA.get(PATH + path + "?list=" + list).body())
                    .containsPattern("\\?t=2&(amp;)?list=" + list + "\"");
            assertThat(WatchCast.KINORA.get(PATH + path + "?list=none").body())
                    .doesNotContain("&list=none", "&amp;list=none");
        }
    }

    @Test
    void it_is_read_and_searched_in_each_of_its_languages() {
        var film = Spoken.film("A film in two languages");
        Spoken.put(
                film,
                "de",
                "WEBVTT\n\n00:00.000 --> 00:20.000\nGuten Morgen, Café.\n\n00:20.000 --> 00:40.000\nGute Nacht.\n");
        for (int width : new int[] {390, 1440}) {
            try (var visit = WatchCast.at("/watch/" + film.uid() + "?t=25", width, ColorScheme.LIGHT)) {
                Spoken.until(visit, "now?.textContent.includes('number 25,')");
                var language = visit.page.getByLabel("Language of the transcript");
                assertThat(language.locator("option")).hasText(new String[] {"Deutsch", "English"});
                assertThat(language).hasValue("en");
                visit.page.getByLabel("Search in what is said").fill("cafe");
                visit.page.locator("[data-transcript-reads]").click();

                language.selectOption("de");

                assertThat(visit.page.locator("[data-line]")).hasCount(2);
                assertThat(visit.page.locator("[data-transcript-count]")).hasText("1 of 1");
                assertThat(visit.page.locator("[data-transcript-reads]")).hasAttribute("aria-pressed", "true");
                assertThat(visit.page.getByLabel("Language of the transcript")).isFocused();
                Spoken.until(visit, "now?.textContent.includes('Gute Nacht.') && now.closest('p').lang === 'de'");
                assertThat(visit.violations()).isEmpty();
                visit.assertNothingWasComplained();
            }
        }
        try (var visit = WatchCast.at("/watch/" + film.uid() + "/transcript", 390, ColorScheme.LIGHT)) {
            visit.page
                    .getByLabel("Languages of the transcript")
                    .getByText("Deutsch")
                    .click();
            assertThat(visit.page.locator(".transcript-page")).containsText("Gute Nacht.");
            assertThat(visit.violations()).isEmpty();
        }
    }

    @Test
    void where_nobody_wrote_it_down_its_owner_is_told_how() {
        var film = WatchCast.playable("Silent", "");
        try (var visit = WatchCast.as(WatchCast.ADA, "/watch/" + film.uid())) {
            assertThat(visit.page.getByText("Add captions"))
                    .hasAttribute("href", "/studio/videos/" + film.id() + "/captions");
        }
        try (var visit = WatchCast.at("/watch/" + film.uid())) {
            assertThat(visit.page.locator(".transcript")).hasCount(0);
        }
        assertThat(WatchCast.KINORA.get("/watch/" + film.uid() + "/transcript").statusCode())
                .isEqualTo(404);
        WatchCast.run("update videos set visibility = 'private' where id = ?::uuid", film);
        Spoken.put(film, "en", "WEBVTT\n\n00:01.000 --> 00:02.000\nSecret\n");
        for (var path : List.of("", "/lines")) {
            assertThat(WatchCast.KINORA
                            .get("/watch/" + film.uid() + "/transcript" + path)
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
