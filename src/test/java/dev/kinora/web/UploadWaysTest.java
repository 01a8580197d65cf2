package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways by which films come to the page: dropped with their folders, chosen as a folder, filmed now. */
class UploadWaysTest {
    private static int people;

    @TempDir
    Path folder;

    private static People.Person someone() {
        return People.member(Visit.kinora(), "dropper" + ++people);
    }

    private static Visit visit() {
        var visit = Visit.signedIn(someone().browser(), "/studio/upload");
        assertThat(visit.page.locator("[data-upload]")).isVisible();
        return visit;
    }

    /** Films in folders within folders, and what else lies about there. */
    private void fill() throws IOException {
        var deep = Files.createDirectories(folder.resolve("harbour/2026/evening"));
        Files.copy(Clips.webm(), deep.resolve("ships.webm"));
        Files.copy(Clips.mp4(), folder.resolve("harbour/gulls.mp4"));
        Files.writeString(folder.resolve("harbour/notes.txt"), "Tide at seven.");
        Files.writeString(deep.resolve(".hidden.mp4"), "not even looked at");
    }

    private static void uploaded(Visit visit, int films) {
        assertThat(visit.page.locator(".upload[data-stage=done]"))
                .hasCount(films, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
    }

    @Test
    void folder_that_is_dropped_brings_its_films_and_says_what_it_left_out() throws IOException {
        fill();
        try (var visit = visit()) {
            drop(visit, folder.resolve("harbour"));
            uploaded(visit, 2);

            assertThat(visit.page.locator("[data-upload-left-out]")).containsText("2 files");
            assertThat(visit.page.locator(".upload").allInnerTexts())
                    .anySatisfy(row -> assertThat(row).contains("ships"))
                    .anySatisfy(row -> assertThat(row).contains("gulls"));
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void more_files_than_a_browser_lists_at_once_are_all_found() throws IOException {
        for (int i : IntStream.range(0, 230).toArray()) {
            Files.writeString(folder.resolve("page-" + i + ".txt"), "x");
        }
        Files.copy(Clips.webm(), folder.resolve("zebra.webm"));
        try (var visit = visit()) {
            drop(visit, folder);
            uploaded(visit, 1);

            assertThat(visit.page.locator("[data-upload-left-out]")).containsText("230 files");
        }
    }

    @Test
    void folder_that_is_chosen_brings_its_films() throws IOException {
        fill();
        try (var visit = visit()) {
            visit.page.locator("#upload-folder").setInputFiles(folder.resolve("harbour"));
            uploaded(visit, 2);

            assertThat(visit.page.locator("[data-upload-left-out]")).containsText("files");
        }
    }

    @Test
    void phone_offers_its_camera_and_sends_what_it_filmed() {
        try (var visit = Visit.signedIn(someone().browser(), "/studio/upload", 390, ColorScheme.LIGHT)) {
            assertThat(visit.page.locator("#upload-camera")).hasAttribute("capture", "environment");
            visit.page.locator("#upload-camera").setInputFiles(Clips.mp4());
            uploaded(visit, 1);
        }
    }

    @Test
    void film_that_is_found_to_be_cut_off_once_all_of_it_is_there_is_told_so() throws IOException {
        var whole = Files.readAllBytes(Clips.indexAtEnd());
        try (var visit = visit()) {
            visit.page
                    .locator("#upload-files")
                    .setInputFiles(new FilePayload("cut.mp4", "video/mp4", Arrays.copyOf(whole, whole.length / 2)));

            assertThat(visit.page.locator(".upload[data-stage=refused] .progress-note"))
                    .containsText(
                            "The end of the file is missing",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
            assertThat(visit.page.locator("[data-upload-said]")).containsText("cut.mp4 was refused.");
        }
    }

    @Test
    void film_that_is_there_already_is_pointed_out_with_a_link_to_it() throws IOException {
        try (var visit = visit()) {
            visit.page.locator("#upload-files").setInputFiles(Clips.webm());
            uploaded(visit, 1);
            visit.go("/studio/upload");
            assertThat(visit.page.locator("[data-upload]")).isVisible();
            visit.page
                    .locator("#upload-files")
                    .setInputFiles(new FilePayload("once-more.webm", "video/webm", Files.readAllBytes(Clips.webm())));
            uploaded(visit, 1);

            var same = visit.page.locator(".upload-same");
            assertThat(same).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            assertThat(visit.page.locator("[data-upload-said]")).containsText("already");
            assertThat(visit.violations()).isEmpty();
            var before = visit.page.locator(".upload [data-act=open]").getAttribute("href");
            same.locator("a").click();
            assertThat(visit.page).hasURL(Pattern.compile(".*/studio/videos/[0-9a-f-]{36}"));
            assertThat(visit.page.url()).doesNotContain(before);
        }
    }

    @Test
    void month_that_is_used_up_is_told_with_the_servers_sentence() {
        var someone = someone();
        AdminCast.execute("update users set monthly_quota = 0 where id = '" + someone.id() + "'");
        try (var visit = Visit.signedIn(someone.browser(), "/studio/upload")) {
            assertThat(visit.page.locator("[data-upload]")).isVisible();
            visit.page.locator("#upload-files").setInputFiles(Clips.mp4());

            assertThat(visit.page.locator(".upload[data-stage=refused] .progress-note"))
                    .containsText("this month");
        }
    }

    @Test
    void new_file_stands_above_what_was_left_and_all_that_was_left_goes_at_once() {
        var someone = someone();
        var key = someone.key(ApiScope.values());
        for (var name : List.of("b25lLm1wNA==", "dHdvLm1wNA==")) {
            Visit.kinora()
                    .send(HttpRequest.newBuilder(URI.create(Visit.kinora().url("/api/v1/uploads")))
                            .headers("Authorization", "Bearer " + key, "Tus-Resumable", "1.0.0")
                            .headers("Upload-Length", "1000", "Upload-Metadata", "filename " + name)
                            .POST(HttpRequest.BodyPublishers.noBody()));
        }
        try (var visit = Visit.signedIn(someone.browser(), "/studio/upload", 390, ColorScheme.LIGHT)) {
            assertThat(visit.page.locator(".upload")).hasCount(2);
            visit.page.locator("#upload-files").setInputFiles(Clips.mp4());
            assertThat(visit.page.locator(".upload")).hasCount(3);
            assertThat(visit.page.locator(".upload-file").first())
                    .hasText(String.valueOf(Clips.mp4().getFileName()));
            StudioLookTest.picture(visit, "upload-leftovers-390");

            visit.page.locator("[data-upload-leftovers] button").click();
            visit.page.locator("#forget-uploads .button").first().click();
            assertThat(visit.page.locator(".upload")).hasCount(3);
            visit.page.locator("[data-upload-leftovers] button").click();
            visit.page.locator("[data-upload-forget]").click();

            assertThat(visit.page.locator(".upload")).hasCount(1);
            assertThat(visit.page.locator("[data-upload-leftovers]")).isHidden();
            assertThat(visit.page.locator(".upload [data-act]:focus")).hasCount(1);
            visit.page.waitForCondition(() -> AdminCast.id(
                            "select count(*) from uploads where length = 1000 and user_id = '" + someone.id() + "'")
                    .equals("0"));
        }
    }

    @Test
    void upload_that_found_the_disk_full_goes_on_where_it_was_once_there_is_room() {
        var someone = someone();
        var full = new AtomicBoolean(true);
        try (var visit = Visit.signedIn(someone.browser(), "/studio/upload")) {
            visit.page.route("**/api/v1/uploads/*", route -> {
                if (route.request().method().equals("PATCH") && full.getAndSet(false)) {
                    route.fulfill(new Route.FulfillOptions()
                            .setStatus(507)
                            .setContentType("application/problem+json")
                            .setBody("{\"detail\": \"The store has no room left.\", \"code\": \"storage-full\"}"));
                } else {
                    route.resume();
                }
            });
            assertThat(visit.page.locator("[data-upload]")).isVisible();
            visit.page.locator("#upload-files").setInputFiles(Clips.mp4());
            assertThat(visit.page.locator(".upload[data-stage=refused] .progress-note"))
                    .containsText("no room left");
            visit.page
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Try again")))
                    .click();
            uploaded(visit, 1);

            assertThat(AdminCast.id("select count(*) from uploads where user_id = '" + someone.id() + "'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void file_that_failed_and_is_chosen_again_has_one_row_and_goes_on_where_it_was() {
        var someone = someone();
        var full = new AtomicBoolean(true);
        try (var visit = Visit.signedIn(someone.browser(), "/studio/upload")) {
            visit.page.route("**/api/v1/uploads/*", route -> {
                if (route.request().method().equals("PATCH") && full.getAndSet(false)) {
                    route.fulfill(new Route.FulfillOptions().setStatus(507).setBody("{}"));
                } else {
                    route.resume();
                }
            });
            assertThat(visit.page.locator("[data-upload]")).isVisible();
            visit.page.locator("#upload-files").setInputFiles(Clips.mp4());
            assertThat(visit.page.locator(".upload[data-stage=refused]")).hasCount(1);
            visit.page.locator("#upload-files").setInputFiles(Clips.mp4());
            uploaded(visit, 1);

            assertThat(visit.page.locator(".upload")).hasCount(1);
            assertThat(AdminCast.id("select count(*) from uploads where user_id = '" + someone.id() + "'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void film_of_which_nothing_could_be_made_and_that_is_chosen_again_has_one_row_and_one_video() throws IOException {
        var someone = someone();
        var whole = Files.readAllBytes(Clips.indexAtEnd());
        var cut = new FilePayload("cut.mp4", "video/mp4", Arrays.copyOf(whole, whole.length / 2));
        var patiently = new LocatorAssertions.HasCountOptions().setTimeout(60_000);
        try (var visit = Visit.signedIn(someone.browser(), "/studio/upload")) {
            assertThat(visit.page.locator("[data-upload]")).isVisible();
            visit.page.locator("#upload-files").setInputFiles(cut);
            assertThat(visit.page.locator(".upload[data-stage=refused]")).hasCount(1, patiently);
            visit.page.locator("#upload-files").setInputFiles(cut);
            visit.page.waitForCondition(
                    () -> AdminCast.id("select count(*) || ' ' || count(deleted_at) from videos where user_id = '"
                                    + someone.id() + "'")
                            .equals("2 1"));

            assertThat(visit.page.locator(".upload")).hasCount(1);
        }
    }

    /** As the browser itself tells of a hand that drags a file from the desktop. */
    private static void drop(Visit visit, Path what) {
        var box = visit.page.locator("[data-upload-drop]").boundingBox();
        var session = visit.page.context().newCDPSession(visit.page);
        for (var type : new String[] {"dragEnter", "dragOver", "drop"}) {
            var data = new JsonObject();
            data.add("items", new JsonArray());
            var files = new JsonArray();
            files.add(what.toString());
            data.add("files", files);
            data.addProperty("dragOperationsMask", 1);
            var event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("x", box.x + box.width / 2);
            event.addProperty("y", box.y + box.height / 2);
            event.add("data", data);
            session.send("Input.dispatchDragEvent", event);
        }
    }
}
