package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.jobs.Jobs;
import dev.kinora.library.Moving;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.storage.Shelf;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An admin looks at two stores and moves what lies in one. */
class StoragePageTest {
    @TempDir
    static Path second;

    private static RunningKinora kinora;
    private static People.Person grace;
    private static Shelf shelf;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(
                "--kinora.jobs.background=false",
                "--kinora.storage.stores.second.kind=disk",
                "--kinora.storage.stores.second.directory=" + second);
        grace = People.create(kinora, "grace", UserRole.admin);
        shelf = new Shelf(kinora, grace.id());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @BeforeEach
    void empty() {
        shelf.update("delete from videos");
    }

    private static Visit visit(int width) {
        return Visit.signedIn(kinora, grace.browser(), "/admin/storage", width, ColorScheme.LIGHT);
    }

    private static String row(Visit visit, String store) {
        return visit.page
                .locator("tbody tr", new Page.LocatorOptions().setHasText(Pattern.compile("^\\s*" + store)))
                .innerText();
    }

    @Test
    void what_lies_in_a_store_is_counted_and_moved_to_another() throws Exception {
        shelf.video("disk");
        shelf.video("disk");
        try (var visit = visit(1440)) {
            assertThat(row(visit, "disk")).contains("2", "New videos", " B");
            visit.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/storage-wide.png")));

            visit.page.locator("#from").selectOption("disk");
            visit.page.locator("#to").selectOption("second");
            visit.page.getByText("Move them").click();

            assertThat(visit.page.locator("body")).containsText("2 videos are on the way to second.");
            assertThat(row(visit, "disk")).contains("2 leave");
            assertThat(row(visit, "second")).contains("2 arrive");
        }
        kinora.bean(Jobs.class).runDue();
        try (var visit = visit(390)) {
            assertThat(row(visit, "second").replaceAll("\\s+", " ")).contains("second disk", "2");
            assertThat(row(visit, "disk")).doesNotContain("leave");
            visit.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/storage-phone.png")));
        }
        try (var files = Files.walk(second)) {
            assertThat(files.filter(file -> file.endsWith("film"))).hasSize(2);
        }
    }

    @Test
    void store_that_is_not_in_the_settings_is_told_of_and_refused() {
        shelf.add(Shelf.aged(1), "gone");
        try (var visit = visit(1440)) {
            assertThat(row(visit, "gone")).contains("Not in the settings");
            assertThat(visit.page.locator(".flash").first()).containsText("gone: The settings name no such store");
            assertThat(visit.page.locator("#to option")).hasText(new String[] {"disk", "second"});
        }
    }

    @Test
    void no_more_set_out_than_were_asked_for() {
        shelf.video("disk");
        shelf.video("disk");

        var moved =
                Caller.system("test").call(() -> kinora.bean(Moving.class).moveAll(Optional.of("disk"), "second", 1));

        assertThat(moved).isEqualTo(new Moving.Moved(1, 0, true));
        kinora.bean(Jobs.class).runDue();
    }
}
