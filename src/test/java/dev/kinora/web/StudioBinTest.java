package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people do with what they have thrown away. */
class StudioBinTest {
    private static int people;

    @Test
    void several_are_restored_or_deleted_for_good_at_once() {
        var someone = someone();
        bin(someone, "Tide", "Ebb", "Flood");
        try (var visit = Visit.signedIn(someone.browser(), "/studio/bin", 390, ColorScheme.LIGHT)) {
            visit.page.getByLabel("Select Tide").check();
            assertThat(visit.page.locator(".studio-all")).containsText("1 selected");
            StudioLookTest.picture(visit, "bin-selected-390");
            button(visit, ".studio-chosen", "Restore").click();
            assertThat(visit.page.locator(".flash")).containsText("1 video is back");
            assertThat(visit.page.locator(".studio-bin > li")).hasCount(2);

            visit.page.locator("#choose-all").check();
            button(visit, ".studio-chosen", "Delete for good").click();
            assertThat(visit.page.locator("#purge-chosen h2")).hasText("Delete those you selected for good?");
            assertThat(visit.violations()).isEmpty();
            button(visit, "#purge-chosen", "Keep them").click();
            assertThat(visit.page.locator(".studio-bin > li")).hasCount(2);
            button(visit, ".studio-chosen", "Delete for good").click();
            button(visit, "#purge-chosen", "Delete for good").click();

            assertThat(visit.page.locator(".flash")).containsText("2 videos are deleted for good.");
            assertThat(visit.page.getByText("The bin is empty")).isVisible();
            assertThat(videos(someone)).isEqualTo("1");
        }
    }

    @Test
    void bin_is_emptied_after_a_question_and_what_is_not_in_it_stays() {
        var someone = someone();
        var mal = someone();
        bin(mal, "Of another");
        bin(someone, "Tide", "Ebb");
        StudioCast.add(someone, "Kept", "ready", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio/bin")) {
            StudioLookTest.picture(visit, "bin-full-1440");
            button(visit, ".page-head", "Empty the bin").click();
            assertThat(visit.page.locator("#empty-bin h2")).hasText("Empty the bin?");
            button(visit, "#empty-bin", "Delete all for good").click();

            assertThat(visit.page.locator(".flash")).containsText("2 videos are deleted for good.");
            assertThat(button(visit, ".page-head", "Empty the bin")).hasCount(0);
            assertThat(videos(someone)).isEqualTo("1");
            assertThat(videos(mal)).isEqualTo("1");
        }
    }

    private static void lesson(People.Person teacher, String course, String title) {
        StudioCast.execute("insert into courses (instructor_id, slug, title) values ('" + teacher.id() + "', '" + course
                + "', 'Tides')");
        StudioCast.execute(
                "insert into course_videos (course_id, lesson_id, video_id, position) select c.id, 'one', v.id, 1"
                        + " from courses c join videos v on v.user_id = c.instructor_id where c.slug = '" + course
                        + "' and v.title = '" + title + "'");
    }

    @Test
    void what_is_in_the_way_of_deleting_several_is_named_and_they_stay_selected() {
        var someone = someone();
        bin(someone, "Tide", "Ebb", "Flood");
        lesson(someone, "tides-of-a-hinderer", "Ebb");
        try (var visit = Visit.signedIn(someone.browser(), "/studio/bin", 390, ColorScheme.LIGHT)) {
            visit.page.getByLabel("Select Tide").check();
            visit.page.getByLabel("Select Ebb").check();
            button(visit, ".studio-chosen", "Delete for good").click();
            button(visit, "#purge-chosen", "Delete for good").click();

            var told = visit.page.locator(".error-summary");
            assertThat(told.locator("li")).hasCount(1);
            assertThat(told).containsText("\u201cEbb\u201d is shown by a lesson of a course.");
            assertThat(visit.page.getByLabel("Select Tide")).isChecked();
            assertThat(visit.page.getByLabel("Select Ebb")).isChecked();
            assertThat(visit.page.getByLabel("Select Flood")).not().isChecked();
            assertThat(visit.violations()).isEmpty();
            assertThat(videos(someone)).isEqualTo("3");

            visit.page.getByLabel("Select Ebb").uncheck();
            button(visit, ".studio-chosen", "Delete for good").click();
            button(visit, "#purge-chosen", "Delete for good").click();
            assertThat(visit.page.locator(".flash")).containsText("1 video is deleted for good.");
            assertThat(videos(someone)).isEqualTo("2");
        }
    }

    @Test
    void film_that_a_lesson_shows_stays_in_the_bin_and_is_named() {
        var someone = someone();
        bin(someone, "Tide", "Ebb");
        lesson(someone, "tides-of-a-thrower", "Ebb");
        try (var visit = Visit.signedIn(someone.browser(), "/studio/bin")) {
            button(visit, ".page-head", "Empty the bin").click();
            button(visit, "#empty-bin", "Delete all for good").click();

            assertThat(visit.page.locator(".flash"))
                    .containsText(
                            "1 video is deleted for good. \u201cEbb\u201d stays in the bin: lessons of courses show it.");
            assertThat(videos(someone)).isEqualTo("1");
        }
    }

    @Test
    void upload_that_is_not_finished_is_cancelled_by_the_bin_and_the_page_says_so() {
        var someone = someone();
        Visit.kinora()
                .send(HttpRequest.newBuilder(URI.create(Visit.kinora().url("/api/v1/uploads")))
                        .headers("Authorization", "Bearer " + someone.key(ApiScope.values()))
                        .headers("Tus-Resumable", "1.0.0", "Upload-Length", "1000")
                        .headers("Upload-Metadata", "title VGlkZQ==")
                        .POST(BodyPublishers.noBody()));
        StudioCast.add(someone, "Whole", "ready", "private");
        try (var visit = Visit.signedIn(someone.browser(), "/studio")) {
            visit.page.locator("#choose-all").check();
            button(visit, ".studio-chosen", "Put into the bin").click();

            assertThat(visit.page.locator(".flash"))
                    .containsText(
                            "1 video is in the bin, where it is kept for 30 days. 1 unfinished upload is cancelled;"
                                    + " the storage reserved for it is free again.");
            button(visit, ".flash", "Undo").click();
            assertThat(visit.page.locator(".flash")).containsText("1 video is back");
            assertThat(AdminCast.id("select storage_used_bytes from users where id = '" + someone.id() + "'"))
                    .isNotEqualTo("1000");
        }
    }

    @Test
    void no_line_of_what_is_known_of_a_film_begins_or_ends_with_a_separator() {
        var someone = someone();
        bin(someone, "Tide");
        try (var visit = Visit.signedIn(someone.browser(), "/studio/bin", 390, ColorScheme.LIGHT)) {
            var lines = visit.page.evaluate("""
                    () => [...document.querySelectorAll('.setting-facts')].map(facts => {
                      const edge = facts.getBoundingClientRect().left
                      const each = [...facts.children]
                      const begin = each.filter(fact => fact.getBoundingClientRect().left - edge < 1)
                      const outside = fact => {
                        const sign = getComputedStyle(fact, '::before')
                        return parseFloat(sign.left) <= -parseFloat(sign.width)
                      }
                      return [begin.length > 1, getComputedStyle(facts).overflowX, begin.slice(1).every(outside),
                        each.every(fact => getComputedStyle(fact, '::after').content === 'none')].join()
                    })""");

            assertThat(lines).isEqualTo(List.of("true,clip,true,true"));
        }
    }

    private static void bin(People.Person owner, String... titles) {
        for (var title : titles) {
            var id = StudioCast.add(owner, title, "ready", "private");
            StudioCast.execute("update videos set deleted_at = now() where id = '" + id + "'");
        }
    }

    private static String videos(People.Person owner) {
        return AdminCast.id("select count(*) from videos where user_id = '" + owner.id() + "'");
    }

    private static People.Person someone() {
        return People.member(Visit.kinora(), "thrower" + ++people);
    }

    private static Locator button(Visit visit, String place, String name) {
        return visit.page
                .locator(place)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
