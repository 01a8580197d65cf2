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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That nothing typed into captions is lost, and that one sees what one works on. */
class CaptionEditorCareTest {
    private static Locator time(Visit visit, String which, int number) {
        return visit.page.getByLabel(which + " of caption " + number, new Page.GetByLabelOptions().setExact(true));
    }

    private static void goTo(Visit visit, double seconds) {
        Spoken.until(visit, "true");
        visit.page.evaluate("to => { document.querySelector('media-player').currentTime = to }", seconds);
    }

    @Test
    void a_time_is_saved_by_the_key_without_leaving_its_field() {
        var film = film("Typed and saved");
        try (var visit = open(film, 1440)) {
            time(visit, "End", 1).fill("2.5");
            assertState(visit, "Not saved");
            visit.press("Control+s");

            assertState(visit, "Saved");
            assertThat(time(visit, "End", 1)).isFocused();
            assertThat(time(visit, "End", 1)).hasValue("0:00:02.500");
            assertThat(Spoken.vtt(film, "en")).contains("00:00:01.000 --> 00:00:02.500");
        }
    }

    @Test
    void question_mark_lists_the_keys_and_is_a_letter_where_one_writes() {
        var film = film("Which keys");
        try (var visit = open(film, 1440)) {
            text(visit, 1).focus();
            visit.press("End", "?");
            assertThat(text(visit, 1)).hasValue(Pattern.compile(".*\\?$"));
            assertThat(visit.page.locator(".cue-keys dl")).isHidden();

            visit.page.evaluate("() => document.activeElement.blur()");
            visit.press("?");
            assertThat(visit.page.locator(".cue-keys dl")).isVisible();
        }
    }

    @Test
    void what_cannot_be_saved_is_named_and_led_to() {
        var film = Spoken.film("Led to");
        try (var visit = open(film, 1440)) {
            text(visit, 4).fill("Changed");
            time(visit, "Begin", 35).fill("abc");
            visit.page.evaluate("() => scrollTo(0, 0)");
            act(visit, "save").click();

            assertState(visit, "Caption 35: “abc” is no time. Write it as 0:01:02.500.");
            assertThat(time(visit, "Begin", 35)).isFocused();
            assertThat(time(visit, "Begin", 35)).isInViewport();
            assertThat(time(visit, "Begin", 35)).hasAccessibleDescription("“abc” is no time. Write it as 0:01:02.500.");
            assertThat(visit.violations()).isEmpty();
            assertThat(Spoken.vtt(film, "en")).doesNotContain("Changed");

            visit.press("Control+z");
            time(visit, "End", 2).fill("0:00");
            visit.press("Control+s");
            assertState(visit, "Caption 2: It ends before it begins.");
            assertThat(time(visit, "End", 2)).isFocused();
            time(visit, "End", 2).fill("0:02");
            visit.press("Control+s");
            assertState(visit, "Saved");
            assertThat(Spoken.vtt(film, "en")).contains("Changed");
        }
    }

    @Test
    void a_begin_behind_its_end_takes_the_end_along_and_is_seen() {
        try (var visit = open(film("Taken along"), 1440)) {
            Spoken.until(visit, "true");
            time(visit, "Begin", 1).fill("0:32");
            time(visit, "Begin", 1).blur();

            assertState(visit, "Its end moved along: it is shown for as long as before.");
            assertThat(time(visit, "Begin", 3)).hasValue("0:00:32.000");
            assertThat(time(visit, "End", 3)).hasValue("0:00:34.000");
            assertThat(visit.page.locator(".strip-block[data-chosen]")).hasText("One and two");
            assertThat(visit.page.locator(".strip-block[data-chosen]")).isInViewport();
            Spoken.until(visit, "p.currentTime === 32");
            assertThat(visit.violations()).isEmpty();
        }
    }

    @Test
    void an_empty_caption_goes_with_a_word() {
        var film = film("Emptied");
        try (var visit = open(film, 1440)) {
            text(visit, 2).fill(" ");
            visit.press("Control+s");

            assertState(visit, "Saved. 1 empty caption was left out");
            assertThat(visit.page.locator("[data-cue]")).hasCount(2);
            assertThat(text(visit, 2)).hasValue("Five");
            act(visit, "undo").click();
            assertThat(visit.page.locator("[data-cue]")).hasCount(3);
        }
    }

    @Test
    void unsaved_work_is_there_again_after_a_reload_until_it_is_saved() {
        var film = film("Reloaded");
        try (var visit = open(film, 1440)) {
            var asked = new ArrayList<String>();
            visit.page.onDialog(dialog -> {
                asked.add(dialog.type());
                dialog.accept();
            });
            text(visit, 1).fill("Hours of work");
            time(visit, "End", 2).fill("5.5");
            visit.page.reload();

            var notice = visit.page.locator("[data-cue-conflict]");
            assertThat(notice).containsText("Changes that you had not saved are back.");
            assertThat(asked).containsExactly("beforeunload");
            assertThat(text(visit, 1)).hasValue("Hours of work");
            assertThat(visit.violations()).isEmpty();
            act(visit, "mine").click();
            assertState(visit, "Saved");
            assertThat(Spoken.vtt(film, "en")).contains("Hours of work", "--> 00:00:05.500");
            visit.page.reload();
            assertThat(text(visit, 1)).hasValue("Hours of work");
            assertThat(notice).isHidden();
        }
    }

    @Test
    void list_goes_along_with_the_film_until_somebody_scrolls() {
        try (var visit = open(Spoken.film("Along"), 1440)) {
            goTo(visit, 10);
            visit.page.evaluate("() => document.querySelector('media-player').play()");
            visit.page.waitForFunction(
                    "() => Number(document.querySelector('[data-cue][data-now] [data-number]')?.textContent) > 11");
            assertThat(visit.page.locator("[data-cue][data-now]")).isInViewport();

            visit.page.mouse().move(900, 600);
            visit.page.mouse().wheel(0, 20_000);
            var follows = visit.page.locator("[data-cue-follows]");
            assertThat(follows).isVisible();
            assertThat(visit.page.locator("[data-cue][data-now]")).not().isInViewport();
            follows.click();
            assertThat(visit.page.locator("[data-cue][data-now]")).isInViewport();
            assertThat(follows).isHidden();

            visit.page.evaluate("() => document.activeElement.blur()");
            visit.press("ArrowDown");
            assertThat(follows).isVisible();
        }
    }

    @Test
    void film_that_stands_goes_to_the_caption_one_goes_to() {
        try (var visit = open(film("Gone to"), 1440)) {
            Spoken.until(visit, "true");
            text(visit, 2).click();
            Spoken.until(visit, "p.currentTime === 4");
            visit.press("Control+ArrowDown");
            Spoken.until(visit, "p.currentTime === 20");
            goTo(visit, 22);
            time(visit, "Begin", 3).click();
            Spoken.until(visit, "p.currentTime === 22");
        }
    }

    @Test
    void what_one_works_with_stays_in_sight() {
        for (int width : List.of(390, 800, 1440)) {
            try (var visit = open(Spoken.film("In sight at " + width), width)) {
                Spoken.until(visit, "true");
                text(visit, 30).focus();
                for (var act : List.of("add", "split", "join", "begin", "end", "save")) {
                    assertThat(act(visit, act)).isInViewport();
                }
                assertThat(visit.page.locator("media-player")).isInViewport();
                visit.page.waitForFunction("""
                        () => { const box = document.activeElement.getBoundingClientRect();
                          return document.elementFromPoint(box.x + box.width / 2, box.y + 4) === document.activeElement }""");
                assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                        .isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void text_is_as_high_as_what_is_written() {
        try (var visit = open(film("High"), 390)) {
            for (var lines : List.of("One\nTwo\nThree\nFour\nFive", "A line that goes on and on ".repeat(12))) {
                text(visit, 1).fill(lines);
                assertThat((Integer) text(visit, 1).evaluate("area => area.scrollHeight - area.clientHeight"))
                        .isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void words_are_replaced_in_all_captions_at_once() {
        var film = Spoken.film("Replaced");
        try (var visit = open(film, 390)) {
            act(visit, "replace").click();
            visit.page.locator("#cue-find").fill("LINE NUMBER");
            assertThat(visit.page.locator("[data-found]")).hasText("Found 36 times in 36 captions.");
            assertThat(visit.violations()).isEmpty();
            visit.page.locator("#cue-by").fill("Row");
            visit.page.locator("#cue-replace [type=submit]").click();

            assertState(visit, "Replaced 36 times.");
            assertThat(text(visit, 40)).hasValue("Row 39, which is said.");
            act(visit, "undo").click();
            assertThat(text(visit, 40)).hasValue("Line number 39, which is said.");
        }
    }
}
