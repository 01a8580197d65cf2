package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import dev.kinora.testing.Films.Film;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Captions with words that look like elements, wherever they are read, in a real browser. */
class CaptionLettersTest {
    private static final String LETTERS =
            "Quoin List<String> <b> <meta http-equiv=refresh content=\"0;url=/search\"> <img src=x>";
    private static final String KEPT = LETTERS.replace("<", "&lt;").replace(">", "&gt;");
    private static final String SPEAKER = "a\" class=\"spoof";
    private static final Film FILM = film();

    private static Film film() {
        var film = WatchCast.playable("Said in signs", "");
        Spoken.put(
                film,
                "en?default=true",
                "WEBVTT\n\n00:00.000 --> 00:40.000\n" + KEPT + "\n<v " + SPEAKER + ">Ann</v>\n");
        return film;
    }

    private static void assertNoElements(Visit visit) {
        assertThat(visit.page.locator("meta[http-equiv=refresh], img[src=x], .spoof"))
                .hasCount(0);
    }

    @Test
    void player_shows_their_letters_on_its_page_and_in_frames() {
        for (var path : List.of("/watch/", "/embed/")) {
            try (var visit = WatchCast.at("/")) {
                // The films of these tests come with a file of captions of their own.
                visit.page.route(
                        "**/captions/en.vtt",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/vtt")
                                .setBody(Spoken.vtt(FILM, "en"))));
                visit.go(path + FILM.uid() + "?t=2&muted");
                WatchCast.ready(visit);
                assertThat(visit.page.locator(".vds-captions")).containsText(LETTERS);
                assertThat(visit.page.locator(".vds-captions [data-part=voice]"))
                        .hasAttribute("title", SPEAKER);
                assertNoElements(visit);
                visit.assertNothingWasComplained();
            }
        }
    }

    @Test
    void transcript_and_its_search_show_their_letters() {
        try (var visit = WatchCast.at("/watch/" + FILM.uid())) {
            Spoken.until(visit, "now");
            visit.page.getByLabel("Search in what is said").fill("<meta");
            assertThat(visit.page.locator(".transcript-lines mark")).hasText("<meta");
            assertThat(visit.page.locator(".transcript-lines")).containsText(LETTERS);
            assertNoElements(visit);
        }
        try (var visit = WatchCast.at("/watch/" + FILM.uid() + "/transcript")) {
            assertThat(visit.page.locator(".transcript-page")).containsText(LETTERS);
            assertNoElements(visit);
        }
    }

    @Test
    void search_of_the_library_shows_their_letters() {
        try (var visit = WatchCast.at("/search?q=quoin")) {
            assertThat(visit.page.locator(".hit-said mark")).hasText("Quoin");
            assertThat(visit.page.locator(".hit-said q")).containsText("Quoin List<String> <b>");
            assertNoElements(visit);
        }
    }

    @Test
    void editors_show_their_letters() {
        var studio = "/studio/videos/" + FILM.id();
        try (var visit = WatchCast.as(WatchCast.ADA, studio + "/captions/en")) {
            assertThat(CaptionEditorTest.text(visit, 1)).hasValue(KEPT + "\n<v " + SPEAKER + ">Ann</v>");
            WatchCast.ready(visit);
            assertThat(visit.page.locator("[data-cue-now]")).containsText(LETTERS);
            assertNoElements(visit);
        }
        try (var visit = WatchCast.as(WatchCast.ADA, studio + "/chapters")) {
            assertThat(visit.page.locator("[data-reel]")).containsText("List<String>");
            assertNoElements(visit);
        }
    }
}
