package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.WatchCast.play;
import static dev.kinora.web.WatchCast.ready;
import static dev.kinora.web.WatchCast.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import dev.kinora.playlists.Playlist;
import dev.kinora.playlists.Playlists;
import dev.kinora.testing.Films;
import dev.kinora.testing.Films.Film;
import dev.kinora.testing.People;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A list played through, film by film. */
class WatchListTest {
    private static final People.Person OWNER = People.member(WatchCast.KINORA, "list.player");
    private static final Film FIRST = WatchCast.playable("The first of a list", "");
    private static final Film GAP = WatchCast.film("The one that is not made", "");
    private static final Film SECOND = WatchCast.playable("The second of a list", "");
    private static final Film THIRD = WatchCast.playable(WatchCast.LONG, "");
    private static final String LIST = list("Evenings at the press", "public", FIRST, GAP, SECOND, THIRD);

    private static String list(String title, String visibility, Film... films) {
        var playlists = WatchCast.KINORA.bean(Playlists.class);
        return new Caller(new Viewer.User(OWNER.id()), "test", null, null).call(() -> {
            var made = playlists.create(OWNER.id(), new Playlist.Draft(title, "", visibility));
            for (var film : films) {
                playlists.add(made.id(), film.id());
            }
            return made.id().toString();
        });
    }

    private static String at(Film film) {
        return at(film, LIST);
    }

    private static String at(Film film, String list) {
        return "/watch/" + film.uid() + "?list=" + list;
    }

    private static void assertAt(Visit visit, Film film) {
        assertThat(visit.page).hasURL(WatchCast.KINORA.url(at(film)));
    }

    private static Locator playAll(Visit visit) {
        return visit.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Play all"));
    }

    /** Plays, and is four seconds before its end. */
    private static void nearTheEnd(Visit visit, String path) {
        visit.go(path);
        play(visit);
        visit.press("9");
    }

    private static void ended(Visit visit) {
        until(visit, "p.state.ended");
        // What is shown at the end is shown by then.
        visit.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    @Test
    void play_all_begins_with_the_first_that_plays() {
        var late = list("Begins late", "unlisted", GAP, SECOND, FIRST);
        try (var visit = WatchCast.at("/playlists/" + late)) {
            playAll(visit).click();

            assertThat(visit.page).hasURL(WatchCast.KINORA.url(at(SECOND, late)));
            until(visit, "!v.paused && v.currentTime > 0.5");
            assertThat(visit.page.locator(".watch-list")).containsText("2 of 3");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void what_is_kept_for_later_is_played_through_too() {
        var person = People.member(WatchCast.KINORA, "later.player");
        var playlists = WatchCast.KINORA.bean(Playlists.class);
        var later = new Caller(new Viewer.User(person.id()), "test", null, null).call(() -> {
            var list = playlists.watchLater(person.id());
            playlists.add(list.id(), FIRST.id());
            return list.id().toString();
        });
        try (var visit = WatchCast.as(person, "/watch-later")) {
            playAll(visit).click();

            assertThat(visit.page).hasURL(WatchCast.KINORA.url(at(FIRST, later)));
            assertThat(visit.page.locator(".watch-list h2")).hasText("Watch later");
        }
    }

    @Test
    void a_list_stands_beside_its_film_and_leads_to_the_others() {
        for (int width : List.of(390, 1440)) {
            try (var visit = WatchCast.at(at(SECOND), width, ColorScheme.LIGHT)) {
                ready(visit);
                var list = visit.page.locator(".watch-list");
                assertThat(list.locator("h2")).hasText("Evenings at the press");
                assertThat(list).containsText("3 of 4");
                assertThat(list.locator("[aria-current=page]")).containsText("The second of a list");
                assertThat(list.locator("p.watch-list-line")).hasCount(1);
                assertThat(list.locator("p.watch-list-line")).containsText("Cannot be played now");
                assertThat(visit.violationsInBothThemes()).isEmpty();
                assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                        .isLessThanOrEqualTo(0);

                list.locator("a.watch-list-line").last().click();
                assertAt(visit, THIRD);
                visit.assertNothingWasComplained();
            }
        }
    }

    @Test
    void a_list_is_read_where_it_is_seen() {
        for (int width : List.of(390, 1440)) {
            try (var visit = WatchCast.at(at(SECOND), width, ColorScheme.LIGHT)) {
                ready(visit);
                var seen = (Boolean) visit.page.evaluate("""
                        () => {
                          const [film, list, words] = document.querySelectorAll('.watch-stage, .watch-list, .watch-main')
                          const [above, box, below] = [film, list, words].map(each => each.getBoundingClientRect())
                          return list.matches('.watch-list') && (innerWidth < 1100
                            ? box.top >= above.bottom && below.top >= box.bottom
                            : box.left >= above.right && Math.abs(box.bottom - above.bottom) < 2 && below.top >= above.bottom)
                        }""");
                assertThat(seen).as("at " + width).isTrue();
            }
        }
    }

    @Test
    void keys_lead_to_the_next_and_the_previous() {
        try (var visit = WatchCast.at(at(FIRST))) {
            ready(visit);
            assertThat(visit.page.locator("[data-list-next]")).hasAttribute("aria-keyshortcuts", "Shift+N");
            visit.press("Shift+P");
            visit.press("Shift+N");
            assertAt(visit, SECOND);

            ready(visit);
            visit.press("Shift+P");
            assertAt(visit, FIRST);
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void after_its_end_a_film_gives_way_to_the_next() {
        try (var visit = WatchCast.at("/")) {
            nearTheEnd(visit, at(FIRST));
            visit.page.waitForFunction(
                    "() => /^Next: The second of a list in \\d s$/.test(document.querySelector('.player-next p')?.textContent)",
                    null,
                    WatchCast.PATIENT);

            assertAt(visit, SECOND);
            until(visit, "!v.paused && v.currentTime > 0.5");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void who_cancels_stays_and_who_switches_autoplay_off_finds_it_off_again() {
        try (var visit = WatchCast.at("/")) {
            nearTheEnd(visit, at(FIRST));
            // Who types keeps the clock from going on, however slow the machine is.
            visit.page.locator("#site-q").focus();
            visit.page.locator(".player-next button").click(new Locator.ClickOptions().setTimeout(60_000));
            assertThat(visit.page.locator(".player-next")).hasCount(0);
            assertThat(visit.page.locator("media-player")).isFocused();
            visit.page.locator("label[for=autoplay]").click();

            nearTheEnd(visit, at(FIRST));
            assertThat(visit.page.locator("#autoplay")).not().isChecked();
            ended(visit);
            assertThat(visit.page.locator(".player-next")).hasCount(0);
            assertAt(visit, FIRST);
        }
    }

    @Test
    void a_film_that_plays_again_and_again_and_the_last_of_a_list_give_way_to_none() {
        try (var visit = WatchCast.at("/")) {
            nearTheEnd(visit, at(FIRST) + "&loop");
            until(visit, "v.currentTime > 36");
            until(visit, "v.currentTime < 20");
            assertThat(visit.page.locator(".player-next")).hasCount(0);

            nearTheEnd(visit, at(THIRD));
            ended(visit);
            assertThat(visit.page.locator(".player-next")).hasCount(0);
        }
    }

    @Test
    void a_list_that_is_not_shown_or_is_none_keeps_nobody_from_the_film() {
        var own = list("For its owner", "private", FIRST);
        var without = list("Without it", "public", SECOND);
        var owner = "kinora_session=" + OWNER.browser();
        assertThat(WatchCast.KINORA.get(at(FIRST, own), "Cookie", owner).body()).contains("data-list=\"" + own);

        for (var none : List.of(own, without, UUID.randomUUID().toString(), "", "none", "%27%3B--", LIST + "x")) {
            var told = WatchCast.KINORA.get(at(FIRST, none));
            assertThat(told.statusCode()).as(none).isEqualTo(200);
            assertThat(told.body())
                    .as(none)
                    .contains("The first of a list", "/manifest/video.m3u8")
                    .doesNotContain("data-list", "For its owner");
        }
        assertThat(WatchCast.KINORA.get(at(FIRST, LIST) + "&list=" + LIST).statusCode())
                .isEqualTo(200);
    }

    @Test
    void without_a_script_links_keep_the_list() {
        var page = WatchCast.KINORA.get(at(SECOND)).body();

        assertThat(page)
                .contains(
                        "href=\"" + at(FIRST) + "\" data-list-previous",
                        "href=\"" + at(THIRD) + "\" data-list-next",
                        "<a class=\"watch-list-line\" href=\"" + at(SECOND) + "\" aria-current=\"page\">")
                .doesNotContain(at(GAP))
                .contains("<link rel=\"canonical\" href=\"" + WatchCast.KINORA.url("/watch/" + SECOND.uid()) + "\">");
        assertThat(WatchCast.KINORA.get("/playlists/" + LIST).body())
                .contains("href=\"" + at(FIRST) + "\"", "href=\"" + at(SECOND) + "\"", "Play all");
    }

    @Test
    void moments_in_a_description_keep_the_list() {
        var told = WatchCast.playable("A film of moments", "The ink dries at 0:12.");
        var list = list("Of moments", "public", told);

        assertThat(WatchCast.KINORA.get(at(told, list)).body()).containsPattern("\\?t=12&(amp;)?list=" + list + "\"");
    }

    @Test
    void in_a_long_list_one_sees_where_one_is() {
        var films = new ArrayList<>(IntStream.range(0, 15)
                .mapToObj(each -> Films.published(WatchCast.ADA, "Before it, " + each))
                .toList());
        films.add(THIRD);
        var list = list("A long list", "public", films.toArray(Film[]::new));
        try (var visit = WatchCast.at(at(THIRD, list))) {
            visit.page.waitForFunction("""
                    () => {
                      const box = document.querySelector('.watch-list-items')
                      const at = box.querySelector('[aria-current]').getBoundingClientRect()
                      return box.scrollTop > 200 && at.top >= box.getBoundingClientRect().top && scrollY === 0
                    }""");
            assertThat(visit.page).hasURL(Pattern.compile("list=" + list + "$"));
        }
    }
}
