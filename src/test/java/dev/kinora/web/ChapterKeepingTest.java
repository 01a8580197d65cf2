package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.ChapterCast.act;
import static dev.kinora.web.ChapterCast.assertChapters;
import static dev.kinora.web.ChapterCast.assertSaid;
import static dev.kinora.web.ChapterCast.open;
import static dev.kinora.web.ChapterCast.save;
import static dev.kinora.web.ChapterCast.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** That nothing is lost in the editor of chapters. */
class ChapterKeepingTest {
    private static final String CHAPTERS = "**/api/v1/videos/*/chapters";

    private static Locator notice(Visit visit) {
        return visit.page.locator("[data-notice]");
    }

    @Test
    void second_window_is_told_what_changed_and_keeps_both_or_chooses() {
        var film = ChapterCast.film("Two windows");
        try (var one = open(film);
                var other = open(film)) {
            title(one, 2).fill("Of the first");
            one.page.getByLabel("Merge chapter 3 with the one before").click();
            save(one);

            title(other, 1).fill("Of the second");
            act(other, "save").click();
            assertThat(notice(other).locator("li"))
                    .hasText(new String[] {"“Inking” is called “Of the first”.", "“Pulling” at 0:30 is gone."});
            assertThat(notice(other)).containsText("Saving keeps both, theirs and yours.");
            assertThat(act(other, "mine")).hasText("Save both");
            assertThat(other.violations()).isEmpty();
            assertThat(ChapterCast.kept(film)).containsExactly("0:00 Setting", "0:10 Of the first");
            act(other, "mine").click();
            assertSaid(other, "Saved.");
            assertThat(notice(other)).isHidden();
            assertThat(ChapterCast.kept(film)).containsExactly("0:00 Of the second", "0:10 Of the first");
            assertChapters(other, "00 Of the second", "10 Of the first");

            title(one, 1).fill("Once more");
            act(one, "save").click();
            assertThat(notice(one).locator("li"))
                    .hasText(new String[] {"“Setting” is called “Of the second”. Yours takes its place."});
            assertThat(act(one, "mine")).hasText("Save mine instead");
            act(one, "theirs").click();
            assertChapters(one, "00 Of the second", "10 Of the first");
            assertThat(act(one, "save")).isDisabled();
            act(one, "undo").click();
            assertThat(title(one, 1)).hasValue("Once more");
        }
    }

    @Test
    void what_was_not_saved_outlives_a_reload() {
        var film = ChapterCast.film("Reloaded");
        try (var visit = open(film)) {
            visit.page.onDialog(Dialog::accept);
            title(visit, 2).fill("Not saved yet");
            visit.page.reload();
            assertThat(title(visit, 2)).hasValue("Not saved yet");
            assertThat(notice(visit)).containsText("Changes that you had not saved are back.");
            save(visit);
            assertThat(notice(visit)).isHidden();
            assertThat(ChapterCast.kept(film)).contains("0:10 Not saved yet");

            title(visit, 2).fill("Never saved");
            visit.page.reload();
            act(visit, "theirs").click();
            assertThat(title(visit, 2)).hasValue("Not saved yet");
            visit.page.reload();
            assertChapters(visit, "00 Setting", "10 Not saved yet", "30 Pulling");
            assertThat(notice(visit)).isHidden();
        }
    }

    @Test
    void what_was_kept_here_is_not_written_over_what_others_did_meanwhile() {
        var film = ChapterCast.film("Meanwhile");
        try (var visit = open(film)) {
            visit.page.onDialog(Dialog::accept);
            title(visit, 2).fill("Mine");
            ChapterCast.write(film, "Setting", 0, "Theirs", 10, "Pulling", 30);

            visit.page.reload();

            assertThat(notice(visit).locator("li"))
                    .hasText(new String[] {"“Inking” is called “Theirs”. Yours takes its place."});
            act(visit, "save").click();
            assertThat(notice(visit).locator("li"))
                    .hasText(new String[] {"“Inking” is called “Theirs”. Yours takes its place."});
            assertThat(ChapterCast.kept(film)).contains("0:10 Theirs");
            act(visit, "mine").click();
            assertSaid(visit, "Saved.");
            assertThat(ChapterCast.kept(film)).contains("0:10 Mine");
        }
    }

    @Test
    void server_that_fails_or_is_away_costs_nothing() {
        var film = ChapterCast.film("Away");
        try (var visit = open(film)) {
            title(visit, 2).fill("Kept here");
            visit.page.route(CHAPTERS, route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
            act(visit, "save").click();
            assertSaid(
                    visit, "The server answered with 500. Nothing was saved. Your changes are kept in this browser.");
            visit.page.unroute(CHAPTERS);
            visit.page.route(CHAPTERS, Route::abort);
            act(visit, "save").click();
            assertSaid(
                    visit, "The server cannot be reached. Nothing was saved. Your changes are kept in this browser.");
            assertThat(title(visit, 2)).hasValue("Kept here");
            visit.page.unroute(CHAPTERS);

            visit.page.evaluate("() => dispatchEvent(new Event('online'))");

            assertSaid(visit, "Saved.");
            assertThat(ChapterCast.kept(film)).contains("0:10 Kept here");
        }
    }

    @Test
    void who_leaves_with_something_unsaved_is_asked() {
        try (var visit = open(ChapterCast.film("Left"))) {
            title(visit, 1).fill("Unsaved");
            var asked = new ArrayList<String>();
            visit.page.onDialog(dialog -> {
                asked.add(dialog.type());
                dialog.accept();
            });

            visit.page.locator(".back a").click();
            visit.page.waitForURL("**/studio/videos/*");

            assertThat(asked).containsExactly("beforeunload");
        }
    }
}
