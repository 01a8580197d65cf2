package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Await;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the upload to the last frame in a real browser, nothing in between replaced by anything. */
class WatchEncodedTest {
    private static final Page.WaitForFunctionOptions PATIENT = new Page.WaitForFunctionOptions().setTimeout(120_000);
    private static RunningKinora kinora;
    private static People.Person ada;
    private static JsonNode video;

    @BeforeAll
    static void upload() throws FileNotFoundException {
        kinora = RunningKinora.start("--kinora.processing.ladder=180,90", "--kinora.processing.preset=ultrafast");
        ada = People.member(kinora, "ada");
        var film = Clips.made(
                "thirty-seconds.mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=30:duration=30",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=30",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac");
        var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/thirty.mp4")))
                .header("Authorization", "Bearer " + ada.key(ApiScope.values()))
                .PUT(BodyPublishers.ofFile(film)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        video = JsonMapper.shared().readTree(answer.body());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static void until(Visit visit, String condition) {
        visit.page.waitForFunction(
                "() => { const v = document.querySelector('video'), p = document.querySelector('media-player');"
                        + " return v && p && (" + condition + ") }",
                null,
                PATIENT);
    }

    private static void playsToItsEnd(Visit visit) {
        until(visit, "p.state.canPlay");
        visit.press("k");
        until(visit, "!v.paused && v.currentTime > 0.5");
        visit.page.evaluate("() => { document.querySelector('video').playbackRate = 4 }");
        until(visit, "v.ended || p.state.ended");
        assertThat((double) visit.page.evaluate("() => document.querySelector('video').currentTime + 0.001"))
                .isBetween(29.9, 30.2);
        assertThat(visit.page.evaluate("() => document.querySelector('video').buffered.length"))
                .as("pieces fit together without a gap")
                .isEqualTo(1);
        visit.assertNothingWasComplained();
    }

    @Test
    void owner_watches_a_private_film_to_its_end() {
        ready();
        try (var visit = Visit.signedIn(
                kinora, ada.browser(), "/watch/" + video.get("uid").asString(), 1440, ColorScheme.LIGHT)) {
            playsToItsEnd(visit);
        }
    }

    private static void ready() {
        Await.until(() -> kinora.send(HttpRequest.newBuilder(URI.create(
                                kinora.url("/api/v1/videos/" + video.get("id").asString())))
                        .header("Cookie", "kinora_session=" + ada.browser()))
                .body()
                .contains("\"status\":\"ready\""));
    }

    @Test
    void small_pictures_stand_over_the_time_line_of_a_film_that_is_ready() {
        ready();
        var address = "/watch/" + video.get("uid").asString();
        try (var visit = Visit.signedIn(kinora, ada.browser(), "/", 1440, ColorScheme.LIGHT)) {
            var pictures = new CopyOnWriteArrayList<Integer>();
            visit.page.onResponse(response -> {
                if (response.url().contains("/storyboard/")) pictures.add(response.status());
            });
            visit.go(address);
            until(visit, "p.state.canPlay");
            visit.page.locator("media-player").hover();
            visit.page.locator("media-player .vds-time-slider").first().hover();
            visit.page.waitForCondition(() -> !pictures.isEmpty());

            assertThat(pictures).containsOnly(200);
        }
    }

    @Test
    void anybody_watches_a_published_film_to_its_end_and_nobody_a_private_one() {
        ready();
        var address = "/watch/" + video.get("uid").asString();
        try (var visit = Visit.to(kinora, 390, ColorScheme.DARK).go(address)) {
            assertThat(visit.page.locator("h1").textContent()).isEqualTo("Not found");
        }
        Films.execute(
                kinora,
                "update videos set visibility = 'public', published_at = now() where id = ?::uuid",
                video.get("id").asString());
        try (var visit = Visit.to(kinora, 390, ColorScheme.DARK).go(address)) {
            playsToItsEnd(visit);
        }
    }
}
