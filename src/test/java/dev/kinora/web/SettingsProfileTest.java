package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.SettingsVisits.button;
import static dev.kinora.web.SettingsVisits.execute;
import static dev.kinora.web.SettingsVisits.someone;
import static dev.kinora.web.SettingsVisits.visit;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profile and picture, on a phone as at a desk. */
class SettingsProfileTest {
    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void profile_is_changed_and_shown_everywhere(int width) {
        try (var visit = visit(someone(), "/settings", width)) {
            visit.page.getByLabel("Name (optional)").fill("Ada Lovelace");
            visit.page.getByLabel("Time zone").selectOption("Europe/London");
            button(visit, "Save the profile").click();

            assertThat(visit.page.locator(".flash")).containsText("saved");
            assertThat(visit.page.getByLabel("Time zone")).hasValue("Europe/London");
            assertThat(visit.page.locator(".account-button")).hasAttribute("aria-label", "Your account, Ada Lovelace");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_form_with_an_error_keeps_what_was_typed_and_leads_to_it() {
        try (var visit = visit(someone(), "/settings", 390)) {
            visit.page.locator("#bio").fill("Typed with care");
            visit.page.locator("#username").fill("a");
            button(visit, "Save the profile").click();

            assertThat(visit.page.locator("#username")).hasAttribute("aria-invalid", "true");
            assertThat(visit.page.locator("#bio")).hasValue("Typed with care");
            assertThat(visit.violations()).isEmpty();
            visit.page.locator(".error-summary a").click();
            assertThat(visit.page.locator("#username")).isInViewport();
        }
    }

    @Test
    void the_second_window_is_told_what_changed_and_loses_nothing() {
        var person = someone();
        try (var first = visit(person, "/settings", 1440);
                var second = visit(person, "/settings", 1440)) {
            first.page.locator("#displayName").fill("From the first");
            first.page.locator("#timeZone").selectOption("Asia/Tokyo");
            button(first, "Save the profile").click();
            assertThat(first.page.locator(".flash")).containsText("saved");

            second.page.locator("#displayName").fill("From the second");
            second.page.locator("#bio").fill("Line one\nLine two");
            button(second, "Save the profile").click();

            assertThat(second.page.locator(".error-summary")).containsText("changed in another window");
            assertThat(second.page.locator("#displayName-error")).containsText("From the first");
            assertThat(second.page.locator("#displayName")).hasValue("From the second");
            assertThat(second.page.locator("#bio")).hasValue("Line one\nLine two");
            assertThat(second.page.locator("#timeZone")).hasValue("Asia/Tokyo");

            button(second, "Save the profile").click();
            assertThat(second.page.locator(".flash")).containsText("saved");
            assertThat(second.page.locator("#displayName")).hasValue("From the second");
            assertThat(second.page.locator("#timeZone")).hasValue("Asia/Tokyo");
        }
    }

    @Test
    void what_the_form_does_not_show_may_change_while_it_is_open() throws SQLException {
        var person = someone();
        try (var visit = visit(person, "/settings", 1440)) {
            execute("update users set current_usage = current_usage + 1 where username = '" + person.username() + "'");
            visit.page.locator("#bio").fill("Still saved");
            button(visit, "Save the profile").click();

            assertThat(visit.page.locator(".flash")).containsText("saved");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void picture_is_uploaded_and_removed(int width) throws IOException {
        try (var visit = visit(someone(), "/settings", width)) {
            visit.page.locator("#picture").setInputFiles(new FilePayload("me.png", "image/png", png()));
            button(visit, "Upload").click();

            assertThat(visit.page.locator(".picture img.avatar")).isVisible();
            // Shown is not yet loaded.
            assertThat(
                            visit.page.evaluate(
                                    "async () => { const img = document.querySelector('.picture img'); await img.decode(); return img.naturalWidth; }"))
                    .isEqualTo(256);
            assertThat(visit.violations()).isEmpty();

            button(visit, "Remove the picture").click();
            assertThat(visit.page.locator(".picture img.avatar")).hasCount(0);
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_file_that_is_no_picture_is_answered_beside_the_field() {
        try (var visit = visit(someone(), "/settings", 390)) {
            visit.page
                    .locator("#picture")
                    .setInputFiles(new FilePayload("me.png", "image/png", "no".getBytes(StandardCharsets.UTF_8)));
            button(visit, "Upload").click();

            assertThat(visit.page.locator("#picture-error")).containsText("PNG, JPEG, GIF or WebP");
            assertThat(visit.violations()).isEmpty();
        }
    }

    @Test
    void a_file_that_is_too_large_does_not_travel_and_without_a_script_is_answered_by_the_form() {
        var large = new FilePayload("me.png", "image/png", new byte[6 << 20]);
        try (var visit = visit(someone(), "/settings", 1440)) {
            visit.page.locator("#picture").setInputFiles(large);
            assertThat((String) visit.page.locator("#picture").evaluate("input => input.validationMessage"))
                    .isEqualTo("This file has 6 MB; 5 MB are the most. Choose a smaller one.");

            visit.page.locator("#picture").evaluate("input => input.setCustomValidity('')");
            button(visit, "Upload").click();
            assertThat(visit.page.locator("#picture-error")).containsText("larger than 5 MB");
        }
    }

    private static byte[] png() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
