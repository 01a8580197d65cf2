package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.ChapterCast.act;
import static dev.kinora.web.ChapterCast.assertChapters;
import static dev.kinora.web.ChapterCast.assertSaid;
import static dev.kinora.web.ChapterCast.draw;
import static dev.kinora.web.ChapterCast.edge;
import static dev.kinora.web.ChapterCast.open;
import static dev.kinora.web.ChapterCast.openToPlay;
import static dev.kinora.web.ChapterCast.save;
import static dev.kinora.web.ChapterCast.seek;
import static dev.kinora.web.ChapterCast.start;
import static dev.kinora.web.ChapterCast.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Chapters made and changed in the browser. */
class ChapterEditorTest {
    @Test
    void titles_and_times_are_written_in_the_list_and_kept() {
        var film = ChapterCast.film("Written");
        try (var visit = open(film)) {
            assertChapters(visit, "00 Setting", "10 Inking", "30 Pulling");
            assertThat(act(visit, "save")).isDisabled();
            title(visit, 1).fill("Setting the type");
            visit.press("Enter");
            assertThat(title(visit, 2)).isFocused();
            start(visit, 2).fill("12.5");
            start(visit, 3).fill("later");
            title(visit, 3).focus();
            assertThat(start(visit, 3)).hasAttribute("aria-invalid", "true");
            assertSaid(visit, "A time is written 1:02, with tenths as 1:02.5, from an hour on as 1:02:45.");
            start(visit, 3).fill("0:11");
            title(visit, 3).focus();
            assertSaid(visit, "It can begin between 0:13.5 and 0:39.");
            start(visit, 3).fill("0:25");
            title(visit, 3).focus();

            save(visit);

            assertThat(ChapterCast.kept(film)).containsExactly("0:00 Setting the type", "0:12 Inking", "0:25 Pulling");
            assertThat(ChapterCast.json(film)).contains("\"start\":12.5");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void edge_is_drawn_to_what_is_near_and_with_alt_to_nothing() {
        var film = ChapterCast.film("Drawn");
        try (var visit = open(film)) {
            assertThat(visit.page.locator(".reel-line").first()).isVisible();
            draw(visit, "Pulling", 20.2);
            assertThat(visit.page.locator("[data-tip-near]")).hasText("where a chapter is proposed");
            visit.page.mouse().up();
            assertThat(start(visit, 3)).hasValue("0:20");

            draw(visit, "Pulling", 24.15);
            assertThat(visit.page.locator("[data-tip-near]")).hasText("where a sentence begins");
            visit.page.mouse().up();
            assertThat(start(visit, 3)).hasValue("0:24");

            visit.page.keyboard().down("Alt");
            draw(visit, "Pulling", 22.2);
            assertThat(visit.page.locator("[data-tip-near]")).isEmpty();
            visit.page.mouse().up();
            visit.page.keyboard().up("Alt");
            assertThat(Double.parseDouble(edge(visit, "Pulling").getAttribute("aria-valuenow")))
                    .isBetween(22.1, 22.3);
            assertThat(start(visit, 3)).not().hasValue("0:22");
        }
    }

    @Test
    void edge_stops_at_its_neighbours_and_goes_back_with_escape_and_undo() {
        try (var visit = open(ChapterCast.film("Held"))) {
            draw(visit, "Inking", 39);
            visit.page.mouse().up();
            assertChapters(visit, "00 Setting", "29 Inking", "30 Pulling");

            draw(visit, "Inking", 15);
            visit.press("Escape");
            visit.page.mouse().up();
            assertChapters(visit, "00 Setting", "29 Inking", "30 Pulling");
            visit.press("Control+z");

            assertChapters(visit, "00 Setting", "10 Inking", "30 Pulling");
            assertThat(act(visit, "undo")).isDisabled();
            assertThat(act(visit, "save")).isDisabled();
        }
    }

    @Test
    void chapter_is_split_where_the_video_is_and_merged_again() {
        var film = ChapterCast.film("Split");
        try (var visit = openToPlay(film)) {
            visit.page.evaluate("() => { document.querySelector('media-player').currentTime = 15.503 }");
            assertThat(visit.page.locator("[data-moment]")).hasText("0:15.5");
            act(visit, "split").click();
            visit.page.keyboard().type("Dabbing");
            visit.press("Enter");
            assertChapters(visit, "00 Setting", "10 Inking", "15.5 Dabbing", "30 Pulling");

            visit.page.getByLabel("Merge chapter 4 with the one before").click();
            assertSaid(visit, "“Pulling” is part of “Dabbing” now.");
            visit.page.getByLabel("Remove chapter 1").click();
            assertChapters(visit, "00 Inking", "15.5 Dabbing");
            act(visit, "undo").click();
            assertChapters(visit, "00 Setting", "10 Inking", "15.5 Dabbing");
            save(visit);

            assertThat(ChapterCast.kept(film)).containsExactly("0:00 Setting", "0:10 Inking", "0:15 Dabbing");
        }
    }

    @Test
    void arrows_go_through_the_film_also_where_a_button_has_the_focus() {
        try (var visit = openToPlay(ChapterCast.film("Gone through"))) {
            seek(visit, 5);
            act(visit, "split").focus();
            visit.press("ArrowRight");
            visit.page.waitForFunction("() => document.querySelector('media-player').currentTime === 15");
            visit.press("ArrowLeft");
            visit.page.waitForFunction("() => document.querySelector('media-player').currentTime === 5");
        }
    }

    @Test
    void keyboard_alone_does_everything() {
        var film = ChapterCast.film("By keys");
        try (var visit = openToPlay(film)) {
            seek(visit, 5);
            visit.page.locator("[data-reel-window]").focus();
            visit.press("s");
            visit.page.keyboard().type("Locking up");
            visit.press("Enter", "Shift+ArrowRight", "Alt+ArrowRight", "Alt+ArrowRight");
            assertChapters(visit, "00 Setting", "06.2 Locking up", "10 Inking", "30 Pulling");
            visit.press("Alt+ArrowLeft", "ArrowDown", "ArrowDown");
            visit.page.waitForFunction("() => document.querySelector('media-player').currentTime === 30");
            visit.press("Backspace");
            assertChapters(visit, "00 Setting", "06.1 Locking up", "10 Inking");
            visit.press("ArrowUp", "F2");
            visit.page.keyboard().type("Locked");
            visit.press("Enter", "n", "a");
            assertSaid(visit, "“The frisket” begins at 0:20 now.");
            edge(visit, "Locked").focus();
            visit.press("ArrowRight", "ArrowRight", "Control+z", "Control+z", "Control+Shift+z", "?");
            assertThat(visit.page.locator("#chapter-keys")).isVisible();
            visit.press("Escape", "Control+s");
            assertSaid(visit, "Saved.");

            assertThat(ChapterCast.kept(film))
                    .containsExactly("0:00 Setting", "0:06 Locked", "0:10 Inking", "0:20 The frisket");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void focus_stays_on_the_time_line_and_in_the_list_where_what_had_it_is_merged_away() {
        try (var visit = openToPlay(ChapterCast.film("Focused"))) {
            edge(visit, "Pulling").focus();
            visit.press("m");
            assertSaid(visit, "“Pulling” is part of “Inking” now.");
            assertThat(edge(visit, "Inking")).isFocused();
            visit.press("Backspace");
            assertThat(visit.page.locator("[data-reel-window]")).isFocused();
            visit.press("Control+z");
            assertSaid(visit, "Undone: merge of “Inking”.");

            visit.page.getByLabel("Merge chapter 2 with the one before").focus();
            visit.press("m");
            assertThat(visit.page.getByLabel("Remove chapter 1")).isFocused();
            assertChapters(visit, "00 Setting");
        }
    }

    @Test
    void undo_and_redo_say_what_they_did() {
        try (var visit = openToPlay(ChapterCast.film("Said"))) {
            seek(visit, 15);
            visit.page.locator("[data-reel-window]").focus();
            visit.press("s", "Enter");
            assertChapters(visit, "00 Setting", "10 Inking", "15 New chapter", "30 Pulling");
            visit.press("Control+z");
            assertSaid(visit, "Undone: split at 0:15.");
            visit.press("Control+z");
            assertSaid(visit, "There is nothing to undo.");
            visit.press("Control+Shift+z");
            assertSaid(visit, "Done again: split at 0:15.");
        }
    }

    @Test
    void first_chapter_is_removed_and_not_merged_so_it_is_said() {
        try (var visit = open(ChapterCast.film("Removed"))) {
            var merge = visit.page.locator(".reel-tools [data-act=merge]");
            assertThat(merge).hasText("Remove", new LocatorAssertions.HasTextOptions().setUseInnerText(true));
            assertThat(merge.locator(".icon:visible use")).hasAttribute("href", Pattern.compile("trash-2"));
            title(visit, 2).focus();
            assertThat(merge).hasText("Merge", new LocatorAssertions.HasTextOptions().setUseInnerText(true));
            assertThat(visit.page.locator("[data-row-act=merge]").first().locator(".icon:visible use"))
                    .hasAttribute("href", Pattern.compile("trash-2"));
        }
    }

    @Test
    void time_line_leads_through_the_film() {
        try (var visit = openToPlay(ChapterCast.film("Scrubbed"))) {
            assertThat(visit.page.locator(".reel-picture").first()).isVisible();
            var lane = visit.page.locator("[data-reel-pictures]").boundingBox();
            visit.page.mouse().click(ChapterCast.x(visit, 22), lane.y + 10);
            visit.page.waitForFunction("() => Math.abs(document.querySelector('media-player').currentTime - 22) < 0.1");
            assertThat(visit.page.locator("[data-chapter][aria-current]")).hasAttribute("data-chapter", "1");

            act(visit, "zoomIn").click();
            assertThat(act(visit, "zoomOut")).isEnabled();
            assertThat(
                            (Boolean)
                                    visit.page.evaluate(
                                            "() => { const it = document.querySelector('[data-reel-window]'); return it.scrollWidth > it.clientWidth }"))
                    .isTrue();
            act(visit, "fit").click();
            assertThat(act(visit, "zoomOut")).isDisabled();
            seek(visit, 39.5);
            visit.page.waitForFunction(
                    "() => { const it = document.querySelector('[data-reel-window]'); return it.scrollWidth <= it.clientWidth }");
            assertThat((List<?>) visit.page.evaluate("() => [...document.querySelectorAll('.reel-tick-said')]"
                            + ".filter(it => it.getBoundingClientRect().right > document.querySelector('[data-reel-film]').getBoundingClientRect().right)"
                            + ".map(it => it.textContent)"))
                    .isEmpty();

            title(visit, 2).focus();
            visit.page.locator("[data-act=play]").click();
            Spoken.until(visit, "!p.paused && p.currentTime >= 10 && p.currentTime < 20");
        }
    }

    @Test
    void it_is_for_everybody_on_a_phone_and_at_night_too() {
        var film = ChapterCast.film("Everywhere");
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(390, 1440)) {
                try (var visit = open(film, width, scheme)) {
                    assertThat(visit.page.locator("[data-ghost]")).hasCount(1);
                    assertThat(visit.violations()).isEmpty();
                    assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                            .isLessThanOrEqualTo(0);
                    title(visit, 2).fill("Written at " + width + " " + scheme);
                    save(visit);
                    visit.assertNothingWasComplained();
                }
            }
        }
        assertThat(ChapterCast.kept(film)).contains("0:10 Written at 1440 DARK");
    }

    @Test
    void film_without_words_or_chapters_says_what_to_do() {
        try (var visit = open(ChapterCast.bare("Silent"))) {
            assertThat(visit.page.locator("[data-none]")).containsText("No chapters yet");
            assertThat(visit.page.locator(".chapter-unsaid a")).hasText("Add captions");
            assertThat(visit.page.locator("[data-unproposed]")).isVisible();
            assertThat(visit.violations()).isEmpty();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void studio_leads_there_and_strangers_are_not_let_in() {
        var film = ChapterCast.bare("Found");
        try (var visit = WatchCast.as(WatchCast.ADA, "/studio/videos/" + film.id())) {
            visit.page
                    .locator(".parts a", new com.microsoft.playwright.Page.LocatorOptions().setHasText("Chapters"))
                    .click();
            assertThat(visit.page.locator("h1")).hasText("Chapters");
        }
        try (var visit = WatchCast.as(WatchCast.LIN, ChapterCast.at(film))) {
            assertThat(visit.page.locator("[data-chapter-editor]")).hasCount(0);
        }
    }
}
