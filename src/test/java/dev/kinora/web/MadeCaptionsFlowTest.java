package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Moody;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Captions that a machine writes, as their owner sees them come. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MadeCaptionsFlowTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String HEARD =
            "{\"language\": \"english\", \"segments\": [{\"start\": 0.2, \"end\": 1.5, \"text\": \"Hello.\"}]}";

    private final Moody server = new Moody();
    private final RunningKinora kinora =
            RunningKinora.start("--kinora.captions.transcription.url=" + server.url("/v1"));
    private final People.Person ada = People.member(kinora, "ada");
    private final String key = ada.key(ApiScope.values());

    @AfterAll
    void stop() {
        kinora.close();
        server.close();
    }

    private String status(String id) {
        var video = kinora.get("/api/v1/videos/" + id, "Authorization", "Bearer " + key);
        return JsonMapper.shared().readTree(video.body()).get("status").asString();
    }

    private String film() throws Exception {
        var sent = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/talk.mp4")))
                .header("Authorization", "Bearer " + key)
                .PUT(BodyPublishers.ofFile(Clips.mp4())));
        var id = JsonMapper.shared().readTree(sent.body()).get("id").asString();
        for (var end = System.nanoTime() + PATIENCE.toNanos(); !status(id).equals("ready"); Thread.sleep(500)) {
            assertThat(status(id)).isNotEqualTo("error");
            assertThat(System.nanoTime()).as("it is made in time").isLessThan(end);
        }
        return "/studio/videos/" + id + "/captions";
    }

    private Visit visit(String path, int width, ColorScheme scheme) {
        return Visit.signedIn(kinora, ada.browser(), path, width, scheme);
    }

    private static void ask(Visit visit) {
        visit.page
                .getByText("Have them written", new Page.GetByTextOptions().setExact(true))
                .last()
                .click();
    }

    @Test
    void they_are_asked_for_cancelled_refused_and_written() throws Exception {
        var let = new CountDownLatch(1);
        server.usually((exchange, it) -> {
            let.await();
            Moody.say(401, "application/json", "{}").answer(exchange, it);
        });
        try (var visit = visit(film(), 1440, ColorScheme.LIGHT)) {
            ask(visit);
            assertThat(visit.page.locator(".caption-rows")).containsText("Being written");
            assertThat(visit.page.locator(".caption-making")).containsText("Listening");
            assertThat(visit.violations()).isEmpty();
            visit.page.getByLabel("Cancel Captions (auto-generated)").click();
            assertThat(visit.page.locator(".empty").first()).containsText("No captions yet");

            let.countDown();
            ask(visit);
            assertThat(visit.page.locator(".caption-rows")).containsText("does not take the key");
            assertThat(visit.violations()).isEmpty();

            server.usually(Moody.json(HEARD));
            visit.page.getByLabel("Try again: Captions (auto-generated)").click();
            assertThat(visit.page.locator(".caption-rows")).containsText("English (auto-generated)");
            assertThat(visit.page.locator(".caption-rows")).containsText("By a machine");
            ask(visit);
            visit.page.locator("#heard").selectOption("en");
            ask(visit);
            assertThat(visit.page.locator(".error-summary")).containsText("replace=true");
        }
    }

    @Test
    void page_is_for_everybody() throws Exception {
        server.usually(Moody.say(401, "application/json", "{}"));
        var film = film();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(390, 1440)) {
                try (var visit = visit(film, width, scheme)) {
                    assertThat(visit.page.locator("#heard")).isVisible();
                    assertThat(visit.violations()).isEmpty();
                    visit.assertNothingWasComplained();
                    assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                            .isLessThanOrEqualTo(0);
                }
            }
        }
    }

    @Test
    void who_has_nothing_that_writes_is_told_how_to_get_it() {
        try (var visit = WatchCast.as(
                WatchCast.ADA,
                "/studio/videos/" + WatchCast.playable("Unwritten", "").id() + "/captions")) {
            assertThat(visit.page.locator("#no-engine")).containsText("kinora.captions.whisper.model");
            assertThat(visit.violations()).isEmpty();
        }
    }
}
