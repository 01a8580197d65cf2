package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.demo.Demo;
import dev.kinora.identity.Accounts;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.platform.Caller;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.testing.Await;
import dev.kinora.testing.FormClient;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a newcomer meets after start --demo: films drawn by ffmpeg, uploaded, encoded and played, nothing put there by hand. */
class DemoTest {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final Page.WaitForFunctionOptions PATIENT = new Page.WaitForFunctionOptions().setTimeout(60_000);

    private static RunningKinora kinora;
    private static Demo.Begun.Fresh begun;

    @BeforeAll
    static void fill() {
        kinora = RunningKinora.start("--kinora.processing.ladder=360,180", "--kinora.processing.preset=ultrafast");
        begun = (Demo.Begun.Fresh) kinora.bean(Demo.class).begin();
        assertThat(kinora.get("/").statusCode())
                .as("pages are served meanwhile")
                .isEqualTo(200);
        Await.until(LONG, () -> films().size() == begun.films());
        Await.until(LONG, () -> kinora.get("/api/v1/featured").body().contains("Into the Mandelbrot set"));
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    /** That everybody finds and can watch to the end. */
    private static List<Video> films() {
        return Caller.system("test").as(Viewer.ANONYMOUS).call(() -> {
            var films = new ArrayList<Video>();
            for (var person : begun.people()) {
                var id = kinora.bean(Accounts.class)
                        .profile(person.username())
                        .orElseThrow()
                        .id();
                films.addAll(kinora.bean(Videos.class)
                        .published(id, PageRequest.of("50", null))
                        .items());
            }
            return films;
        });
    }

    private static String page(String title) {
        return "/watch/"
                + films().stream()
                        .filter(film -> film.title().equals(title))
                        .findFirst()
                        .orElseThrow()
                        .uid();
    }

    @Test
    void home_shows_a_dozen_films_with_pictures_that_load_and_some_put_forward() {
        try (var visit = Visit.to(kinora, 1440, ColorScheme.LIGHT).go("/")) {
            assertThat(visit.page.locator("main .card img").count()).isGreaterThanOrEqualTo(11);
            for (var picture : visit.page.locator("main img").all()) {
                picture.scrollIntoViewIfNeeded();
                visit.page.waitForFunction("it => it.complete && it.naturalWidth > 0", picture.elementHandle());
            }
            assertThat(visit.page.locator("main").textContent()).contains("Into the Mandelbrot set");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void every_film_plays_in_a_browser() {
        for (var film : films()) {
            try (var visit = Visit.to(kinora, 390, ColorScheme.DARK).go("/watch/" + film.uid() + "?muted")) {
                visit.page.waitForFunction(
                        "() => document.querySelector('media-player')?.state.canPlay", null, PATIENT);
                visit.page.evaluate("() => document.querySelector('media-player').play()");
                visit.page.waitForFunction(
                        "() => document.querySelector('media-player').currentTime > 0.5", null, PATIENT);
                visit.assertNothingWasComplained();
            }
        }
    }

    @Test
    void one_has_chapters_another_captions() {
        try (var visit = Visit.to(kinora, 1440, ColorScheme.LIGHT).go(page("Into the Mandelbrot set"))) {
            assertThat(visit.page.locator("[data-chapter]").count()).isEqualTo(4);
            visit.page.waitForFunction(
                    "() => document.querySelector('.vds-poster[data-visible] img')?.complete", null, PATIENT);
            var stage = visit.page.locator("#player").boundingBox();
            var poster = visit.page.locator(".vds-poster").boundingBox();
            assertThat(poster.y).as("the picture lies over all of the player").isCloseTo(stage.y, within(2.0));
            assertThat(poster.height).isCloseTo(stage.height, within(3.0));
            assertThat(visit.page.locator("main").textContent()).contains("0:07 The valley");
        }
        try (var visit = Visit.to(kinora, 1440, ColorScheme.LIGHT).go(page("A scale in twelve steps") + "?muted")) {
            visit.page.waitForFunction("() => document.querySelector('media-player')?.state.canPlay", null, PATIENT);
            visit.press("c");
            visit.page.evaluate("() => { document.querySelector('media-player').currentTime = 3.4 }");
            visit.page.waitForFunction(
                    "() => document.querySelector('.vds-captions')?.textContent.includes('C')", null, PATIENT);
        }
    }

    @Test
    void people_sign_in_with_what_was_printed_and_find_a_history_and_films_to_go_on_with() {
        var lin = begun.people().stream()
                .filter(person -> person.username().equals("lin"))
                .findFirst()
                .orElseThrow();
        var browser = new FormClient(kinora);
        browser.signIn(lin.email(), lin.password());
        assertThat(browser.get("/history").body()).contains("Life, grown from noise");
        Await.until(() -> browser.get("/").body().contains("Continue watching"));
    }

    @Test
    void views_and_lists_are_there() {
        assertThat(kinora.get("/@ada").body()).contains("Pictures that follow from a rule");
        Await.until(() -> kinora.get("/@ada").body().contains("3 views"));
        assertThat(kinora.get("/api/v1/profiles/ada/playlists").body()).contains("Pictures by numbers");
        assertThat(kinora.get("/api/v1/featured").body()).contains("Into the Mandelbrot set");
    }

    @Test
    void a_second_start_adds_nobody_and_nothing() throws InterruptedException {
        var before = films().size();
        assertThat(kinora.bean(Demo.class).begin()).isInstanceOf(Demo.Begun.GoesOn.class);
        Thread.sleep(500);
        assertThat(films()).hasSize(before);
    }

    @Test
    void an_installation_with_people_is_left_alone() {
        try (var used = RunningKinora.start()) {
            People.member(used, "mal");
            assertThat(used.bean(Demo.class).begin()).isInstanceOf(Demo.Begun.Inhabited.class);
            assertThat(used.get("/api/v1/profiles/ada").statusCode()).isEqualTo(404);
        }
    }
}
