package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films on their way from a browser. */
class UploadFlowTest {
    static final int SLOW = 400_000;
    private static int people;

    @Test
    void film_is_named_while_it_travels_and_has_its_picture_from_the_file() {
        var someone = someone();
        try (var visit = visit(someone)) {
            slowDown(visit, SLOW);
            choose(visit, large());
            stage(visit, "Uploading");
            title(visit).fill("Snow on the harbour");
            visit.page.getByLabel("Visibility of snow.webm").selectOption("unlisted");
            assertThat(visit.page.locator(".upload-saved")).hasText("Saved.", patiently());
            assertThat(visit.page.locator(".upload-picture img")).isVisible();
            slowDown(visit, -1);
            stage(visit, "Uploaded");

            visit.page.getByRole(AriaRole.LINK, named("Open")).click();
            assertThat(visit.page.locator("h1")).hasText("Snow on the harbour");
            assertThat(visit.page.locator(".studio-facts")).containsText("Unlisted");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void text_that_calls_itself_a_film_is_refused_with_the_servers_sentence() {
        try (var visit = visit(someone())) {
            input(visit)
                    .setInputFiles(new FilePayload(
                            "minutes.mp4", "video/mp4", "Minutes of the meeting\n".getBytes(StandardCharsets.UTF_8)));
            stage(visit, "Refused");

            assertThat(visit.page.locator(".upload .progress-note"))
                    .hasText("This is not a video that can be read: it is a text.");
            assertThat(visit.page.locator("[data-upload-said]")).containsText("minutes.mp4 was refused.");
            assertThat(visit.page.locator(".upload-fields")).isHidden();
            visit.page.getByRole(AriaRole.BUTTON, named("Remove")).click();
            assertThat(visit.page.locator(".upload")).hasCount(0);
        }
    }

    @Test
    void upload_is_paused_and_goes_on_where_it_was() {
        var someone = someone();
        try (var visit = visit(someone)) {
            slowDown(visit, SLOW);
            choose(visit, large());
            moved(visit);
            visit.page.getByRole(AriaRole.BUTTON, named("Pause")).click();
            stage(visit, "Paused");
            assertThat(visit.focused()).contains("Resume");
            slowDown(visit, -1);
            visit.press("Enter");
            stage(visit, "Uploaded");

            assertThat(AdminCast.id("select count(*) from videos where user_id = '" + someone.id() + "'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void reload_asks_for_the_same_file_and_goes_on_from_the_last_byte() {
        var someone = someone();
        try (var visit = visit(someone)) {
            visit.page.onDialog(Dialog::accept);
            slowDown(visit, SLOW);
            choose(visit, large());
            moved(visit);
            visit.page.reload();
            stage(visit, "Not finished");
            var before = AdminCast.id("select id from uploads where user_id = '" + someone.id() + "'");

            visit.page.locator(".upload input[type=file]").setInputFiles(Clips.mp4());
            assertThat(visit.page.locator(".upload .progress-note")).containsText("is another file");
            visit.page.locator(".upload input[type=file]").setInputFiles(alike(large()));
            assertThat(visit.page.locator(".upload .progress-note")).containsText("has other contents");
            slowDown(visit, -1);
            visit.page.locator(".upload input[type=file]").setInputFiles(large());
            stage(visit, "Uploaded");

            assertThat(AdminCast.id("select string_agg(id::text, ' ') from uploads where user_id = '" + someone.id()
                            + "' and completed_at is not null"))
                    .isEqualTo(before);
            assertThat(AdminCast.id("select count(*) from videos where user_id = '" + someone.id() + "'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void lost_network_is_said_and_survived() {
        var someone = someone();
        try (var line = new Line(URI.create(Visit.kinora().url("/")).getPort());
                var visit = visit(someone)) {
            visit.go(line.url("/studio/upload"));
            slowDown(visit, SLOW);
            choose(visit, large());
            moved(visit);
            line.cut();
            stage(visit, "Waiting");
            assertThat(visit.page.locator(".upload .progress-note")).containsText("The connection is gone.");
            slowDown(visit, -1);
            line.mend();
            stage(visit, "Uploaded");

            assertThat(AdminCast.id("select count(*) from videos where user_id = '" + someone.id() + "'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void many_are_sent_three_at_a_time_with_a_total() {
        try (var visit = visit(someone())) {
            slowDown(visit, SLOW / 20);
            input(visit)
                    .setInputFiles(Stream.of("one", "two", "three", "four")
                            .map(name -> new FilePayload(name + ".webm", "video/webm", bytes(Clips.webm())))
                            .toArray(FilePayload[]::new));
            assertThat(visit.page.locator(".upload[data-stage=going]")).hasCount(3);
            assertThat(visit.page.locator(".upload[data-stage=queued]")).hasCount(1);
            StudioLookTest.picture(visit, "upload-going-1440");
            slowDown(visit, -1);
            assertThat(visit.page.locator(".upload-total .progress-step")).hasText("4 of 4 uploaded", patiently());
        }
    }

    @ParameterizedTest
    @CsvSource({"390, LIGHT", "390, DARK", "1440, LIGHT", "1440, DARK"})
    void list_of_uploads_has_no_accessibility_violations(int width, ColorScheme scheme) {
        try (var visit = Visit.signedIn(someone().browser(), "/studio/upload", width, scheme)) {
            input(visit).setInputFiles(new FilePayload[] {
                new FilePayload(StudioCast.LONG_NAME + ".mp4", "video/mp4", new byte[] {'a', 'b', '\n'}),
                new FilePayload("harbour.webm", "video/webm", bytes(Clips.webm()))
            });
            assertThat(visit.page.locator(".upload[data-stage=done]")).hasCount(1, patientlyCounted());
            assertThat(visit.page.locator(".upload[data-stage=refused]")).hasCount(1, patientlyCounted());

            assertThat(visit.violations()).isEmpty();
            assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                    .isLessThanOrEqualTo(0);
            StudioLookTest.picture(visit, "upload-done-" + width + "-" + scheme);
        }
    }

    @Test
    void without_a_script_a_form_sends_one_film_and_leads_to_it() {
        try (var visit = Visit.signedInWithoutScript(someone().browser(), "/studio/upload", 1280)) {
            visit.page.getByLabel("Title").fill("By form alone");
            visit.page
                    .getByLabel("Film", new Page.GetByLabelOptions().setExact(true))
                    .setInputFiles(Clips.mp4());
            visit.page.getByRole(AriaRole.BUTTON, named("Upload")).click();

            assertThat(visit.page).hasURL(Pattern.compile(".*/studio/videos/[0-9a-f-]{36}"));
            assertThat(visit.page.locator("h1")).hasText("By form alone");

            visit.go("/studio/upload");
            visit.page
                    .getByLabel("Film", new Page.GetByLabelOptions().setExact(true))
                    .setInputFiles(new FilePayload("x.mp4", "video/mp4", "words\n".getBytes(StandardCharsets.UTF_8)));
            visit.page.getByRole(AriaRole.BUTTON, named("Upload")).click();
            assertThat(visit.page.locator(".error-summary")).containsText("it is a text");
        }
    }

    @Test
    void form_without_its_token_is_refused() {
        var answer = Visit.kinora()
                .post(
                        "/studio/upload",
                        "--x--\r\n",
                        "Cookie",
                        "kinora_session=" + someone().browser(),
                        "Content-Type",
                        "multipart/form-data; boundary=x");

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    static People.Person someone() {
        return People.member(Visit.kinora(), "uploader" + ++people);
    }

    static Visit visit(People.Person person) {
        return Visit.signedIn(person.browser(), "/studio/upload");
    }

    /** Some megabytes that do not go through at once. */
    private static Path large() {
        return Clips.made(
                "snow.webm",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x360:rate=25:duration=4,noise=alls=60:allf=t",
                "-c:v",
                "libvpx",
                "-deadline",
                "realtime",
                "-cpu-used",
                "8",
                "-b:v",
                "8M",
                "-minrate",
                "8M",
                "-maxrate",
                "8M");
    }

    /** Of the same name and length, with another end. */
    private static FilePayload alike(Path file) {
        var bytes = bytes(file);
        bytes[bytes.length - 1]++;
        return new FilePayload(String.valueOf(file.getFileName()), "video/webm", bytes);
    }

    static byte[] bytes(Path file) {
        try {
            return java.nio.file.Files.readAllBytes(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As soon as somebody listens to it. */
    static Locator input(Visit visit) {
        assertThat(visit.page.locator("[data-upload]")).isVisible();
        return visit.page.locator("#upload-files");
    }

    private static void choose(Visit visit, Path file) {
        input(visit).setInputFiles(file);
    }

    private static Locator title(Visit visit) {
        return visit.page.getByLabel("Title of snow.webm");
    }

    private static void stage(Visit visit, String step) {
        assertThat(visit.page.locator(".upload .progress-step")).hasText(step, patiently());
    }

    private static void moved(Visit visit) {
        assertThat(visit.page.locator(".upload .progress-share"))
                .hasText(Pattern.compile("^([5-9]|[1-9][0-9]) %$"), patiently());
    }

    static LocatorAssertions.HasTextOptions patiently() {
        return new LocatorAssertions.HasTextOptions().setTimeout(40_000);
    }

    static LocatorAssertions.HasCountOptions patientlyCounted() {
        return new LocatorAssertions.HasCountOptions().setTimeout(40_000);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(Pattern.compile("^" + name + "\\b"));
    }

    /** @param bytes a second up; -1 for as fast as it goes */
    static void slowDown(Visit visit, int bytes) {
        var conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", bytes);
        visit.page.context().newCDPSession(visit.page).send("Network.emulateNetworkConditions", conditions);
    }
}
