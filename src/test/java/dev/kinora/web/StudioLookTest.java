package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each page of the studio in each width and theme: full, empty, refused, failed, with very long names. */
class StudioLookTest {
    private static final Path PICTURES = Path.of("target", "screenshots", "studio");

    private record Place(String name, String session, String path) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Place> places() {
        var one = "/studio/videos/" + StudioCast.FILM;
        return Stream.of(
                new Place("videos", StudioCast.BROWSER, "/studio"),
                new Place("videos-none", StudioCast.EMPTY, "/studio"),
                new Place("videos-nothing-fits", StudioCast.BROWSER, "/studio?q=nothing-like-it"),
                new Place("videos-refused", StudioCast.BROWSER, "/studio?status=gone"),
                new Place("upload", StudioCast.BROWSER, "/studio/upload"),
                new Place("imports-none", StudioCast.BROWSER, "/studio/imports"),
                new Place("video", StudioCast.BROWSER, one),
                new Place("thumbnail", StudioCast.BROWSER, one + "/thumbnail"),
                new Place("visibility", StudioCast.BROWSER, one + "/visibility"),
                new Place("file", StudioCast.BROWSER, one + "/file"),
                new Place("history", StudioCast.BROWSER, one + "/history"),
                new Place("long", StudioCast.BROWSER, "/studio/videos/" + StudioCast.video(StudioCast.LONG_NAME)),
                new Place(
                        "failed", StudioCast.BROWSER, "/studio/videos/" + StudioCast.video("An interview in the rain")),
                new Place(
                        "scheduled",
                        StudioCast.BROWSER,
                        "/studio/videos/" + StudioCast.video("Harbour at night") + "/visibility"),
                new Place("binned", StudioCast.BROWSER, "/studio/videos/" + StudioCast.video("Loom")),
                new Place("bin", StudioCast.BROWSER, "/studio/bin"),
                new Place("bin-empty", StudioCast.EMPTY, "/studio/bin"));
    }

    static Stream<Arguments> looks() {
        return places().flatMap(place -> Stream.of(390, 1440).map(width -> Arguments.of(place, width)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void page_has_no_accessibility_violations_and_no_complaints(Place place, int width) {
        try (var visit = Visit.signedIn(place.session(), place.path(), width, ColorScheme.LIGHT)) {
            select(visit);
            assertThat(visit.violationsInBothThemes()).isEmpty();
            // A refused filter answers with 422, and the browser says so.
            if (!place.name().endsWith("refused")) visit.assertNothingWasComplained();
            picture(visit, place.name() + "-" + width);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void page_never_scrolls_sideways(Place place) {
        try (var visit = Visit.signedIn(place.session(), place.path(), 320, ColorScheme.LIGHT)) {
            select(visit);
            for (int width : List.of(320, 390, 700, 1024)) {
                assertThat(visit.overflowAt(width)).as("at %d px", width).isLessThanOrEqualTo(0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void what_a_thumb_touches_is_large_enough(Place place) {
        try (var visit = Visit.signedIn(place.session(), place.path(), 390, ColorScheme.LIGHT)) {
            select(visit);
            var small = visit.page.evaluate("""
                    () => [...document.querySelectorAll('.button, .field :is(input, select), .rail a')]
                      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
                      .map(e => e.outerHTML)""");

            assertThat((List<?>) small).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void page_carries_no_inline_style_or_script(Place place) {
        var html = Visit.kinora()
                .get(place.path(), "Cookie", "kinora_session=" + place.session())
                .body();

        assertThat(html).contains("<h1").doesNotContainPattern("\\sstyle=").doesNotContainPattern("\\son\\w+=");
    }

    /** So that what is done with those selected is seen. */
    private static void select(Visit visit) {
        var boxes = visit.page.locator(".studio-pick input");
        if (boxes.count() > 0) boxes.first().check();
    }

    static void picture(Visit visit, String name) {
        visit.page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    }
}
