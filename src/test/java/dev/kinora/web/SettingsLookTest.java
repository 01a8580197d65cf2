package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each page of the settings in each width and theme, with something on it. */
class SettingsLookTest {
    private static final List<String> PATHS = List.of(
            "/settings",
            "/settings/security",
            "/settings/security/email",
            "/settings/security/password",
            "/settings/keys",
            "/settings/keys/new",
            "/settings/webhooks",
            "/settings/webhooks/new",
            "/settings/quota",
            "/settings/activity",
            "/settings/data");

    private static String browser = "";

    @BeforeAll
    static void someone_with_a_past() {
        var ada = People.member(Visit.kinora(), "ada.of.the.very.long.name.that.never.seems.to.end");
        ada.key(ApiScope.values());
        ada.key(ApiScope.read);
        ada.browser("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1");
        browser = ada.browser();
    }

    static Stream<String> paths() {
        return PATHS.stream();
    }

    static Stream<Arguments> looks() {
        return paths().flatMap(path -> Stream.of(390, 1440).map(width -> Arguments.of(path, width)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void page_has_no_accessibility_violations_and_no_complaints(String path, int width) {
        try (var visit = Visit.signedIn(browser, path, width, ColorScheme.LIGHT)) {
            assertThat(visit.page.url()).endsWith(path);
            assertThat(visit.violationsInBothThemes()).isEmpty();
            visit.assertNothingWasComplained();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_never_scrolls_sideways(String path) {
        try (var visit = Visit.signedIn(browser, path, 320, ColorScheme.LIGHT)) {
            for (int width : List.of(320, 390, 700, 1024)) {
                assertThat(visit.overflowAt(width)).as("at %d px", width).isLessThanOrEqualTo(0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void what_a_thumb_touches_is_large_enough(String path) {
        try (var visit = Visit.signedIn(browser, path, 390, ColorScheme.LIGHT)) {
            var small = visit.page.evaluate("""
                    () => [...document.querySelectorAll('.button, .field :is(input:not([type=checkbox]), select), .rail a')]
                      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
                      .map(e => e.outerHTML)""");

            assertThat((List<?>) small).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_carries_no_inline_style_or_script_and_asks_for_a_visitor_to_sign_in(String path) {
        var html =
                Visit.kinora().get(path, "Cookie", "kinora_session=" + browser).body();
        assertThat(html).contains("<h1>").doesNotContainPattern("\\sstyle=").doesNotContainPattern("\\son\\w+=");

        var asked = Visit.kinora().get(path);
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(asked.headers().firstValue("Location").orElseThrow())
                .isEqualTo("/sign-in?next=" + path.replace("/", "%2F"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void one_place_of_the_rail_is_the_present_one(String path) {
        try (var visit = Visit.signedIn(browser, path)) {
            assertThat(visit.page.locator(".rail [aria-current]").count()).isEqualTo(1);
        }
    }
}
