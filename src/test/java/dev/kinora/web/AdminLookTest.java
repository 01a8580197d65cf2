package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each page of the administration in each width and theme, full, empty and refused. */
class AdminLookTest {

    static Stream<String> paths() {
        var mail = AdminCast.id("select id from mails where recipient = 'lin@example.org' order by id limit 1");
        var entry = AdminCast.id(
                "select id from audit_logs where action = 'user.updated' and changes ? 'password_hash' order by id desc limit 1");
        return Stream.of(
                "/admin",
                "/admin/users",
                "/admin/users?q=nobody-at-all",
                "/admin/users?status=gone",
                "/admin/users/" + AdminCast.LONG.id(),
                "/admin/users/" + AdminCast.id("select id from users where email = 'person3@example.org'"),
                "/admin/users/" + AdminCast.ADMIN.id(),
                "/admin/audit",
                "/admin/audit?actor=nobody-at-all",
                "/admin/audit?from=yesterday&action=drop",
                "/admin/audit/" + entry,
                "/admin/storage",
                "/admin/mail",
                "/admin/mail/" + mail);
    }

    static Stream<Arguments> looks() {
        return paths().flatMap(path -> Stream.of(390, 1440).map(width -> Arguments.of(path, width)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void page_has_no_accessibility_violations_and_no_complaints(String path, int width) {
        try (var visit = Visit.signedIn(AdminCast.BROWSER, path, width, ColorScheme.LIGHT)) {
            visit.page.evaluate(
                    "() => document.querySelectorAll('.trail details:first-child').forEach((d, i) => d.open = i < 1)");
            assertThat(visit.violationsInBothThemes()).isEmpty();
            // A refused filter answers with 422, and the browser says so.
            if (!path.contains("yesterday") && !path.contains("gone")) visit.assertNothingWasComplained();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_never_scrolls_sideways(String path) {
        try (var visit = Visit.signedIn(AdminCast.BROWSER, path, 320, ColorScheme.LIGHT)) {
            for (int width : List.of(320, 390, 700, 1024)) {
                assertThat(visit.overflowAt(width)).as("at %d px", width).isLessThanOrEqualTo(0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void what_a_thumb_touches_is_large_enough(String path) {
        try (var visit = Visit.signedIn(AdminCast.BROWSER, path, 390, ColorScheme.LIGHT)) {
            var small = visit.page.evaluate("""
                    () => [...document.querySelectorAll('.button, .field :is(input, select), .rail a, .trail summary')]
                      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
                      .map(e => e.outerHTML)""");

            assertThat((List<?>) small).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_carries_no_inline_style_or_script(String path) {
        var html = Visit.kinora()
                .get(path, "Cookie", "kinora_session=" + AdminCast.BROWSER)
                .body();

        assertThat(html).contains("<h1").doesNotContainPattern("\\sstyle=").doesNotContainPattern("\\son\\w+=");
    }
}
