package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each page in each width and theme. */
class LookTest {

    private static final List<String> PATHS = List.of(
            "/",
            "/design",
            "/design/errors/403",
            "/design/errors/404",
            "/design/errors/500",
            "/design/errors/503",
            "/nothing-here",
            "/sign-in",
            "/sign-up",
            "/forgot-password",
            "/verify/worn-out",
            "/reset-password/worn-out",
            "/welcome/worn-out");

    static Stream<String> paths() {
        return PATHS.stream();
    }

    static Stream<Arguments> looks() {
        return paths().flatMap(path -> Stream.of(390, 1440).map(width -> Arguments.of(path, width)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void page_has_no_accessibility_violations_and_no_complaints(String path, int width) {
        try (var visit = Visit.at(path, width, ColorScheme.LIGHT)) {
            assertThat(visit.violationsInBothThemes()).isEmpty();
            visit.assertNothingWasComplained();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_never_scrolls_sideways(String path) {
        try (var visit = Visit.at(path, 320, ColorScheme.LIGHT)) {
            for (int width : List.of(320, 360, 390, 700, 1024)) {
                assertThat(visit.overflowAt(width)).as("at %d px", width).isLessThanOrEqualTo(0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void what_a_thumb_touches_is_large_enough(String path) {
        try (var visit = Visit.at(path, 390, ColorScheme.LIGHT)) {
            var small = visit.page.evaluate("""
                    () => [...document.querySelectorAll('.button, .theme button, .field :is(input, select), [role=tab]')]
                      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
                      .map(e => e.outerHTML)""");

            assertThat((List<?>) small).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_carries_no_inline_style_or_script(String path) {
        var html = Visit.kinora().get(path).body();

        assertThat(html).doesNotContainPattern("\\sstyle=").doesNotContainPattern("\\son\\w+=");
        assertThat(html).doesNotContain("<style").doesNotContainPattern("<script(?![^>]* src=)");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_starts_no_session(String path) {
        var cookies = Visit.kinora().get(path).headers().allValues("Set-Cookie");

        assertThat(cookies).noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    }
}
