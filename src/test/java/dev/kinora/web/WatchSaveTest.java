package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.WatchCast.play;
import static dev.kinora.web.WatchCast.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.FormClient;
import dev.kinora.testing.People;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A film put on lists from where it is watched or found, without leaving that page. */
class WatchSaveTest {
    private static final String FILM = "/watch/" + WatchCast.PRESS.uid();
    private static final String SAVE = "/playlists/save?video=" + WatchCast.PRESS.id();

    private static Locator choice(Visit visit, String list) {
        return visit.page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(list));
    }

    private static void shot(Visit visit, String name) {
        var shots = System.getenv("KINORA_SHOTS");
        if (shots != null) {
            visit.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(shots, name + ".png")));
        }
    }

    @Test
    void a_film_that_plays_is_saved_and_plays_on() {
        try (var visit = WatchCast.as(People.member(WatchCast.KINORA, "saver"), FILM)) {
            play(visit);
            visit.page.locator("[data-saves]").first().click();
            assertThat(visit.page.locator("#save [role=checkbox]").first()).hasText("Watch later");

            choice(visit, "Watch later").focus();
            visit.press("Space");
            assertThat(choice(visit, "Watch later")).isChecked();
            visit.press("Space");
            assertThat(choice(visit, "Watch later")).not().isChecked();

            visit.page.getByText("New list").click();
            var make = visit.page.locator("#save .save-new button");
            make.click();
            assertThat(visit.page.locator("#save .problem")).containsText("Give the list a name");
            visit.page.locator("#save #title").fill("Letterpress");
            make.click();
            assertThat(choice(visit, "Letterpress")).isChecked();
            assertThat(visit.page.locator("#save #title")).not().isVisible();

            visit.page.locator("#save .dialog-acts button").click();
            assertThat(visit.page.locator("#save")).not().isVisible();
            until(visit, "!v.paused");
            assertThat(visit.page).hasURL(WatchCast.KINORA.url(FILM));
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_list_is_ticked_while_a_new_one_is_named() {
        try (var visit = WatchCast.as(People.member(WatchCast.KINORA, "namer"), FILM)) {
            visit.page.locator("[data-saves]").first().click();
            visit.page.getByText("New list").click();
            visit.page.locator("#save #title").fill("Half a na");
            choice(visit, "Watch later").click();

            assertThat(choice(visit, "Watch later")).isChecked();
            assertThat(visit.page.locator("#save #title")).isVisible();
            assertThat(visit.page.locator("#save #title")).hasValue("Half a na");
            visit.page.locator("#save .save-new button").click();
            assertThat(choice(visit, "Half a na")).isChecked();
            assertThat(choice(visit, "Watch later")).isChecked();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void what_went_wrong_is_told_above_the_dialog_and_dismissed_there() {
        try (var visit = WatchCast.as(People.member(WatchCast.KINORA, "unlucky"), FILM)) {
            visit.page.locator("[data-saves]").first().click();
            assertThat(choice(visit, "Watch later")).isVisible();
            visit.page.route("**/playlists/save", route -> route.abort());
            choice(visit, "Watch later").click();
            var told = visit.page.locator(".toast-bad");
            assertThat(told).containsText("The server did not answer");

            // Playwright presses only what nothing else covers.
            told.locator("[data-dismiss]").click();
            assertThat(told).hasCount(0);
            assertThat(visit.page.locator("#save")).isVisible();
            choice(visit, "Watch later").click();
            assertThat(told).hasCount(1);
            visit.page.locator("#save .dialog-acts button").click();
            assertThat(visit.page.locator("#save")).not().isVisible();
            assertThat(told).isVisible();
            told.locator("[data-dismiss]").click();
            assertThat(told).hasCount(0);
        }
    }

    @Test
    void dialog_is_readable_everywhere() {
        var person = People.member(WatchCast.KINORA, "reader");
        for (int width : List.of(390, 1440)) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (var visit = Visit.signedIn(WatchCast.KINORA, person.browser(), FILM, width, scheme)) {
                    visit.page.locator("[data-saves]").first().click();
                    assertThat(choice(visit, "Watch later")).isVisible();
                    visit.page.getByText("New list").click();
                    assertThat(visit.page.locator("#save #title")).isVisible();
                    shot(visit, "save" + width + scheme);
                    assertThat(visit.violations()).isEmpty();
                    visit.assertNothingWasComplained();
                }
            }
        }
    }

    @Test
    void a_card_is_saved_where_it_stands() {
        try (var visit = WatchCast.as(People.member(WatchCast.KINORA, "browser"), "/@ada")) {
            visit.page.locator("[data-saves]").first().click();
            choice(visit, "Watch later").click();
            assertThat(choice(visit, "Watch later")).isChecked();
            assertThat(visit.page).hasURL(WatchCast.KINORA.url("/@ada"));

            visit.go("/watch-later");
            assertThat(visit.page.locator(".list-items > li")).hasCount(1);
        }
    }

    @Test
    void without_a_script_its_page_does_the_same() {
        var client = new FormClient(WatchCast.KINORA);
        client.plant("kinora_session", People.member(WatchCast.KINORA, "plain").browser());
        var film = WatchCast.PRESS.id().toString();
        assertThat(client.get(FILM).body()).contains("href=\"" + SAVE + "\"");

        assertThat(client.submit(SAVE, "/playlists/save/lists", Map.of("video", film, "title", " "))
                        .statusCode())
                .isEqualTo(422);
        assertThat(client.submit(SAVE, "/playlists/save/lists", Map.of("video", film, "title", "By hand"))
                        .statusCode())
                .isEqualTo(303);

        assertThat(client.get(SAVE).body()).containsPattern("aria-checked=\"true\"[\\s\\S]{0,300}By hand");
    }
}
