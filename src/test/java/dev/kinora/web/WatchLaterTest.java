package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.Films;
import dev.kinora.testing.Films.Film;
import dev.kinora.testing.FormClient;
import dev.kinora.testing.People;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Films kept for later from the cards on which they are met. */
class WatchLaterTest {
    private static final String TITLE = "A quinquereme under sail";
    private static final String CHANNEL = "/@rower";
    private static final String PRESSED = "aria-pressed=\"true\" title=\"Watch later";
    private static final String SEARCH = "/search?q=quinquereme";

    private static Film film;

    @BeforeAll
    static void publish() {
        var made = Films.published(People.member(WatchCast.KINORA, "rower"), TITLE);
        film = Films.playable(WatchCast.KINORA, made, 640, 360);
        // The newest of all, so that it is on the first page.
        WatchCast.run("update videos set published_at = now() where id = ?::uuid", film);
        Films.countWords(WatchCast.KINORA);
    }

    private static Locator later(Visit visit) {
        return visit.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Watch later: " + TITLE))
                .first();
    }

    @Test
    void a_card_is_put_on_the_list_with_one_click_and_taken_off_with_another() {
        for (int width : List.of(390, 1440)) {
            var person = People.member(WatchCast.KINORA, "later" + width);
            try (var visit = Visit.signedIn(WatchCast.KINORA, person.browser(), CHANNEL, width, ColorScheme.LIGHT)) {
                assertThat(later(visit)).hasAttribute("aria-pressed", "false");
                later(visit).click();
                assertThat(later(visit)).hasAttribute("aria-pressed", "true");
                assertThat(visit.page.locator(".toast-good")).containsText("On your list to watch later.");
                assertThat(visit.page).hasURL(WatchCast.KINORA.url(CHANNEL));
                assertThat(visit.violations()).isEmpty();

                for (var page : List.of("/", SEARCH, CHANNEL)) {
                    visit.go(page);
                    assertThat(later(visit)).hasAttribute("aria-pressed", "true");
                }
                visit.go("/watch-later");
                assertThat(visit.page.locator(".list-items > li")).hasCount(1);

                visit.go(SEARCH);
                later(visit).focus();
                visit.press("Enter");
                assertThat(later(visit)).hasAttribute("aria-pressed", "false");
                assertThat(visit.page.locator(".toast-good")).containsText("Off your list to watch later.");
                assertThat(visit.violations()).isEmpty();
                visit.go("/watch-later");
                assertThat(visit.page.locator(".list-items > li")).hasCount(0);
                visit.assertNothingWasComplained();
            }
        }
    }

    @Test
    void without_a_script_one_comes_back_to_where_the_card_is() {
        var client = new FormClient(WatchCast.KINORA);
        client.plant("kinora_session", People.member(WatchCast.KINORA, "formal").browser());
        var video = film.id().toString();

        var put = client.submit(CHANNEL + "?limit=50", "/watch-later", Map.of("video", video));
        assertThat(put.statusCode()).isEqualTo(303);
        assertThat(put.headers().firstValue("Location").orElseThrow()).endsWith(CHANNEL + "?limit=50");
        var page = client.get(CHANNEL).body();
        assertThat(page).contains("On your list to watch later.").contains(PRESSED);

        client.submit(CHANNEL, "/watch-later", Map.of("video", video, "off", "yes"));
        assertThat(client.get(SEARCH).body()).contains(TITLE).doesNotContain(PRESSED);
        assertThat(client.get("/watch-later").body()).doesNotContain(film.uid());
    }

    @Test
    void what_went_wrong_is_told_and_the_button_stays_as_it_is() {
        var person = People.member(WatchCast.KINORA, "hoarder");
        try (var visit = WatchCast.as(person, CHANNEL)) {
            visit.page.route("**/watch-later", route -> route.abort());
            later(visit).click();

            assertThat(visit.page.locator(".toast-bad")).containsText("The server did not answer");
            assertThat(later(visit)).hasAttribute("aria-pressed", "false");
        }
    }

    @Test
    void who_is_not_signed_in_is_not_offered_a_list_and_has_none() {
        var client = new FormClient(WatchCast.KINORA);

        assertThat(client.get(CHANNEL).body()).contains(TITLE).doesNotContain("card-later");
        assertThat(client.submit(
                                CHANNEL,
                                "/watch-later",
                                Map.of("video", film.id().toString()))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .contains("/sign-in");
    }
}
