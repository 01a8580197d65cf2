package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each page about jobs in each width and theme, full, empty and refused. */
class JobsLookTest {

    record Look(String path, String session) {
        @Override
        public String toString() {
            return path;
        }
    }

    static Stream<Look> pages() {
        return Stream.concat(
                Stream.of(
                                "/admin/jobs",
                                "/admin/jobs?period=day",
                                "/admin/jobs/list",
                                "/admin/jobs/list?state=failed",
                                "/admin/jobs/list?type=nothing",
                                "/admin/jobs/list?state=odd&since=yesterday",
                                "/admin/jobs/workers",
                                "/admin/jobs/" + JobsCast.RUNNING,
                                "/admin/jobs/" + JobsCast.DEAD,
                                "/admin/jobs/" + JobsCast.DONE,
                                "/admin/jobs/" + JobsCast.RETRIED,
                                "/admin/jobs/" + JobsCast.MIDDLE)
                        .map(path -> new Look(path, JobsCast.BROWSER)),
                Stream.of(
                        new Look("/settings/activity/work", JobsCast.LIN.browser()),
                        new Look("/settings/activity/work", JobsCast.NEW.browser())));
    }

    static Stream<Arguments> looks() {
        return pages().flatMap(page -> Stream.of(390, 1280).map(width -> Arguments.of(page, width)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void page_has_no_accessibility_violations_and_no_complaints(Look look, int width) {
        try (var visit = Visit.signedIn(JobsCast.KINORA, look.session(), look.path(), width, ColorScheme.LIGHT)) {
            visit.page.evaluate("() => document.querySelectorAll('main details').forEach(d => d.open = true)");

            assertThat(visit.violationsInBothThemes()).isEmpty();
            // Of a day that is none, the browser says so as well.
            if (!look.path().contains("yesterday")) visit.assertNothingWasComplained();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_never_scrolls_sideways(Look look) {
        try (var visit = Visit.signedIn(JobsCast.KINORA, look.session(), look.path(), 320, ColorScheme.LIGHT)) {
            for (int width : List.of(320, 390, 700, 1024, 1280)) {
                assertThat(visit.overflowAt(width)).as("at %d px", width).isLessThanOrEqualTo(0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void what_a_thumb_touches_is_large_enough(Look look) {
        try (var visit = Visit.signedIn(JobsCast.KINORA, look.session(), look.path(), 390, ColorScheme.LIGHT)) {
            var small = visit.page.evaluate("""
                    () => [...document.querySelectorAll('.button, .field :is(input, select), .rail a, .parts a')]
                      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
                      .map(e => e.outerHTML)""");

            assertThat((List<?>) small).isEmpty();
        }
    }

    @Test
    void a_wide_drawing_begins_where_the_job_is() {
        try (var visit = Visit.signedIn(
                JobsCast.KINORA, JobsCast.BROWSER, "/admin/jobs/" + JobsCast.LAST, 390, ColorScheme.LIGHT)) {
            var inside = visit.page.evaluate("""
                    () => {
                      const place = document.querySelector('.jobs-drawing').getBoundingClientRect()
                      const job = document.querySelector('.jobs-box-self').getBoundingClientRect()
                      return job.left >= place.left && job.right <= place.right
                    }""");

            assertThat(inside).isEqualTo(true);
        }
    }

    @Test
    void a_refused_filter_does_not_say_that_nothing_fits() {
        try (var visit = Visit.signedIn(
                JobsCast.KINORA, JobsCast.BROWSER, "/admin/jobs/list?since=yesterday", 1280, ColorScheme.LIGHT)) {
            assertThat(visit.page.locator(".error-summary").count()).isEqualTo(1);
            assertThat(visit.page.locator(".empty").count()).isZero();
            var tops = visit.page.evaluate("""
                    () => new Set([...document.querySelectorAll('#error, #user, #video, #since')]
                      .map(e => Math.round(e.getBoundingClientRect().top))).size""");
            assertThat((Integer) tops).isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_carries_no_inline_style_or_script(Look look) {
        var html = JobsCast.KINORA
                .get(look.path(), "Cookie", "kinora_session=" + look.session())
                .body();

        assertThat(html).contains("<h1").doesNotContainPattern("\\sstyle=").doesNotContainPattern("\\son\\w+=");
    }
}
