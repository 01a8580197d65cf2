package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** An owner has a film encoded again, gives it another file, and chooses a watermark, by the pages of the studio. */
class StudioRemakeTest {
    private static RunningKinora kinora;
    private static People.Person ada;
    private static String browser;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(
                "--kinora.jobs.background=false",
                "--kinora.processing.ladder=180,90",
                "--kinora.processing.preset=ultrafast");
        ada = People.member(kinora, "ada");
        browser = ada.browser();
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static void work() {
        kinora.bean(Jobs.class).runDue();
    }

    /** @return the id of a video that plays */
    private static String film(String name, Path file) {
        try {
            var answer = kinora.send(
                    HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/" + name.replace(" ", "%20"))))
                            .header("Authorization", "Bearer " + ada.key(ApiScope.values()))
                            .PUT(BodyPublishers.ofByteArray(Files.readAllBytes(file))));
            work();
            return JsonMapper.shared().readTree(answer.body()).get("id").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Visit visit(String path, int width, ColorScheme scheme) {
        return Visit.signedIn(kinora, browser, path, width, scheme);
    }

    private static String file(String video) {
        return "/studio/videos/" + video + "/file";
    }

    private static void seen(Visit visit, String name) {
        assertThat(visit.violations()).isEmpty();
        visit.assertNothingWasComplained();
        StudioLookTest.picture(visit, "remake-" + name);
    }

    @Test
    void film_is_encoded_again_from_its_page() {
        var video = film("hand press.mp4", Clips.mp4());
        try (var visit = visit(file(video), 1440, ColorScheme.LIGHT)) {
            seen(visit, "file-1440-light");
            visit.page.getByLabel("Bring the sound to the usual loudness").check();
            visit.page.locator("button[value=again]").click();
            visit.page.locator(".studio-remake").waitFor();
            assertThat(visit.page.locator(".studio-remake").textContent())
                    .contains("waits for its turn", "Until then the video plays as it was.");
            assertThat(visit.page.locator("button[value=again]").count()).isZero();
            seen(visit, "waiting-1440-light");

            Films.execute(
                    kinora,
                    "update remakes set state = 'making', progress = 37, ready_by = now() + interval '3 minutes 20 seconds' where video_id = ?::uuid",
                    video);
            visit.go(file(video));
            assertThat(visit.page.locator(".studio-remake").textContent()).contains("37 %", "about 3 min left");
            seen(visit, "making-1440-light");
            Films.execute(kinora, "update remakes set progress = 0 where video_id = ?::uuid", video);
        }
        work();
        try (var visit = visit(file(video), 390, ColorScheme.DARK)) {
            assertThat(visit.page.locator(".studio-remake").count()).isZero();
            assertThat(visit.page
                            .getByLabel("Bring the sound to the usual loudness")
                            .isChecked())
                    .isTrue();
            assertThat(visit.page.locator(".studio-file").nth(1).textContent()).contains("LUFS");
            assertThat(visit.page.locator(".studio-file").nth(2).textContent())
                    .contains("180p", "320 × 180", "90p", "Sound", "All together");
            seen(visit, "file-390-dark");
        }
    }

    @Test
    void what_is_made_again_is_cancelled_on_its_page() {
        var video = film("second thoughts.mp4", Clips.mp4());
        try (var visit = visit(file(video), 390, ColorScheme.LIGHT)) {
            visit.page.locator("button[value=again]").click();
            visit.page.locator(".studio-remake").waitFor();
            seen(visit, "waiting-390-light");
            visit.page.locator(".studio-remake button").click();
            visit.page.locator("button[value=again]").waitFor();
            assertThat(visit.page.locator("body").textContent()).contains("the video stays as it was");
        }
    }

    @Test
    void another_file_is_sent_in_pieces_and_plays_when_it_is_prepared() {
        var video = film("first cut.mp4", Clips.mp4());
        try (var visit = visit(file(video), 1440, ColorScheme.DARK)) {
            visit.page.locator("#file").setInputFiles(Clips.indexAtEnd());
            visit.page.locator("form[data-replaces] button").click();
            visit.page.locator(".studio-remake").waitFor();
            seen(visit, "replacing-1440-dark");
            work();
            visit.go(file(video));
            assertThat(visit.page.locator(".studio-file").first().textContent()).contains("index-at-end.mp4");
            visit.go("/studio/videos/" + video + "/history");
            assertThat(visit.page.locator(".studio-history").textContent()).contains("another file");
            seen(visit, "history-1440-dark");
        }
    }

    @Test
    void file_that_is_no_film_is_told_where_it_was_chosen() throws IOException {
        var video = film("stays.mp4", Clips.mp4());
        var text = Files.writeString(Files.createTempFile("no-film", ".mp4"), "%PDF-1.7 this is no film at all");
        try (var visit = visit(file(video), 390, ColorScheme.LIGHT)) {
            visit.page.locator("#file").setInputFiles(text);
            visit.page.locator("form[data-replaces] button").click();
            visit.page.locator("[data-replaces-refused]:not([hidden])").waitFor();
            assertThat(visit.page.locator("[data-replaces-refused]").textContent())
                    .contains("not a video");
            visit.go(file(video));
            assertThat(visit.page.locator(".studio-note").first().textContent())
                    .contains("The other file was not taken.", "plays as it did before");
            assertThat(visit.violations()).isEmpty();
            StudioLookTest.picture(visit, "remake-refused-390-light");
        }
    }

    @Test
    void file_is_replaced_without_a_script_too() {
        var video = film("no script.mp4", Clips.mp4());
        var page =
                kinora.get(file(video), "Cookie", "kinora_session=" + browser).body();

        assertThat(page).contains("action=\"/studio/upload?replaces=" + video);
    }

    @ParameterizedTest
    @CsvSource({"390, LIGHT", "390, DARK", "1440, LIGHT", "1440, DARK"})
    void watermark_is_sent_and_placed(int width, ColorScheme scheme) {
        var mark =
                Clips.made("mark.png", "-f", "lavfi", "-i", "color=c=white@0.8:s=240x80,format=rgba", "-frames:v", "1");
        var name = "watermark-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        try (var visit = visit("/studio/watermark", width, scheme)) {
            seen(visit, name + "-none");
            visit.page.locator("#picture").setInputFiles(mark);
            visit.page.locator("form[action$=picture] button").click();
            visit.page.locator("#position").waitFor();
            visit.page.locator("#position").selectOption("lowerRight");
            visit.page.locator("#opacity").fill("60");
            visit.page.locator("form[action$=watermark] button[type=submit]").click();
            visit.page.locator("#position").waitFor();
            assertThat(visit.page.locator("#opacity").inputValue()).isEqualTo("60");
            seen(visit, name);
            visit.page.locator("form[action$=removal] button").click();
            visit.page
                    .locator("#position")
                    .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        }
    }
}
