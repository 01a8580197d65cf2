package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import dev.kinora.playlists.Playlist;
import dev.kinora.playlists.Playlists;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists as their owner sees and orders them. */
class PlaylistsLookTest {
    private static final People.Person OWNER = People.member(Visit.kinora(), "list.maker");
    private static final String BROWSER = OWNER.browser();
    private static final List<UUID> FILMS = new ArrayList<>();
    private static String list = "";
    private static String empty = "";

    @BeforeAll
    static void lists() {
        for (int i = 0; i < 4; i++) {
            FILMS.add(Films.published(OWNER, "Chapter " + i + " " + "of a long tale ".repeat(i * 3))
                    .id());
        }
        list = made("Bedtime " + "and very long ".repeat(12), "public").path();
        empty = made("Nothing yet", "private").path();
        made("Thrown away", "private");
        Films.execute(Visit.kinora(), "update playlists set deleted_at = now() where title = 'Thrown away'");
    }

    private static Playlist made(String title, String visibility) {
        var playlists = Visit.kinora().bean(Playlists.class);
        return new Caller(new Viewer.User(OWNER.id()), "test", null, null).call(() -> {
            var made = playlists.create(OWNER.id(), new Playlist.Draft(title, "To be read aloud", visibility));
            if (!title.startsWith("Nothing")) {
                FILMS.forEach(film -> playlists.add(made.id(), film));
            }
            return made;
        });
    }

    static Stream<String> paths() {
        return Stream.of("/playlists", "LIST", "EMPTY", "/playlists/save?video=FILM");
    }

    private static String path(String name) {
        return switch (name) {
            case "LIST" -> list;
            case "EMPTY" -> empty;
            default -> name.replace("FILM", FILMS.getFirst().toString());
        };
    }

    static Stream<Arguments> looks() {
        return paths().flatMap(path -> Stream.of(390, 1440).map(width -> Arguments.of(path, width)));
    }

    private static List<?> order(Visit visit) {
        return (List<?>) visit.page.evaluate(
                "() => [...document.querySelectorAll('.list-items > li')].map(e => e.id.replace('video-', ''))");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void page_has_no_accessibility_violations_and_no_complaints(String path, int width) {
        try (var visit = Visit.signedIn(BROWSER, path(path), width, ColorScheme.LIGHT)) {
            assertThat(visit.violationsInBothThemes()).isEmpty();
            visit.assertNothingWasComplained();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_never_scrolls_sideways(String path) {
        try (var visit = Visit.signedIn(BROWSER, path(path), 320, ColorScheme.LIGHT)) {
            for (int width : List.of(320, 390, 700, 1024)) {
                assertThat(visit.overflowAt(width)).as("at %d px", width).isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void a_video_moves_by_keyboard_and_by_dragging() {
        var own = made("Order", "private").path();
        try (var visit = Visit.signedIn(BROWSER, own)) {
            visit.page.locator("#video-" + FILMS.get(1) + " [data-move] button").focus();
            visit.press("Enter");
            assertThat(visit.page).hasURL(Pattern.compile("#video-" + FILMS.get(1)));
            assertThat(order(visit).subList(0, 2))
                    .isEqualTo(List.of(FILMS.get(1).toString(), FILMS.get(0).toString()));

            visit.page
                    .locator("#video-" + FILMS.get(3) + " [data-handle]")
                    .dragTo(
                            visit.page.locator("#video-" + FILMS.get(1)),
                            new Locator.DragToOptions().setTargetPosition(20, 2));
            assertThat(visit.page).hasURL(Pattern.compile("#video-" + FILMS.get(3)));
            visit.go(own);
            assertThat(order(visit).getFirst()).isEqualTo(FILMS.get(3).toString());
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void nothing_moves_beyond_the_ends_of_a_list() {
        try (var visit = Visit.signedIn(BROWSER, made("Ends", "private").path())) {
            var buttons = visit.page.locator(".list-acts button:disabled");

            assertThat(buttons).hasCount(2);
            assertThat(buttons.first()).hasText("Up");
            assertThat(buttons.last()).hasText("Down");
            assertThat(visit.page.locator("#video-" + FILMS.getLast() + " button:disabled"))
                    .hasText("Down");
            assertThat(buttons.first()).hasCSS("background-color", "rgba(0, 0, 0, 0)");
            assertThat(buttons.first()).hasCSS("border-top-color", "rgba(0, 0, 0, 0)");
        }
    }

    @Test
    void a_list_of_which_nothing_plays_offers_no_playing() {
        try (var visit = Visit.signedIn(BROWSER, list)) {
            assertThat(visit.page.locator(".list-items > li")).hasCount(4);
            assertThat(visit.page.getByText("Play all")).hasCount(0);
        }
    }

    @Test
    void page_for_saving_shows_the_video_and_addresses_without_one_lead_to_the_lists() {
        try (var visit = Visit.signedIn(BROWSER, "/playlists/save?video=" + FILMS.getFirst())) {
            assertThat(visit.page.locator(".save-film")).containsText("Chapter 0");

            visit.go("/playlists/save");
            assertThat(visit.page.locator("h1")).hasText("Playlists");
            visit.go("/playlists/new");
            assertThat(visit.page).hasURL(Pattern.compile("/playlists#new-title$"));
            assertThat(visit.page.locator("#new-title")).isVisible();
        }
    }

    @Test
    void a_video_is_put_on_a_list_and_taken_off_without_leaving_the_page() {
        try (var visit = Visit.signedIn(BROWSER, "/playlists/save?video=" + FILMS.get(2))) {
            var later = visit.page.locator(".save-lists > li").first();
            assertThat(later).containsText("Watch later");
            later.getByRole(AriaRole.CHECKBOX).click();
            assertThat(later.getByRole(AriaRole.CHECKBOX)).isChecked();
            later.getByRole(AriaRole.CHECKBOX).click();
            assertThat(later.getByRole(AriaRole.CHECKBOX)).not().isChecked();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_list_is_made_renamed_thrown_away_and_restored_without_a_script() {
        var client = new dev.kinora.testing.FormClient(Visit.kinora());
        client.plant("kinora_session", BROWSER);
        var made = client.submit("/playlists", java.util.Map.of("title", "Quiet", "visibility", "private"));
        var path = made.headers().firstValue("Location").orElseThrow();
        assertThat(client.get(path).body()).contains("<h1>Quiet</h1>");
        assertThat(client.submit(path, java.util.Map.of("title", "", "version", "1"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(client.submit(path, java.util.Map.of("title", "Loud", "version", "1"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(client.submit(path, path + "/deletion", java.util.Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(client.get("/playlists").body()).contains("Restore", "Quiet");
        client.submit("/playlists", path + "/restoration", java.util.Map.of());
        assertThat(client.get(path).statusCode()).isEqualTo(200);
    }
}
