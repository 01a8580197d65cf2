package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.ChapterCast.act;
import static dev.kinora.web.ChapterCast.assertChapters;
import static dev.kinora.web.ChapterCast.assertSaid;
import static dev.kinora.web.ChapterCast.open;
import static dev.kinora.web.ChapterCast.save;
import static dev.kinora.web.ChapterCast.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** What a machine proposes, and lists from elsewhere, in the editor of chapters. */
class ChapterProposalsTest {
    private static Locator ghosts(Visit visit) {
        return visit.page.locator("[data-ghost] [data-ghost-title]");
    }

    private static void density(Visit visit, String density) {
        visit.page.locator("[data-density]").fill(density);
    }

    @Test
    void slider_shows_more_or_fewer_and_touches_nothing_that_is_there() {
        var film = ChapterCast.film("Dense");
        try (var visit = open(film)) {
            assertThat(ghosts(visit)).hasText(new String[] {"The frisket"});
            assertThat(visit.page.locator("[data-ghost] [data-sure]")).hasText("likely 62 %");

            density(visit, "1.5");
            assertThat(ghosts(visit)).hasText(new String[] {"Lock up", "The frisket", "Goodbye"});
            assertThat(visit.page.locator(".reel-ghost")).hasCount(3);
            assertThat(visit.page.locator("[data-ghost] [data-sure]").first()).hasText("a guess 30 %");
            assertChapters(visit, "00 Setting", "10 Inking", "30 Pulling");
            assertThat(act(visit, "save")).isDisabled();
            act(visit, "undo").click();

            assertThat(ghosts(visit)).hasCount(1);
            assertThat(visit.page.locator("[data-density]")).hasValue("1");
        }
    }

    @Test
    void a_run_of_keys_on_the_slider_and_a_drag_are_a_step_each() {
        try (var visit = open(ChapterCast.film("Slid"))) {
            var slider = visit.page.locator("[data-density]");
            assertThat(ghosts(visit)).hasCount(1);
            slider.focus();
            visit.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
            assertThat(slider).hasValue("1.5");
            assertThat(ghosts(visit)).hasCount(3);
            var box = slider.boundingBox();
            var mouse = visit.page.mouse();
            mouse.move(box.x + box.width / 2, box.y + box.height / 2);
            mouse.down();
            for (int i = 1; i <= 5; i++) {
                mouse.move(box.x + box.width / 2 - 10 * i, box.y + box.height / 2);
            }
            mouse.up();
            assertThat(slider).not().hasValue("1.5");
            visit.press("Control+z");
            assertThat(slider).hasValue("1.5");
            visit.press("ArrowRight", "ArrowRight", "Control+z");
            assertThat(slider).hasValue("1.5");

            visit.press("Control+z");
            assertThat(slider).hasValue("1");
            assertThat(act(visit, "undo")).isDisabled();
            assertThat(ghosts(visit)).hasCount(1);
        }
    }

    @Test
    void what_a_language_model_made_is_told_from_what_more_density_adds() {
        var film = ChapterCast.film("Modelled");
        WatchCast.run(
                "update chapter_outlines set source = 'language_model', model = 'small-model', summary = 'How prints are pulled.'"
                        + " where video_id = ?::uuid",
                film);
        try (var visit = open(film)) {
            var from = visit.page.locator("[data-proposed-from]");
            assertThat(from).hasText("by a language model, from what is said (small-model)");
            var summary = visit.page.locator("[data-summary]");
            assertThat(summary.locator("[data-summary-said]")).hasText("How prints are pulled.");
            assertThat(summary.locator("[data-copies]")).hasAttribute("data-copies", "How prints are pulled.");
            assertThat(act(visit, "copy")).hasAttribute("data-copies", "0:00 Setting\n0:10 Inking\n0:30 Pulling\n");
            density(visit, "1.5");
            assertThat(from)
                    .hasText("3 of them by a language model (small-model) and 2 more by Kinora, from what is said");
        }
    }

    @Test
    void place_of_the_slider_outlives_a_reload_in_its_own_film() {
        var film = ChapterCast.film("Remembered");
        try (var visit = open(film)) {
            density(visit, "1.5");
            assertThat(ghosts(visit)).hasCount(3);
            visit.page.reload();
            assertThat(ghosts(visit)).hasCount(3);
            assertThat(visit.page.locator("[data-density]")).hasValue("1.5");
            assertThat(act(visit, "undo")).isDisabled();

            visit.go(ChapterCast.at(ChapterCast.film("Another")));
            assertThat(ghosts(visit)).hasCount(1);
            assertThat(visit.page.locator("[data-density]")).hasValue("1");
        }
    }

    @Test
    void one_is_taken_another_turned_down_and_both_are_taken_back() {
        var film = ChapterCast.film("Taken");
        try (var visit = open(film)) {
            density(visit, "1.5");
            visit.page.getByLabel("Reject “Goodbye” at 0:35").click();
            visit.page.locator(".reel-ghost[aria-label*='Lock up']").click();
            assertThat(ghosts(visit)).hasText(new String[] {"The frisket"});
            visit.page.getByLabel("Accept “The frisket” at 0:20").click();
            assertThat(ghosts(visit)).hasCount(0);
            assertChapters(visit, "00 Setting", "05 Lock up", "10 Inking", "20 The frisket", "30 Pulling");
            visit.press("Control+z", "Control+z", "Control+z");
            assertThat(ghosts(visit)).hasCount(3);
            visit.press("Control+Shift+z", "Control+Shift+z", "Control+Shift+z");

            save(visit);

            assertThat(ChapterCast.kept(film)).hasSize(5).contains("0:05 Lock up", "0:20 The frisket");
            assertThat(ChapterCast.json(film)).contains("\"confidence\":0.3").contains("\"confidence\":0.62");
            title(visit, 4).fill("The frisket, by hand");
            save(visit);
            assertThat(ChapterCast.json(film)).contains("\"confidence\":0.3").doesNotContain("0.62");
        }
    }

    @Test
    void all_take_the_place_of_mine_when_i_say_so() {
        var film = ChapterCast.film("All");
        try (var visit = open(film)) {
            act(visit, "acceptAll").click();
            assertSaid(visit, "3 chapters were taken. Undo brings back what was there.");
            assertChapters(visit, "00 Set", "10 Ink", "20 The frisket");
            assertThat(visit.page.locator("[data-chapter] [data-sure]").nth(1)).hasText("sure 80 %");
            act(visit, "undo").click();
            assertChapters(visit, "00 Setting", "10 Inking", "30 Pulling");
            act(visit, "redo").click();
            save(visit);

            assertThat(ChapterCast.kept(film)).containsExactly("0:00 Set", "0:10 Ink", "0:20 The frisket");
        }
    }

    @Test
    void machine_is_asked_while_one_works_on_and_only_proposes() {
        var film = Spoken.film("Made");
        ChapterCast.write(film, "Mine", 0);
        try (var visit = open(film)) {
            title(visit, 1).fill("Mine alone");
            act(visit, "make").click();
            assertSaid(visit, "The video was looked through.");
            assertThat(visit.page.locator("[data-proposed]")).isVisible();
            assertThat(visit.page.locator("[data-making]")).isHidden();
            assertChapters(visit, "00 Mine alone");
            save(visit);

            assertThat(ChapterCast.kept(film)).containsExactly("0:00 Mine alone");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void list_from_elsewhere_is_pasted_after_a_look_at_it() {
        var film = ChapterCast.film("Pasted");
        try (var visit = open(film)) {
            act(visit, "paste").click();
            var text = visit.page.locator("#chapter-paste textarea");
            text.fill("Chapters:\n0:00 One\n(0:12) - Two\n1:00 Too late\nThree 0:20");
            assertThat(visit.page.locator("[data-paste-faults] li")).hasText(new String[] {
                "Line 1 It has no time, such as 1:02.", "Line 4 It begins at 1:00; the video ends at 0:40."
            });
            assertThat(visit.violations()).isEmpty();
            visit.page.locator("#chapter-paste [type=submit]").click();
            assertChapters(visit, "00 One", "12 Two", "20 Three");
            assertThat(visit.page.locator("[data-act=copy]"))
                    .hasAttribute("data-copies", "0:00 One\n0:12 Two\n0:20 Three\n");
            act(visit, "undo").click();
            assertChapters(visit, "00 Setting", "10 Inking", "30 Pulling");
            visit.page.evaluate("""
                    () => { const clipboardData = new DataTransfer()
                      clipboardData.setData('text/plain', '0:00 A\\n0:15 B')
                      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })) }""");
            visit.page.locator("#chapter-paste [type=submit]").click();
            save(visit);

            assertThat(ChapterCast.kept(film)).containsExactly("0:00 A", "0:15 B");
        }
    }
}
