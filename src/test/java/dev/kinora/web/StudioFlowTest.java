package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people do with their videos in the studio. */
class StudioFlowTest {
    private static int people;

    @Test
    void second_window_is_told_what_changed_and_keeps_what_was_typed() {
        var someone = someone();
        var id = StudioCast.add(someone, "Harbour", "ready", "private");
        try (var first = Visit.signedIn(someone.browser(), "/studio/videos/" + id);
                var second = Visit.signedIn(someone.browser(), "/studio/videos/" + id)) {
            first.page.getByLabel("Title").fill("Harbour at night");
            first.page.locator("#tags").fill("quay, night");
            save(first);
            assertThat(first.page.locator(".flash")).containsText("Saved.");

            second.page.getByLabel("Title").fill("The old harbour");
            second.page.getByLabel("Description").fill("Filmed in November.");
            save(second);

            assertThat(second.page.locator(".error-summary"))
                    .containsText("In the other window the title became “Harbour at night”.");
            assertThat(second.page.locator(".error-summary")).containsText("The tags changed in the other window");
            assertThat(second.page.locator(".error-summary h2")).hasText("One thing needs another look");
            assertThat(second.page.locator(".error-summary a")).hasCount(1);
            assertThat(second.page.locator(".studio-form .problem")).hasCount(1);
            assertThat(second.page.getByLabel("Title")).hasValue("The old harbour");
            assertThat(second.page.locator("#tags")).hasValue("quay, night");
            assertThat(second.violations()).isEmpty();

            save(second);
            assertThat(second.page.locator("h1")).hasText("The old harbour");
            assertThat(AdminCast.id(
                            "select description || array_to_string(tags, '+') from videos where id = '" + id + "'"))
                    .isEqualTo("Filmed in November.quay+night");
        }
    }

    @Test
    void title_without_letters_is_refused_beside_its_field() {
        var someone = someone();
        var id = StudioCast.add(someone, "Loom", "ready", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio/videos/" + id)) {
            visit.page.getByLabel("Title").fill("  ");
            visit.page.getByLabel("Pages that may embed it").fill("not a host!");
            save(visit);

            assertThat(visit.page.locator("#title-error")).hasText("A video needs a title.");
            assertThat(visit.page.locator("#allowedOrigins-error")).containsText("is not a host");
            assertThat(visit.violations()).isEmpty();
        }
    }

    @Test
    void several_are_changed_at_once() {
        var someone = someone();
        StudioCast.add(someone, "One", "ready", "private");
        StudioCast.add(someone, "Two", "ready", "private");
        var three = StudioCast.add(someone, "Three", "ready", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio")) {
            visit.page.getByLabel("Select One").check();
            assertThat(visit.page.locator(".studio-all")).containsText("1 selected");
            visit.page
                    .getByLabel("Select all on this page")
                    .or(visit.page.locator("#choose-all"))
                    .first()
                    .check();
            visit.page.getByLabel("Select Three").uncheck();
            visit.page.locator("#wanted").selectOption("unlisted");
            button(visit, "Set their visibility").click();
            assertThat(visit.page.locator(".flash")).containsText("2 videos are now unlisted.");
            assertThat(row(visit, "One")).containsText("Unlisted");
            assertThat(row(visit, "Three")).containsText("Private");

            visit.page.locator("#choose-all").check();
            visit.page.getByLabel("Tags, with commas between them").fill("sea, sea, salt");
            button(visit, "Add these tags").click();
            assertThat(visit.page.locator(".flash")).containsText("The tags are added to 3 videos.");
            assertThat(AdminCast.id("select array_to_string(tags, '+') from videos where id = '" + three + "'"))
                    .isEqualTo("sea+salt");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void what_is_thrown_away_comes_back_by_undo_or_from_the_bin_or_never() {
        var someone = someone();
        StudioCast.add(someone, "Tide", "ready", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio")) {
            visit.page.getByLabel("Select Tide").check();
            button(visit, "Put into the bin").click();
            assertThat(visit.page.locator(".flash")).containsText("1 video is in the bin");
            assertThat(visit.violations()).isEmpty();
            button(visit, "Undo").click();
            assertThat(row(visit, "Tide")).isVisible();

            visit.page.getByLabel("Select Tide").check();
            button(visit, "Put into the bin").click();
            visit.go("/studio/bin");
            assertThat(visit.page.locator(".studio-bin li")).containsText("30 days left");
            button(visit, "Restore Tide").click();
            assertThat(visit.page.locator(".flash")).containsText("1 video is back");

            visit.go("/studio");
            visit.page.getByLabel("Select Tide").check();
            button(visit, "Put into the bin").click();
            visit.go("/studio/bin");
            button(visit, "Delete for good Tide").click();
            assertThat(visit.page.locator("dialog[open] h2")).hasText("Delete “Tide” for good?");
            assertThat(visit.violations()).isEmpty();
            visit.page.locator("dialog[open]").getByRole(AriaRole.BUTTON).last().click();
            assertThat(visit.page.locator(".flash")).containsText("“Tide” is deleted for good.");
            assertThat(visit.page.getByText("The bin is empty")).isVisible();
            assertThat(AdminCast.id("select count(*) from videos where user_id = '" + someone.id() + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void publication_is_scheduled_by_the_clocks_of_the_person() {
        var someone = someone();
        StudioCast.execute("update users set time_zone = 'Asia/Kolkata' where id = '" + someone.id() + "'");
        var id = StudioCast.add(someone, "Monsoon", "ready", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio/videos/" + id + "/visibility")) {
            visit.page.getByLabel("Public", exactly()).check();
            visit.page.getByLabel("At a time to come").check();
            save(visit);
            assertThat(visit.page.locator("#at-error")).hasText("Choose the day and the time it is to be published.");

            var year = java.time.Year.now(java.time.ZoneOffset.UTC).getValue() + 1;
            visit.page.getByLabel("Day and time").fill(year + "-03-02T10:30");
            save(visit);
            assertThat(visit.page.locator(".flash")).containsText("2 March " + year + ", 10:30 (Asia/Kolkata)");
            assertThat(AdminCast.id(
                            "select to_char(scheduled_for at time zone 'UTC', 'MM-DD HH24:MI') from videos where id = '"
                                    + id + "'"))
                    .isEqualTo("03-02 05:00");

            button(visit, "Cancel the publication").click();
            assertThat(visit.page.locator(".flash")).containsText("it is a draft again");
        }
    }

    @Test
    void picture_is_chosen_from_a_moment_or_sent() {
        var someone = someone();
        var id = StudioCast.upload(someone, "press.webm", Clips.webm());
        try (var visit = Visit.signedIn(someone.browser(), "/studio/videos/" + id + "/thumbnail")) {
            visit.page.getByLabel("Second", exactly()).fill("1.2");
            visit.page.waitForResponse(
                    answer -> answer.url().contains("second=1.2") && answer.status() == 200,
                    () -> visit.page.getByLabel("Second", exactly()).press("End"));
            button(visit, "Use this moment").click();
            assertThat(visit.page.locator(".flash")).containsText("This is its picture now.");
            assertThat(visit.page.locator(".studio-head img")).hasAttribute("src", Pattern.compile("/thumbnails/.*"));

            visit.page.getByLabel("Second", exactly()).fill("1e9");
            button(visit, "Use this moment").click();
            assertThat(visit.page.locator("#second-error")).containsText("Write the second as a number");
            visit.go("/studio/videos/" + id + "/thumbnail");
            visit.page.getByLabel("Choose a picture").setInputFiles(Clips.webm());
            button(visit, "Use this picture").click();
            assertThat(visit.page.locator("#picture-error")).containsText("not a picture that can be read");
        }
    }

    @Test
    void film_nobody_could_look_into_is_tried_again_from_its_page() {
        var someone = someone();
        var id = StudioCast.add(someone, "Bookbinding", "error", "private");
        StudioCast.execute("update videos set error_code = 'ERR_UNKNOWN' where id = '" + id + "'");
        StudioCast.execute("""
                insert into uploads (user_id, video_id, length, received, completed_at, storage_key, expires_at)
                values ('%s', '%s', 10, 10, now(), 'videos/%2$s/originals/%2$s', now() + interval '1 day')""".formatted(someone.id(), id));
        try (var visit = Visit.signedIn(someone.browser(), "/studio/videos/" + id)) {
            button(visit, "Try again").click();

            assertThat(visit.page.locator(".flash").first()).containsText("It is looked into once more.");
        }
    }

    @Test
    void list_is_narrowed_and_its_progress_moves_by_itself() {
        var someone = someone();
        var id = StudioCast.add(someone, "Weaving", "inprogress", "private");
        StudioCast.add(someone, "Dyeing", "ready", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio?status=inprogress")) {
            assertThat(visit.page.locator("tbody tr")).hasCount(1);
            StudioCast.execute("update videos set processing_progress = 71 where id = '" + id + "'");

            assertThat(row(visit, "Weaving"))
                    .containsText(
                            "71 %",
                            new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
                                    .setTimeout(15_000));
        }
    }

    @Test
    void strangers_find_nothing_of_it() {
        var id = StudioCast.add(someone(), "Secret", "ready", "public");
        StudioCast.execute("update videos set published_at = now() where id = '" + id + "'");
        var mal = someone().browser();

        for (var path : List.of("", "/now", "/thumbnail", "/visibility", "/file", "/history")) {
            assertThat(Visit.kinora()
                            .get("/studio/videos/" + id + path, "Cookie", "kinora_session=" + mal)
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(Visit.kinora()
                        .get("/studio/videos/" + id + "/still?second=1", "Cookie", "kinora_session=" + mal)
                        .statusCode())
                .isEqualTo(403);
        assertThat(Visit.kinora().get("/studio").statusCode()).isEqualTo(303);
    }

    private static People.Person someone() {
        return People.member(Visit.kinora(), "filmer" + ++people);
    }

    private static Locator row(Visit visit, String title) {
        return visit.page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(title));
    }

    private static Locator button(Visit visit, String name) {
        return visit.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static void save(Visit visit) {
        button(visit, "Save").click();
    }

    @Test
    void what_was_typed_is_not_left_behind_without_a_question() {
        var someone = someone();
        var id = StudioCast.add(someone, "Harbour", "ready", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio/videos/" + id)) {
            var asked = new ArrayList<String>();
            visit.page.onDialog(dialog -> {
                asked.add(dialog.type());
                dialog.dismiss();
            });
            visit.page.getByLabel("Title").press("End");
            visit.page.getByLabel("Title").pressSequentially(" at night");
            visit.page.locator(".parts a:has-text('History')").click();
            visit.page.waitForCondition(() -> !asked.isEmpty());

            assertThat(asked).containsExactly("beforeunload");
            assertThat(visit.page.getByLabel("Title")).hasValue("Harbour at night");

            save(visit);
            visit.page.locator(".parts a:has-text('History')").click();
            assertThat(visit.page.locator("h2").first()).hasText("History");
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void a_video_can_be_watched_from_its_page_and_a_narrow_window_shows_where_one_is() {
        var someone = someone();
        var id = StudioCast.add(someone, "Harbour", "ready", "private");
        try (var visit =
                Visit.signedIn(someone.browser(), "/studio/videos/" + id + "/history", 390, ColorScheme.LIGHT)) {
            var here = visit.page.locator(".parts [aria-current]").boundingBox();
            assertThat(here.x).isBetween(0.0, 390 - here.width);

            visit.page.locator("a:has-text('Watch it')").click();
            assertThat(visit.page.locator("h1")).hasText("Harbour");
            assertThat(visit.page.url()).contains("/watch/");
        }
    }
}
