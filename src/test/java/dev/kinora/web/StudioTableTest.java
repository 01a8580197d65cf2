package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
    void box_of_which_some_are_selected_looks_like_the_others() {
        var someone = someone();
        StudioCast.add(someone, "One", "ready", "private");
        StudioCast.add(someone, "Two", "ready", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio")) {
            visit.page.getByLabel("Select One").check();

            var look = """
                    box => {
                      const [own, dash] = [getComputedStyle(box), getComputedStyle(box, '::before')]
                      return [box.indeterminate, own.appearance, own.borderRadius, own.width, dash.backgroundColor, dash.height].join()
                    }""";
            assertThat(visit.page.locator("#choose-all-above").evaluate(look))
                    .isEqualTo(visit.page.locator("#choose-all").evaluate(look))
                    .asString()
                    .startsWith("true,none,5px,20px,");
        }
    }

    @Test
    void refused_tags_come_back_with_those_selected_and_what_was_typed() {
        var someone = someone();
        var one = StudioCast.add(someone, "Tide one", "ready", "private");
        StudioCast.add(someone, "Tide two", "ready", "private");
        StudioCast.add(someone, "Ebb", "ready", "private");
        var typed = "sea, " + "a".repeat(101);
        try (var visit = Visit.signedIn(someone.browser(), "/studio?q=tide&order=title")) {
            visit.page.getByLabel("Select Tide one").check();
            visit.page.locator("#wanted").selectOption("public");
            visit.page.locator(".studio-chosen #tags").fill(typed);
            button(visit, "Add these tags").click();

            assertThat(visit.page.locator("#tags-error")).containsText("a tag has 100 characters at most");
            assertThat(visit.page.locator(".error-summary a")).hasAttribute("href", "#tags");
            assertThat(visit.page.locator(".studio-chosen #tags")).hasValue(typed);
            assertThat(visit.page.locator("#wanted")).hasValue("public");
            assertThat(visit.page.getByLabel("Select Tide one")).isChecked();
            assertThat(visit.page.getByLabel("Select Tide two")).not().isChecked();
            assertThat(visit.page.locator(".studio-all")).containsText("1 selected");
            assertThat(visit.page.locator("tbody tr")).hasCount(2);
            assertThat(visit.page.locator("#q")).hasValue("tide");
            assertThat(visit.violations()).isEmpty();
            assertThat(visit.overflowAt(390)).isLessThanOrEqualTo(0);
            StudioLookTest.picture(visit, "chosen-refused-390");

            visit.page.locator(".studio-chosen #tags").fill("sea");
            button(visit, "Add these tags").click();
            assertThat(visit.page.locator(".flash")).containsText("The tags are added to 1 video.");
            assertThat(visit.page.locator("#q")).hasValue("tide");
            assertThat(tags(one)).isEqualTo("sea");
        }
    }

    @Test
    void visibility_that_is_refused_keeps_the_selection() {
        var someone = someone();
        var id = StudioCast.add(someone, "Taken down", "ready", "private");
        StudioCast.execute("update videos set taken_down_at = now() where id = '" + id + "'");
        try (var visit = Visit.signedIn(someone.browser(), "/studio")) {
            visit.page.getByLabel("Select Taken down").check();
            visit.page.locator("#wanted").selectOption("public");
            button(visit, "Set their visibility").click();

            assertThat(visit.page.locator(".error-summary")).containsText("A moderator took this video down");
            assertThat(visit.page.getByLabel("Select Taken down")).isChecked();
            assertThat(visit.page.locator("#wanted")).hasValue("public");
        }
    }

    @Test
    void tags_of_several_are_removed_or_replaced_and_the_history_tells() {
        var someone = someone();
        var one = StudioCast.add(someone, "Tide", "ready", "private");
        var two = StudioCast.add(someone, "Ebb", "ready", "private");
        StudioCast.execute("update videos set tags = '{Sea,salt,draft}' where id = '" + one + "'");
        StudioCast.execute("update videos set tags = '{moon}' where id = '" + two + "'");
        try (var visit = Visit.signedIn(someone.browser(), "/studio")) {
            visit.page.locator("#choose-all").check();
            visit.page.locator(".studio-chosen #tags").fill("DRAFT, sea");
            button(visit, "Remove these tags").click();
            assertThat(visit.page.locator(".flash")).containsText("The tags are removed from 2 videos.");
            assertThat(tags(one) + "/" + tags(two)).isEqualTo("salt/moon");

            visit.page.locator("#choose-all").check();
            button(visit, "Replace all their tags with these").click();
            assertThat(visit.page.locator("#tags-error")).hasText("Write at least one tag.");
            visit.page.locator(".studio-chosen #tags").fill("shore");
            button(visit, "Replace all their tags with these").click();
            assertThat(visit.page.locator(".flash")).containsText("2 videos have these tags now and no others.");
            assertThat(tags(one) + "/" + tags(two)).isEqualTo("shore/shore");

            visit.go("/studio/videos/" + one + "/history");
            assertThat(visit.page.locator(".studio-changes").first()).containsText("salt");
            assertThat(visit.page.locator(".studio-changes").first()).containsText("shore");
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

    private static Locator button(Visit visit, String name) {
        return visit.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static String tags(String id) {
        return AdminCast.id("select array_to_string(tags, '+') from videos where id = '" + id + "'");
    }

    private static People.Person someone() {
        return People.member(Visit.kinora(), "keeper" + ++people);
    }
}
