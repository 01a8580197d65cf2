package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.kinora.testing.Films.Film;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of a video's captions in the studio. */
class CaptionsFlowTest {
    private static final String GERMAN =
            "1\n00:00:01,000 --> 00:00:03,000\nIhr nehmt das Papier und legt es auf die Presse,\n\n"
                    + "2\n00:00:03,000 --> 00:00:05,000\nund dann zieht ihr am Griff, aber nicht für lange.\n";

    private static String at(Film film) {
        return "/studio/videos/" + film.id() + "/captions";
    }

    private static void choose(Visit visit, String name, byte[] bytes) {
        visit.page.locator("#file").setInputFiles(new FilePayload(name, "text/plain", bytes));
    }

    private static void send(Visit visit, String name, String text) {
        choose(visit, name, text.getBytes(StandardCharsets.UTF_8));
        visit.page.getByText("Send", new Page.GetByTextOptions().setExact(true)).click();
    }

    @Test
    void file_is_sent_and_its_language_found_out() {
        var film = WatchCast.playable("Sent", "");
        try (var visit = WatchCast.as(WatchCast.ADA, at(film))) {
            assertThat(visit.page.locator(".empty")).containsText("No captions yet");

            choose(visit, "a.srt", GERMAN.getBytes(Charset.forName("windows-1252")));
            visit.page
                    .getByText("Send", new Page.GetByTextOptions().setExact(true))
                    .click();

            assertThat(visit.page.locator(".flash")).containsText("Deutsch was added.");
            assertThat(visit.page.locator(".caption-rows")).containsText("Transcript");
            assertThat(Spoken.vtt(film, "de")).contains("nicht für lange");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void file_with_nothing_in_it_is_called_empty_by_the_page_and_by_the_server() {
        var film = WatchCast.playable("Empty", "");
        try (var visit = WatchCast.as(WatchCast.ADA, at(film))) {
            choose(visit, "nothing.vtt", new byte[0]);
            assertThat(visit.page.locator("#file"))
                    .hasJSProperty("validationMessage", "“nothing.vtt” is empty. Choose another file.");

            visit.page.evaluate("() => document.querySelector('#file').form.submit()");

            assertThat(visit.page.locator("#file-error"))
                    .hasText("“nothing.vtt” is empty. Choose a file with captions in it.");
            visit.page.evaluate("() => document.querySelector('#file').form.submit()");
            assertThat(visit.page.locator("#file-error")).containsText("Choose a file first");
        }
    }

    @Test
    void what_cannot_be_read_is_told_by_its_line() {
        var film = WatchCast.playable("Faults", "");
        try (var visit = WatchCast.as(WatchCast.ADA, at(film))) {
            send(visit, "a.vtt", "WEBVTT\n\n00:71.000 --> 00:72.000\nWrong");
            assertThat(visit.page.locator("#faults")).containsText("Line 3 A minute has sixty seconds");
            assertThat(visit.page.locator(".error-summary")).containsText("Nothing of this file could be read");
            assertThat(visit.violations()).isEmpty();

            visit.page.locator("#language").selectOption("fr");
            send(visit, "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nBien\n\n00:09.000 --> 00:08.000\nFaux");
            assertThat(visit.page.locator("#faults")).containsText("1 place could not be read");
            assertThat(visit.page.locator("#faults")).containsText("Line 6 This ends before it begins.");
            assertThat(visit.page.locator(".caption-rows")).containsText("Français");
            assertThat(visit.violations()).isEmpty();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void language_that_cannot_be_found_out_is_asked_for() {
        var film = WatchCast.playable("Unknown", "");
        try (var visit = WatchCast.as(WatchCast.ADA, at(film))) {
            send(visit, "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHm.\n");
            assertThat(visit.page.locator("#language-error")).containsText("It cannot be told which language this is.");
        }
    }

    @Test
    void they_are_renamed_shown_unasked_and_deleted() {
        var film = Spoken.film("Changed");
        try (var visit = WatchCast.as(WatchCast.ADA, at(film))) {
            visit.page.locator("[commandfor=settings-en]").first().click();
            visit.page.locator("#called-en").fill("English (studio)");
            visit.page.locator("#unasked-en").check();
            visit.page.locator("#settings-en button[type=submit]").click();
            assertThat(visit.page.locator(".caption-rows")).containsText("English (studio)");
            assertThat(visit.page.locator(".caption-rows")).containsText("Shown unasked");
            visit.go("/watch/" + film.uid());
            visit.page.waitForFunction("""
                    () => [...document.querySelector('media-player')?.textTracks ?? []]
                      .some(t => t.kind === 'captions' && t.mode === 'showing')""");

            visit.go(at(film));
            visit.page
                    .getByLabel("Delete English (studio)", new Page.GetByLabelOptions().setExact(true))
                    .click();
            visit.page.locator("#delete-en form button").click();
            assertThat(visit.page.locator(".empty")).containsText("No captions yet");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void they_are_begun_in_the_browser() {
        var film = WatchCast.playable("Begun", "");
        try (var visit = WatchCast.as(WatchCast.ADA, at(film))) {
            visit.page.locator("#begun").selectOption("it");
            visit.page
                    .getByText("Begin", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(visit.page.locator("h1")).hasText("Italiano");
            assertThat(visit.page.locator("[data-cue-empty]")).isVisible();
        }
    }

    @Test
    void page_is_for_everybody_and_for_its_owner_alone() {
        var film = Spoken.film("Looked at");
        Spoken.put(film, "pt-BR", "WEBVTT\n\n00:01.000 --> 00:02.000\nOlá\n");
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(390, 1440)) {
                try (var visit = Visit.signedIn(WatchCast.KINORA, WatchCast.ADA.browser(), at(film), width, scheme)) {
                    assertThat(visit.violations()).isEmpty();
                    visit.assertNothingWasComplained();
                    assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                            .isLessThanOrEqualTo(0);
                }
            }
        }
        var lin = new String[] {"Cookie", "kinora_session=" + WatchCast.LIN.browser()};
        assertThat(WatchCast.KINORA.get(at(film), lin).statusCode()).isEqualTo(404);
        assertThat(WatchCast.KINORA.get(at(film) + "/en", lin).statusCode()).isEqualTo(404);
    }
}
