package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/** What the pages of who watches say, and to whom. */
class WatchPagesTest {
    private static final RunningKinora KINORA = WatchCast.KINORA;
    private static final People.Person MAL = People.member(KINORA, "mal");

    private static int status(String path, String... headers) {
        return KINORA.get(path, headers).statusCode();
    }

    private static String cookie(People.Person person) {
        return "kinora_session=" + person.browser();
    }

    @Test
    void what_one_may_not_see_is_not_there() {
        var film = WatchCast.playable("For ada alone", "");
        WatchCast.run("update videos set visibility = 'private' where id = ?::uuid", film);

        for (var path :
                new String[] {"/watch/" + film.uid(), "/embed/" + film.uid(), "/watch/" + film.uid() + "/now"}) {
            assertThat(status(path)).isEqualTo(404);
            assertThat(status(path, "Cookie", cookie(MAL))).isEqualTo(404);
            assertThat(status(path, "Cookie", cookie(WatchCast.ADA))).isEqualTo(200);
        }
        assertThat(status("/watch/none")).isEqualTo(404);
        assertThat(status("/watch/" + film.uid() + "/live")).isEqualTo(404);
        assertThat(status("/@nobody")).isEqualTo(404);
    }

    @Test
    void how_long_the_making_takes_is_told_while_it_is_known() {
        var film = WatchCast.film("Being made", "");
        WatchCast.run(
                "update videos set status = 'inprogress', processing_progress = 40, ready_by = now() + interval '200 seconds' where id = ?::uuid",
                film);
        assertThat(KINORA.get("/watch/" + film.uid() + "/now").body()).contains("about 3 min left");

        WatchCast.run("update videos set ready_by = now() - interval '1 second' where id = ?::uuid", film);
        assertThat(KINORA.get("/watch/" + film.uid() + "/now").body()).doesNotContain("min left", "seconds left");
    }

    @Test
    void a_film_is_offered_as_a_download_once_it_is_whole() {
        var film = WatchCast.growing("To be taken home", 40, 3);
        WatchCast.run("update videos set download_allowed_at = now() where id = ?::uuid", film);
        assertThat(KINORA.get("/watch/" + film.uid()).body()).doesNotContain("/downloads/default.mp4");

        WatchCast.finish(film);
        assertThat(KINORA.get("/watch/" + film.uid()).body()).contains("/downloads/default.mp4");
    }

    @Test
    void a_tag_that_is_a_hashtag_as_well_is_shown_once() {
        var film = WatchCast.playable("Tagged twice", "");
        WatchCast.run("update videos set tags = '{Fractals,maths}', hashtags = '{fractals}' where id = ?::uuid", film);

        assertThat(KINORA.get("/watch/" + film.uid()).body())
                .contains(">#fractals</a>", ">maths</a>")
                .doesNotContain(">Fractals</a>");
    }

    @Test
    void page_is_found_by_the_key_of_the_film_too() {
        var film = WatchCast.playable("By its key", "");

        var answer = KINORA.send(HttpRequest.newBuilder(URI.create(KINORA.url("/watch/" + film.id() + "?t=5"))));

        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/watch/" + film.uid() + "?t=5");
        WatchCast.run("update videos set visibility = 'private' where id = ?::uuid", film);
        assertThat(status("/watch/" + film.id())).isEqualTo(404);
        assertThat(status("/watch/" + film.id(), "Cookie", cookie(MAL))).isEqualTo(404);
    }

    @Test
    void what_lies_in_the_bin_is_watched_by_nobody() {
        var film = WatchCast.playable("Binned", "");
        WatchCast.run("update videos set deleted_at = now() where id = ?::uuid", film);

        assertThat(status("/watch/" + film.uid(), "Cookie", cookie(WatchCast.ADA)))
                .isEqualTo(404);
    }

    @Test
    void why_a_film_failed_its_owner_reads_and_others_do_not() {
        var film = WatchCast.film("Failed", "");
        WatchCast.run("update videos set status = 'inprogress' where id = ?::uuid", film);
        WatchCast.run(
                "update videos set status = 'error', error_code = 'ERR_MALFORMED_VIDEO', error_message = 'It ends in the middle.' where id = ?::uuid",
                film);

        assertThat(KINORA.get("/watch/" + film.uid(), "Cookie", cookie(WatchCast.ADA))
                        .body())
                .contains("It ends in the middle.", "/studio/videos/" + film.id());
        assertThat(KINORA.get("/watch/" + film.uid()).body())
                .contains("could not be prepared")
                .doesNotContain("It ends in the middle.", "/studio/videos/");
    }

    @Test
    void a_page_tells_other_sites_what_it_shows() {
        var page = KINORA.get("/watch/" + WatchCast.PRESS.uid()).body();

        assertThat(page)
                .contains(
                        "<link rel=\"canonical\" href=\"" + KINORA.url("/watch/" + WatchCast.PRESS.uid()) + "\">",
                        "property=\"og:video\" content=\"" + KINORA.url("/embed/" + WatchCast.PRESS.uid()),
                        "name=\"twitter:player\"",
                        "/oembed?url=")
                .doesNotContain("noindex");
        var found = Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>")
                .matcher(page);
        assertThat(found.find()).isTrue();
        var told = JsonMapper.shared().readTree(found.group(1));
        assertThat(told.get("name").asString()).isEqualTo("A hand press, inked");
        assertThat(told.get("duration").asString()).isEqualTo("PT40S");
        assertThat(told.get("hasPart")).hasSize(3);
    }

    @Test
    void nothing_somebody_wrote_becomes_markup() {
        var hostile = "</script><script>alert(1)</script>\"'<b> javascript:alert(1) https://example.org/\"><b>";
        var film = WatchCast.playable(hostile, hostile);

        for (var path : new String[] {"/watch/", "/embed/"}) {
            assertThat(KINORA.get(path + film.uid()).body())
                    .doesNotContain("<script>alert", "<b>", "href=\"javascript");
        }
    }

    @Test
    void an_unlisted_film_is_kept_out_of_indexes() {
        var film = WatchCast.playable("Unlisted", "");
        WatchCast.run("update videos set visibility = 'unlisted' where id = ?::uuid", film);

        assertThat(KINORA.get("/watch/" + film.uid()).body())
                .contains("<meta name=\"robots\" content=\"noindex\">", "whoever has the address")
                .doesNotContain("ld+json");
        assertThat(KINORA.get("/@ada").body()).doesNotContain(film.uid());
    }

    @Test
    void only_the_bare_player_stands_in_frames_and_only_where_it_may() {
        var film = WatchCast.playable("Frames", "");
        WatchCast.run(
                "update videos set allowed_origins = '{example.org,*.example.com,\"x; script-src *\"}' where id = ?::uuid",
                film);

        assertThat(policy("/watch/" + film.uid())).endsWith("frame-ancestors 'self'");
        assertThat(policy("/embed/" + WatchCast.PRESS.uid())).endsWith("frame-ancestors *");
        assertThat(policy("/embed/" + film.uid()))
                .endsWith("frame-ancestors 'self' example.org:* *.example.com:*")
                .contains("script-src 'self';");
        assertThat(KINORA.get("/embed/" + film.uid()).headers().firstValue("X-Frame-Options"))
                .isEmpty();
    }

    private static String policy(String path) {
        return KINORA.get(path).headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    @Test
    void a_channel_has_a_page_of_what_it_published() {
        // Of somebody whose films are these alone.
        var ida = People.member(KINORA, "ida");
        for (var title : new String[] {"Cutting paper", "Folding it"}) {
            Films.playable(KINORA, Films.published(ida, title), 640, 360);
        }
        var page = KINORA.get("/@IDA").body();

        assertThat(page).contains("Cutting paper", "Folding it", "/@ida/feed.xml", "<h1>ida");
        assertThat(KINORA.get("/@lin").body()).contains("No videos yet");
        for (int i = 0; i < 3; i++) {
            var first = KINORA.get("/@ida?limit=1").body();
            assertThat(first).contains("Older");
        }
    }

    @Test
    void what_was_watched_is_gone_on_with_and_forgotten() {
        var person = People.member(KINORA, "pat");
        var film = WatchCast.playable("Half watched", "");
        var other = WatchCast.playable("Watched to its end", "");
        WatchCast.watched(person, film, 18);
        WatchCast.watched(person, other, 39);
        assertThat(status("/history")).isEqualTo(303);

        try (var visit = WatchCast.as(person, "/")) {
            var unfinished = visit.page.locator("section[aria-labelledby=unfinished]");
            PlaywrightAssertions.assertThat(unfinished.locator(".card")).hasCount(1);
            PlaywrightAssertions.assertThat(unfinished).containsText("Half watched");

            visit.go("/history");
            PlaywrightAssertions.assertThat(visit.page.locator(".history > li")).hasCount(2);
            visit.page.getByLabel("Remove from the history: Half watched").click();
            PlaywrightAssertions.assertThat(visit.page.locator(".history > li")).hasCount(1);

            visit.page.getByText("Forget all").first().click();
            visit.page.locator("#forget-all form button").click();
            PlaywrightAssertions.assertThat(visit.page.locator(".empty")).containsText("Nothing watched yet");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void where_one_goes_on_is_a_place_in_the_film_as_it_is_now() {
        var person = People.member(KINORA, "rex");
        var shorter = WatchCast.playable("Cut to its best", "");
        var longer = WatchCast.playable("Told at full length", "");
        WatchCast.watched(person, shorter, 20);
        WatchCast.watched(person, longer, 40);
        WatchCast.run("update videos set duration = 10 where id = ?::uuid", shorter);
        WatchCast.run("update videos set duration = 400 where id = ?::uuid", longer);

        assertThat(position(person, shorter)).isZero();
        assertThat(position(person, longer)).isEqualTo(40);
        assertThat(KINORA.get("/watch/" + longer.uid()).body()).contains("&#34;duration&#34;:400.0,");
        var home = KINORA.get("/", "Cookie", cookie(person)).body();
        var unfinished = home.substring(home.indexOf("id=\"unfinished\""));
        unfinished = unfinished.substring(0, unfinished.indexOf("</section>"));
        assertThat(unfinished).contains(longer.uid(), "value=\"10\"").doesNotContain(shorter.uid());
        assertThat(KINORA.get("/history", "Cookie", cookie(person)).body())
                .contains("max=\"100\" value=\"10\"", "max=\"100\" value=\"100\"");
    }

    /** Where its player is told to begin. */
    private static double position(People.Person person, Films.Film film) {
        var page = KINORA.get("/watch/" + film.uid(), "Cookie", cookie(person)).body();
        var told = Pattern.compile("data-film=\"(.*?)\"").matcher(page);
        assertThat(told.find()).isTrue();
        return JsonMapper.shared()
                .readTree(HtmlUtils.htmlUnescape(told.group(1)))
                .get("position")
                .asDouble();
    }

    @Test
    void nobody_forgets_what_others_watched() {
        var film = WatchCast.playable("Watched by lin", "");
        WatchCast.watched(WatchCast.LIN, film, 18);

        try (var visit = WatchCast.as(MAL, "/history")) {
            visit.page.evaluate(
                    "video => fetch('/history/' + video + '/removal', { method: 'POST', headers: { [document.querySelector('meta[name=csrf]').dataset.header]: document.querySelector('meta[name=csrf]').content } })",
                    film.id().toString());
            visit.go("/");
        }

        assertThat(KINORA.get("/history", "Cookie", cookie(WatchCast.LIN)).body())
                .contains("Watched by lin");
    }

    @Test
    void home_shows_what_can_be_watched_and_nothing_else() {
        var unready = Films.published(WatchCast.ADA, "Published but never prepared");
        var home = KINORA.get("/").body();

        assertThat(home).contains("Newest").doesNotContain(unready.uid());
        try (var fresh = RunningKinora.start()) {
            assertThat(fresh.get("/").body()).contains("No videos yet", "A home for your videos");
        }
    }
}
