package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.RunningKinora;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small things of the studio and the navigation that somebody stumbled over. */
class StudioDetailsLookTest {
    private static Visit visit(String path, int width) {
        return Visit.signedIn(StudioCast.BROWSER, path, width, ColorScheme.LIGHT);
    }

    private static RunningKinora kinora() {
        return Visit.kinora();
    }

    @Test
    void nothing_lies_over_the_rows_until_one_is_selected_and_the_last_row_is_always_whole() {
        for (int width : List.of(390, 1440)) {
            try (var visit = visit("/studio", width)) {
                assertThat(visit.page.evaluate("() => getComputedStyle(document.querySelector('#chosen')).position"))
                        .isEqualTo("static");
                visit.page.locator(".studio-pick input").first().check();
                assertThat(visit.page.evaluate("() => getComputedStyle(document.querySelector('#chosen')).position"))
                        .isEqualTo("sticky");
                assertThat(visit.page.evaluate("""
                        () => { scrollTo(0, document.body.scrollHeight)
                          return document.querySelector('#chosen').getBoundingClientRect().top
                            >= [...document.querySelectorAll('.studio-table tbody tr')].at(-1).getBoundingClientRect().bottom - 1 }""")).isEqualTo(true);
            }
        }
    }

    @Test
    void reason_of_a_failure_is_read_to_its_end_on_a_phone() {
        try (var visit = visit("/studio", 390)) {
            assertThat(
                            visit.page.evaluate(
                                    "() => [...document.querySelectorAll('.studio-bad')].every(e => e.scrollHeight <= e.clientHeight + 1)"))
                    .isEqualTo(true);
            assertThat(visit.page.locator(".studio-bad").count()).isPositive();
        }
    }

    @Test
    void parts_of_a_video_are_all_seen_on_the_narrowest_phone() {
        for (int width : List.of(320, 390)) {
            try (var visit = visit("/studio/videos/" + StudioCast.FILM, width)) {
                assertThat((List<?>) visit.page.evaluate("""
                        () => { const end = document.querySelector('.parts').getBoundingClientRect().right
                          return [...document.querySelectorAll('.parts a')]
                            .filter(a => a.getBoundingClientRect().right > end + 0.5).map(a => a.textContent) }"""))
                        .as("at %d px", width)
                        .isEmpty();
            }
        }
    }

    @Test
    void box_to_select_a_film_looks_like_every_other_that_can_be_ticked() {
        try (var visit = visit("/studio", 390)) {
            var look =
                    "e => { const s = getComputedStyle(e); return [s.appearance, s.borderColor, s.backgroundColor].join(' ') }";
            var pick = visit.page.locator(".studio-pick input").first().evaluate(look);

            assertThat(pick)
                    .isEqualTo(visit.page.locator("#choose-all").evaluate(look))
                    .isNotEqualTo("auto");
        }
    }

    @Test
    void white_picture_has_an_edge() {
        try (var visit = visit("/studio", 1440)) {
            assertThat((String) visit.page.evaluate(
                            "() => getComputedStyle(document.querySelector('.studio-still'), '::after').boxShadow"))
                    .contains("inset");
        }
    }

    @Test
    void filter_stands_on_one_line_where_there_is_room() {
        try (var visit = visit("/studio", 1440)) {
            var bottoms = (List<?>) visit.page.evaluate("""
                    () => [...new Set([...document.querySelectorAll('.studio-filter :is(input, select, .button)')]
                      .map(e => Math.round(e.getBoundingClientRect().bottom)))]""");

            assertThat(bottoms).hasSize(1);
        }
    }

    @Test
    void lists_are_places_of_whoever_is_signed_in_and_the_parts_are_nobody_s() {
        var session = new String[] {"Cookie", "kinora_session=" + StudioCast.BROWSER};
        var mine = kinora().get("/", session).body();
        var everybodys = kinora().get("/").body();

        assertThat(mine)
                .contains("href=\"/playlists\"", "href=\"/watch-later\"")
                .doesNotContain("href=\"/design\"");
        assertThat(everybodys).doesNotContain("href=\"/watch-later\"", "href=\"/design\"");
        assertThat(kinora().get("/watch-later", session).body()).contains("<h1>Watch later</h1>");
        assertThat(kinora().get("/watch-later").statusCode()).isEqualTo(303);
        var videos = kinora().get("/studio/videos", session);
        assertThat(videos.statusCode()).isEqualTo(303);
        assertThat(videos.headers().firstValue("Location").orElseThrow()).endsWith("/studio");
    }
}
