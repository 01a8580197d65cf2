package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films.Film;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/** Ada's films of forty seconds, with chapters and what a machine proposes, and their editor in a browser. */
final class ChapterCast {
    private static final String KEY = WatchCast.ADA.key(ApiScope.values());

    private ChapterCast() {}

    /** A line is said each second; three chapters: at 0, 10 and 30 seconds. */
    static Film film(String title) {
        var film = Spoken.film(title);
        proposed(film);
        write(film, "Setting", 0, "Inking", 10, "Pulling", 30);
        return film;
    }

    /** With captions whose machine has not been at work, so that nothing is proposed. */
    static Film bare(String title) {
        return WatchCast.playable(title, "");
    }

    /** At the usual density at 0, 10 and 20 seconds; from there on at 5 and 35 as well. */
    static void proposed(Film film) {
        var usual = "{\"upTo\": 1.2, \"chapters\": [" + part(0, 10, "Set", 0.9) + "," + part(10, 20, "Ink", 0.8) + ","
                + part(20, 40, "The frisket", 0.62) + "]}";
        var more = "{\"upTo\": 2, \"chapters\": [" + part(0, 5, "Set", 0.9) + "," + part(5, 10, "Lock up", 0.3) + ","
                + part(10, 20, "Ink", 0.8) + "," + part(20, 35, "The frisket", 0.62) + ","
                + part(35, 40, "Goodbye", 0.7) + "]}";
        WatchCast.run("delete from chapter_outlines where video_id = ?::uuid", film);
        WatchCast.run(
                "insert into chapter_outlines (video_id, source, duration, divisions, took_ms) values (?::uuid, 'transcript', 40, '["
                        + usual + "," + more + "]', 5)",
                film);
    }

    private static String part(int start, int end, String title, double confidence) {
        return "{\"start\": %d, \"end\": %d, \"title\": \"%s\", \"confidence\": %s}"
                .formatted(start, end, title, confidence);
    }

    /** @param chapters a title and a second, again and again */
    static void write(Film film, Object... chapters) {
        var list = new ArrayList<String>();
        for (int i = 0; i < chapters.length; i += 2) {
            list.add("{\"title\": \"" + chapters[i] + "\", \"start\": " + chapters[i + 1] + "}");
        }
        var answer = WatchCast.KINORA.send(HttpRequest.newBuilder(URI.create(address(film)))
                .headers("Authorization", "Bearer " + KEY, "Content-Type", "application/json", "If-Match", "*")
                .PUT(BodyPublishers.ofString("{\"chapters\": [" + String.join(",", list) + "]}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** What is kept, as "0:10 Inking". */
    static List<String> kept(Film film) {
        return WatchCast.KINORA
                .get("/api/v1/videos/" + film.id() + "/chapters/txt", "Authorization", "Bearer " + KEY)
                .body()
                .lines()
                .toList();
    }

    static String json(Film film) {
        return WatchCast.KINORA
                .get("/api/v1/videos/" + film.id() + "/chapters", "Authorization", "Bearer " + KEY)
                .body();
    }

    private static String address(Film film) {
        return WatchCast.KINORA.url("/api/v1/videos/" + film.id() + "/chapters");
    }

    static String at(Film film) {
        return "/studio/videos/" + film.id() + "/chapters";
    }

    static Visit open(Film film, int width, ColorScheme scheme) {
        var visit = Visit.signedIn(WatchCast.KINORA, WatchCast.ADA.browser(), at(film), width, scheme);
        assertThat(visit.page.locator("[data-chapter-state=there]")).hasCount(1);
        return visit;
    }

    static Visit open(Film film) {
        return open(film, 1440, ColorScheme.LIGHT);
    }

    /** With the film ready to be moved in. */
    static Visit openToPlay(Film film) {
        var visit = open(film);
        Spoken.until(visit, "true");
        return visit;
    }

    static Locator title(Visit visit, int number) {
        return visit.page.getByLabel("Title of chapter " + number);
    }

    static Locator start(Visit visit, int number) {
        return visit.page.getByLabel("Start of chapter " + number);
    }

    static Locator act(Visit visit, String act) {
        return visit.page.locator("[data-act=" + act + "]");
    }

    static Locator edge(Visit visit, String title) {
        return visit.page.locator(".reel-edge[aria-label='Start of “" + title + "”']");
    }

    static void assertChapters(Visit visit, String... chapters) {
        assertThat(visit.page.locator("[data-chapter]")).hasCount(chapters.length);
        for (int i = 0; i < chapters.length; i++) {
            var said = chapters[i].split(" ", 2);
            assertThat(start(visit, i + 1)).hasValue("0:" + said[0]);
            assertThat(title(visit, i + 1)).hasValue(said[1]);
        }
    }

    static void assertSaid(Visit visit, String sentence) {
        assertThat(visit.page.locator("[data-said]")).hasText(sentence);
    }

    static void save(Visit visit) {
        act(visit, "save").click();
        assertSaid(visit, "Saved.");
        assertThat(act(visit, "save")).isDisabled();
    }

    static void seek(Visit visit, double second) {
        visit.page.evaluate("second => { document.querySelector('media-player').currentTime = second }", second);
        visit.page.waitForFunction(
                "second => Math.abs(document.querySelector('media-player').currentTime - second) < 0.01", second);
        assertThat(visit.page.locator("[data-moment]")).hasText(moment(second));
    }

    private static String moment(double second) {
        var whole = (int) second;
        var rest = second == whole ? "" : String.valueOf(second).replaceFirst("^\\d+", "");
        return "0:%02d".formatted(whole) + rest;
    }

    /** Where a second of the film is, in pixels of the page. */
    static double x(Visit visit, double second) {
        var film = visit.page.locator("[data-reel-film]").boundingBox();
        return film.x + film.width * second / 40;
    }

    /** Takes hold of an edge and draws it to a second; it is not let go. */
    static void draw(Visit visit, String title, double second) {
        var edge = edge(visit, title);
        edge.scrollIntoViewIfNeeded();
        var box = edge.boundingBox();
        var mouse = visit.page.mouse();
        mouse.move(box.x + box.width / 2, box.y + 20);
        mouse.down();
        mouse.move(x(visit, second) - 20, box.y + 20);
        mouse.move(x(visit, second), box.y + 20);
    }
}
