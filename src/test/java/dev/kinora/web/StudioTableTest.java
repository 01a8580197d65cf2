package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import org.junit.jupiter.api.Test;

/** What the table of one's videos tells of each, and what is at hand beside it. */
class StudioTableTest {
    private static int people;

    @Test
    void row_says_when_a_film_was_published_and_how_often_it_was_watched_and_leads_to_its_page() {
        var someone = someone();
        var id = StudioCast.add(someone, "Harbour", "ready", "public");
        StudioCast.execute("update videos set published_at = now() - interval '2 days' where id = '" + id + "'");
        StudioCast.add(someone, "Failed", "error", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio")) {
            var row = visit.page.locator("#video-" + id);
            assertThat(row.locator("[data-name=Views]")).hasText("0");
            assertThat(row.locator("[data-name=Published]")).containsText("2 days ago");
            assertThat(visit.page.locator(".studio-row-acts")).hasCount(1);
            assertThat(row.locator("[data-copies]").getAttribute("data-copies"))
                    .isEqualTo(visit.page.evaluate("() => document.querySelector('.studio-row-acts a').href"));
            StudioLookTest.picture(visit, "table-1440");
            assertThat(visit.violations()).isEmpty();

            row.locator(".studio-row-acts a").click();
            assertThat(visit.page.locator("h1")).hasText("Harbour");
        }
        try (var narrow = Visit.signedIn(someone.browser(), "/studio", 390, ColorScheme.LIGHT)) {
            StudioLookTest.picture(narrow, "table-390");
            assertThat(narrow.violations()).isEmpty();
        }
    }

    @Test
    void all_are_selected_from_the_head_and_both_boxes_agree() {
        var someone = someone();
        StudioCast.add(someone, "One", "ready", "private");
        StudioCast.add(someone, "Two", "ready", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio")) {
            visit.page.locator("#choose-all-above").check();

            assertThat(visit.page.getByLabel("Select One")).isChecked();
            assertThat(visit.page.getByLabel("Select Two")).isChecked();
            assertThat(visit.page.locator("#choose-all")).isChecked();
            assertThat(visit.page.locator(".studio-all")).containsText("2 selected");
        }
    }

    @Test
    void visibility_of_courses_is_offered_to_none_but_a_film_that_has_it() {
        var someone = someone();
        var id = StudioCast.add(someone, "Loom", "ready", "private");
        var given = StudioCast.add(someone, "Lesson", "ready", "course");
        try (var visit = Visit.signedIn(someone.browser(), "/studio")) {
            assertThat(visit.page.locator("option[value=course]")).hasCount(0);
            visit.go("/studio/videos/" + id + "/visibility");
            assertThat(visit.page.locator("#visibility-course")).hasCount(0);
            visit.go("/studio/videos/" + given + "/visibility");
            assertThat(visit.page.locator("#visibility-course")).isChecked();
        }
    }

    @Test
    void code_for_other_pages_stands_beside_the_link() {
        var someone = someone();
        var id = StudioCast.upload(someone, "press.webm", Clips.webm());
        try (var visit =
                Visit.signedIn(someone.browser(), "/studio/videos/" + id + "/visibility", 390, ColorScheme.LIGHT)) {
            var code = visit.page.locator(".studio-share code").last();
            assertThat(code).containsText("<iframe src=\"http");
            assertThat(code).containsText("/embed/");
            assertThat(code).containsText("title=\"press\"");
            assertThat(visit.overflowAt(390)).isLessThanOrEqualTo(0);
            StudioLookTest.picture(visit, "visibility-code-390");
        }
    }

    private static People.Person someone() {
        return People.member(Visit.kinora(), "keeper" + ++people);
    }
}
