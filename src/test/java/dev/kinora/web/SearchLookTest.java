package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Searching, as it looks and by keyboard; with and without a script. */
class SearchLookTest {
    private static final String LONG = "Pomegranate ".repeat(20).strip();
    private static final List<String> PATHS = List.of(
            "/search",
            "/search?q=pomegranate",
            "/search?q=pomegranaet",
            "/search?q=seedling",
            "/search?q=qwxzvbn&length=short&age=week",
            "/search?tag=Fruit&age=month",
            "/search?q=fruit&age=days&since=2020-01-01&until=2019-01-01",
            "/search?q=" + "a".repeat(300));

    @BeforeAll
    static void films() {
        var kinora = Visit.kinora();
        var ada = People.member(kinora, "orchard.keeper");
        for (int i = 0; i < 30; i++) {
            Films.published(ada, "Pomegranate part " + i, "How a pomegranate grows, from a seed to a tree. ".repeat(9));
        }
        Films.execute(kinora, "update videos set tags = '{fruit}' where title like 'Pomegranate part 1%'");
        Films.published(ada, LONG);
        Films.says(kinora, Films.published(ada, "Spring"), "a seedling needs light", "and water");
        Films.countWords(kinora);
    }

    static Stream<Arguments> looks() {
        return PATHS.stream().flatMap(path -> Stream.of(390, 1440).map(width -> Arguments.of(path, width)));
    }

    static Stream<String> paths() {
        return PATHS.stream();
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
            for (int width : List.of(320, 390, 700, 1024)) {
                assertThat(visit.overflowAt(width)).as("at %d px", width).isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void what_was_found_is_marked_and_a_slip_is_told() {
        try (var visit = Visit.at("/search?q=pomegranaet")) {
            assertThat(visit.page.locator(".search-meant")).containsText("These are for pomegranate");
            assertThat(visit.page.locator(".hit mark").first()).hasText(Pattern.compile("Pomegranate"));
        }
        try (var visit = Visit.at("/search?q=seedling")) {
            assertThat(visit.page.locator(".hit-said")).containsText("Said at 0:00");
        }
    }

    @Test
    void days_are_asked_for_where_they_are_wanted() {
        try (var visit = Visit.at("/search?q=fruit")) {
            assertThat(visit.page.locator(".hit-tags a").first()).hasText("fruit");
            assertThat(visit.page.locator("#since")).isHidden();
            visit.page.locator("#age").selectOption("days");
            visit.page.locator("#since").fill("2020-01-01");
            visit.page.locator("#until").fill("2020-01-31");
            visit.page.locator(".search-form button[type=submit]").click();

            assertThat(visit.page.locator(".empty")).containsText("Nothing found");
            assertThat(visit.page.locator("#since")).hasValue("2020-01-01");

            visit.page.locator("#until").fill("");
            visit.page.locator(".search-form button[type=submit]").click();

            assertThat(visit.page.locator(".hit").first()).isVisible();
            assertThat(visit.page.locator(".search-clear")).isVisible();

            visit.page.locator("#age").selectOption("");
            visit.page.locator(".search-form button[type=submit]").click();

            assertThat(visit.page.locator(".hit").first()).isVisible();
            assertThat(visit.page.locator(".search-clear")).hasCount(0);
        }
    }

    @Test
    void more_is_shown_below_without_leaving_the_page() {
        try (var visit = Visit.at("/search?q=pomegranate")) {
            assertThat(visit.page.locator(".hit")).hasCount(25);

            visit.page.locator("#hits-more a").click();

            assertThat(visit.page.locator(".hit")).hasCount(31);
            assertThat(visit.page.locator("#hits-more")).hasCount(0);
            assertThat(visit.page.locator(".hit-title, .hit .card-title a").nth(25))
                    .isFocused();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_suggestion_is_chosen_by_keyboard_from_any_page() {
        try (var visit = Visit.at("/design")) {
            var field = visit.page.locator("#site-q");
            field.focus();
            visit.page.keyboard().type("pomeg");
            assertThat(visit.page.locator(".site-search [role=option]").first()).hasText("pomegranate");
            assertThat(visit.violations()).isEmpty();

            visit.press("ArrowDown");
            assertThat(field).hasAttribute("aria-activedescendant", Pattern.compile(".+-0"));
            visit.press("Enter");

            assertThat(visit.page).hasURL(Pattern.compile("/search\\?q=pomegranate$"));
        }
    }

    @Test
    void escape_closes_the_suggestions_and_keeps_what_was_typed() {
        try (var visit = Visit.at("/search")) {
            visit.page.locator("#q").focus();
            visit.page.keyboard().type("pomeg");
            assertThat(visit.page.locator(".search-field [role=option]").first())
                    .isVisible();

            visit.press("Escape");

            assertThat(visit.page.locator(".search-field .suggestions")).isHidden();
            assertThat(visit.page.locator("#q")).hasValue("pomeg");
        }
    }

    @Test
    void searching_needs_no_script() {
        try (var visit = Visit.withoutScript("/", 1440)) {
            visit.page.locator("#site-q").fill("pomegranate");
            visit.press("Enter");
            assertThat(visit.page.locator(".hit")).hasCount(25);

            visit.page.locator("#hits-more a").click();
            assertThat(visit.page.locator(".hit")).hasCount(6);
        }
        try (var visit = Visit.withoutScript("/", 390)) {
            visit.page.locator(".site-search-link").click();
            assertThat(visit.page).hasURL(Pattern.compile("/search$"));
        }
    }
}
