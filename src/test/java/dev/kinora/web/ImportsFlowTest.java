package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import dev.kinora.uploads.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films that people have fetched, while a worker is at work. */
class ImportsFlowTest {
    private static RunningKinora kinora;
    private static Origin origin;
    private static int people;

    @BeforeAll
    static void start() throws IOException {
        kinora = RunningKinora.start("--kinora.outbound.allow=127.0.0.1/32");
        origin = new Origin(Files.readAllBytes(Clips.mp4()));
    }

    @AfterAll
    static void stop() {
        origin.close();
        kinora.close();
    }

    @Test
    void film_that_does_not_come_says_why_is_tried_now_and_arrives() {
        try (var visit = visit(1280, ColorScheme.LIGHT)) {
            origin.status.set(503);
            ask(visit, origin.url("/as-it-is/Harbour%20at%20dawn.mp4"));
            var row = visit.page.locator(".imports > li");
            assertThat(row).containsText("Tried again later", patiently());
            assertThat(row).containsText("Harbour at dawn");
            assertThat(row).containsText("answered 503");
            assertThat(row).containsText("ERR_FETCH_ORIGIN_ERROR");

            visit.page.getByRole(AriaRole.LINK, named("Harbour at dawn")).click();
            assertThat(visit.page.locator(".flash-warn")).containsText("answered 503");
            assertThat(visit.page.locator(".studio-facts")).containsText("Tried again later");
            visit.go("/studio");
            assertThat(visit.page.locator(".studio-table")).containsText("answered 503");

            visit.go("/studio/imports");
            origin.status.set(200);
            visit.page.getByRole(AriaRole.BUTTON, named("Try now")).click();
            assertThat(row).containsText("Fetched", patiently());
            assertThat(row.locator("button")).hasCount(0);
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void film_that_is_not_there_is_asked_for_again_from_its_page_or_removed() {
        try (var visit = visit(390, ColorScheme.LIGHT)) {
            origin.status.set(404);
            ask(visit, origin.url("/as-it-is/film.mp4"));
            var row = visit.page.locator(".imports > li");
            assertThat(row).containsText("There is nothing at this address", patiently());
            assertThat(row).containsText("It is not tried again by itself.");

            row.getByRole(AriaRole.LINK).click();
            visit.page.getByRole(AriaRole.BUTTON, named("Try again")).click();
            assertThat(visit.page).hasURL(Pattern.compile(".*/studio/videos/[0-9a-f-]{36}$"));
            visit.go("/studio/imports");
            assertThat(row).containsText("Failed", patiently());
            visit.page.getByRole(AriaRole.BUTTON, named("Remove")).click();
            assertThat(visit.page.locator("main")).containsText("Nothing was fetched yet");
            visit.go("/studio");
            assertThat(visit.page.locator("main")).containsText("Your first film belongs here");
        }
    }

    @Test
    void address_that_is_none_is_told_at_its_field_and_what_was_typed_stays() {
        try (var visit = visit(1280, ColorScheme.LIGHT)) {
            visit.page.getByLabel("Title").fill("By hand");
            ask(visit, "http://192.168.1.1/film.mp4");

            assertThat(visit.page.locator("#url-error")).containsText("is not on the public internet");
            assertThat(visit.page.locator("#url")).hasValue("http://192.168.1.1/film.mp4");
            assertThat(visit.page.locator("#title")).hasValue("By hand");
            assertThat(visit.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"390, LIGHT", "390, DARK", "1280, LIGHT", "1280, DARK"})
    void page_is_sound_empty_and_with_troubles_of_very_long_names(int width, ColorScheme scheme) {
        try (var visit = visit(width, scheme)) {
            assertThat(visit.violations()).isEmpty();
            StudioLookTest.picture(visit, "imports-none-" + width + "-" + scheme);
            origin.status.set(503);
            ask(visit, origin.url("/as-it-is/" + "a-very-long-name-without-an-end".repeat(6) + ".mp4"));
            assertThat(visit.page.locator(".imports")).containsText("answered 503", patiently());
            origin.status.set(404);
            ask(visit, origin.url("/as-it-is/gone.mp4"));
            assertThat(visit.page.locator(".imports")).containsText("answered 404", patiently());
            origin.status.set(200);
            ask(visit, origin.url("/as-it-is/there.mp4"));
            assertThat(visit.page.locator(".imports")).containsText("Fetched", patiently());

            assertThat(visit.violations()).isEmpty();
            assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                    .isLessThanOrEqualTo(0);
            StudioLookTest.picture(visit, "imports-" + width + "-" + scheme);
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void file_name_without_an_end_on_a_button_does_not_widen_a_phones_page() {
        try (var visit = visit(390, ColorScheme.LIGHT)) {
            visit.page
                    .getByRole(AriaRole.BUTTON, named("Fetch it"))
                    .evaluate("button => button.append('a_name_without_any_blank_in_it_'.repeat(8))");

            assertThat((Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                    .isLessThanOrEqualTo(0);
        }
    }

    private static Visit visit(int width, ColorScheme scheme) {
        var someone = People.member(kinora, "importer" + ++people);
        return Visit.signedIn(kinora, someone.browser(), "/studio/imports", width, scheme);
    }

    private static void ask(Visit visit, String address) {
        visit.page.getByLabel("Address of the film").fill(address);
        visit.page.getByRole(AriaRole.BUTTON, named("Fetch it")).click();
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(40_000);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(Pattern.compile("^" + name + "\\b"));
    }
}
