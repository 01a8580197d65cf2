package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.Films.Film;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Captions edited in the browser. */
class CaptionEditorTest {
    private static final String THREE = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nOne and two\n\n"
            + "00:00:04.000 --> 00:00:06.000\n<i>Three</i> & four\n\n00:00:20.000 --> 00:00:30.000\nFive\n";

    static Film film(String title) {
        var film = WatchCast.playable(title, "");
        Spoken.put(film, "en", THREE);
        return film;
    }

    static String at(Film film) {
        return "/studio/videos/" + film.id() + "/captions/en";
    }

    static Visit open(Film film, int width) {
        var visit = Visit.signedIn(WatchCast.KINORA, WatchCast.ADA.browser(), at(film), width, ColorScheme.LIGHT);
        assertThat(text(visit, 3)).isVisible();
        return visit;
    }

    static Locator text(Visit visit, int number) {
        return visit.page.getByLabel("Text of caption " + number, new Page.GetByLabelOptions().setExact(true));
    }

    static Locator act(Visit visit, String act) {
        return visit.page.locator("[data-act=" + act + "]");
    }

    static void assertState(Visit visit, String state) {
        assertThat(visit.page.locator("[data-cue-state]")).hasText(state);
    }

    @Test
    void text_and_times_are_written_and_kept() {
        var film = film("Edited");
        try (var visit = open(film, 1440)) {
            assertThat(text(visit, 2)).hasValue("<i>Three</i> & four");
            assertThat(act(visit, "save")).isDisabled();
            text(visit, 1).fill("One & only");
            visit.page.getByLabel("End of caption 1").fill("2.5");
            visit.page.getByLabel("Begin of caption 3").fill("later");
            text(visit, 3).focus();
            assertThat(visit.page.getByLabel("Begin of caption 3")).hasAttribute("aria-invalid", "true");
            visit.page.getByLabel("Begin of caption 3").fill("0:21");
            text(visit, 3).focus();
            assertState(visit, "Not saved");

            act(visit, "save").click();

            assertState(visit, "Saved");
            assertThat(Spoken.vtt(film, "en"))
                    .contains("00:00:01.000 --> 00:00:02.500\nOne &amp; only\n")
                    .contains("00:00:21.000 --> 00:00:30.000\nFive");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void keyboard_alone_splits_joins_adds_deletes_takes_back_and_saves() {
        var film = film("By keys");
        try (var visit = open(film, 1440)) {
            text(visit, 1).focus();
            visit.page.evaluate("() => document.activeElement.setSelectionRange(4, 4)");
            visit.press("Control+Enter");
            assertThat(text(visit, 1)).hasValue("One");
            assertThat(text(visit, 2)).hasValue("and two");
            assertThat(text(visit, 2)).isFocused();

            visit.press("Control+m");
            assertThat(text(visit, 2)).hasValue("and two\n<i>Three</i> & four");
            visit.press("Control+z");
            assertThat(text(visit, 2)).hasValue("and two");
            visit.press("Control+ArrowUp");
            assertThat(text(visit, 1)).isFocused();
            visit.press("Control+Shift+Backspace");
            assertThat(text(visit, 1)).hasValue("and two");
            visit.press("Alt+Enter");
            visit.page.keyboard().type("new");
            assertThat(text(visit, 2)).hasValue("new");
            visit.press("Control+s");

            assertState(visit, "Saved");
            assertThat(Spoken.vtt(film, "en").lines().filter(line -> !line.contains("-->") && !line.isEmpty()))
                    .containsExactly("WEBVTT", "and two", "new", "<i>Three</i> &amp; four", "Five");
        }
    }

    @Test
    void all_are_shifted_or_those_from_one_on() {
        var film = film("Shifted");
        try (var visit = open(film, 1440)) {
            shift(visit, "1.5");
            assertThat(visit.page.getByLabel("Begin of caption 1")).hasValue("0:00:02.500");
            shift(visit, "-3");
            assertState(visit, "The first would begin before the video. Nothing was shifted.");
            text(visit, 3).focus();
            visit.page.locator("#cue-from").evaluate("box => { box.checked = true }");
            shift(visit, "-0.5");
            assertThat(visit.page.getByLabel("Begin of caption 3")).hasValue("0:00:21.000");
            assertThat(visit.page.getByLabel("Begin of caption 1")).hasValue("0:00:02.500");
        }
    }

    private static void shift(Visit visit, String seconds) {
        act(visit, "shift").click();
        visit.page.locator("#cue-seconds").fill(seconds);
        visit.page.locator("#cue-shift button[type=submit]").click();
    }

    @Test
    void film_plays_beside_it_and_says_when_one_begins_and_ends() {
        try (var visit = open(film("Timed"), 1440)) {
            Spoken.until(visit, "true");
            visit.page.evaluate("() => { document.querySelector('media-player').currentTime = 22 }");
            visit.page.waitForFunction("() => document.querySelector('[data-cue-now]').textContent === 'Five'");
            assertThat(visit.page.locator("[data-cue][data-now]")).hasCount(1);
            text(visit, 3).focus();
            visit.press("Control+,");
            assertThat(visit.page.getByLabel("Begin of caption 3")).hasValue("0:00:22.000");

            visit.page.getByLabel("Play caption 2").click();
            Spoken.until(visit, "p.currentTime >= 4 && p.currentTime < 10");
        }
    }

    @Test
    void two_tabs_do_not_write_over_each_other() {
        var film = film("Two tabs");
        try (var one = open(film, 1440);
                var other = open(film, 1440)) {
            text(one, 1).fill("Of the first tab");
            act(one, "save").click();
            assertState(one, "Saved");

            text(other, 1).fill("Of the second tab");
            act(other, "save").click();
            assertThat(other.page.locator("[data-cue-conflict]")).containsText("changed meanwhile");
            assertThat(Spoken.vtt(film, "en")).contains("Of the first tab").doesNotContain("second");
            assertThat(text(other, 1)).hasValue("Of the second tab");
            assertThat(other.violations()).isEmpty();

            act(other, "mine").click();
            assertState(other, "Saved");
            assertThat(Spoken.vtt(film, "en")).contains("Of the second tab");

            text(one, 1).fill("Again");
            act(one, "save").click();
            assertThat(one.page.locator("[data-cue-conflict]")).containsText("1 caption differs from yours.");
            act(one, "theirs").click();
            assertThat(text(one, 1)).hasValue("Of the second tab");
            assertThat(one.page.locator("[data-cue-conflict]")).isHidden();
            act(one, "undo").click();
            assertThat(text(one, 1)).hasValue("Again");
            assertState(one, "Not saved");
        }
    }

    @Test
    void one_is_split_at_a_hundredth_of_a_second_where_the_film_is() {
        try (var visit = open(film("Split in time"), 1440)) {
            Spoken.until(visit, "true");
            visit.page.evaluate("() => { document.querySelector('media-player').currentTime = 2.004 }");
            Spoken.until(visit, "Math.abs(p.currentTime - 2.004) < 0.001");
            text(visit, 1).focus();
            visit.page.evaluate("() => document.activeElement.setSelectionRange(4, 4)");
            visit.press("Control+Enter");

            assertThat(visit.page.getByLabel("End of caption 1")).hasValue("0:00:02.000");
            assertThat(visit.page.getByLabel("Begin of caption 2")).hasValue("0:00:02.000");
        }
    }

    @Test
    void what_can_be_done_stands_in_one_line() {
        var film = film("In one line");
        for (int width : List.of(390, 800, 1024, 1280, 1440)) {
            try (var visit = open(film, width)) {
                assertThat((List<?>) visit.page.evaluate("""
                        () => { const all = [...document.querySelectorAll('.cue-bar .button')]
                          const line = all[0].getBoundingClientRect().top
                          return all.filter(it => { const { top, right } = it.getBoundingClientRect()
                            return top !== line || right > innerWidth || it.scrollWidth > it.clientWidth + 1 }).map(it => it.textContent) }""")).as("at " + width).isEmpty();
            }
        }
    }

    @Test
    void who_leaves_with_something_unsaved_is_asked() {
        try (var visit = open(film("Left"), 1440)) {
            text(visit, 1).fill("Unsaved");
            assertState(visit, "Not saved");
            var asked = new java.util.ArrayList<String>();
            visit.page.onDialog(dialog -> {
                asked.add(dialog.type());
                dialog.accept();
            });

            visit.page.locator(".back a").click();
            visit.page.waitForURL("**/captions");

            assertThat(asked).containsExactly("beforeunload");
        }
    }

    @Test
    void it_is_for_everybody_on_a_phone_too() {
        var film = film("On a phone");
        for (int width : List.of(390, 1440)) {
            try (var visit = open(film, width)) {
                Spoken.until(visit, "true");
                text(visit, 2).focus();
                assertThat(visit.violations()).isEmpty();
                visit.assertNothingWasComplained();
                assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                        .isLessThanOrEqualTo(0);
                text(visit, 2).fill("Written at " + width);
                act(visit, "save").click();
                assertState(visit, "Saved");
            }
        }
        assertThat(Spoken.vtt(film, "en")).contains("Written at 1440");
    }
}
