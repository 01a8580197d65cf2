package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do in the settings, on a phone as at a desk. */
class SettingsFlowsTest {
    private static int people;

    private static Person someone() {
        return People.member(Visit.kinora(), "person" + ++people);
    }

    private static Visit visit(Person person, String path, int width) {
        return Visit.signedIn(person.browser(), path, width, ColorScheme.LIGHT);
    }

    private static Locator button(Visit visit, String name) {
        return visit.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

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
            assertThat(visit.page.evaluate("() => document.querySelector('.picture img').naturalWidth"))
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

    @Test
    void a_new_password_signs_the_other_browser_out() throws SQLException {
        var person = someone();
        try (var visit = visit(person, "/settings/security/password", 1440);
                var other = visit(person, "/settings", 390)) {
            visit.page.locator("#password").fill("not the password");
            visit.page.locator("#newPassword").fill("Password123!");
            assertThat(visit.page.locator(".strength")).containsText("Weak");
            visit.page.locator("#newPassword").fill("lamp seven gull harbour tide");
            assertThat(visit.page.locator(".strength")).containsText("Strong");
            assertThat(visit.violations()).isEmpty();
            button(visit, "Change the password").click();
            assertThat(visit.page.locator("#password-error")).isVisible();

            visit.page.locator("#password").fill(People.PASSWORD);
            visit.page.locator("#newPassword").fill("lamp seven gull harbour tide");
            button(visit, "Change the password").click();

            assertThat(visit.page.locator(".flash")).containsText("changed");
            assertThat(visit.page.locator(".setting-name").filter(new Locator.FilterOptions().setHasText("Changed")))
                    .isVisible();
            other.go("/settings");
            assertThat(other.page).hasURL(Pattern.compile("/sign-in\\?next=%2Fsettings"));
            assertThat(subjects(person.email())).containsExactly("Your password was changed");
        }
    }

    @Test
    void a_new_address_is_told_to_both_and_waits_to_be_proved() throws SQLException {
        var person = someone();
        try (var visit = visit(person, "/settings/security/email", 390)) {
            visit.page.locator("#email").fill("new." + person.email());
            visit.page.locator("#password").fill(People.PASSWORD);
            button(visit, "Send the link").click();

            assertThat(visit.page.locator(".flash")).containsText("new." + person.email());
            assertThat(visit.page.locator(".setting-rows").first()).containsText("Waiting");
            assertThat(subjects(person.email())).containsExactly("A new address for your account");
            assertThat(subjects("new." + person.email())).containsExactly("Confirm your new address");
            assertThat(visit.violations()).isEmpty();
        }
    }

    @Test
    void browsers_are_signed_out_one_by_one_and_all_at_once() {
        var person = someone();
        var phone = person.browser("Mozilla/5.0 (iPhone) Version/19.0 Safari/604.1");
        person.browser();
        try (var visit = visit(person, "/settings/security", 390);
                var other = Visit.signedIn(phone, "/settings")) {
            var rows = visit.page.locator("section:has(#sessions-title) .setting-rows > li");
            assertThat(rows).hasCount(3);
            assertThat(rows.first()).containsText("This browser");

            rows.filter(new Locator.FilterOptions().setHasText("iPhone"))
                    .getByRole(AriaRole.BUTTON)
                    .click();
            assertThat(rows).hasCount(2);
            other.go("/settings");
            assertThat(other.page).hasURL(Pattern.compile("/sign-in"));

            button(visit, "Sign out everywhere else").click();
            assertThat(rows).hasCount(1);
            assertThat(button(visit, "Sign out everywhere else")).hasCount(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void key_is_made_used_renamed_and_revoked(int width) throws SQLException {
        var person = someone();
        try (var visit = visit(person, "/settings/keys", width)) {
            visit.page.locator("text=Make a key").click();
            button(visit, "Make the key").click();
            assertThat(visit.page.locator("#name-error")).isVisible();
            assertThat(visit.violations()).isEmpty();

            visit.page.locator("#name").fill("Backup <b>of</b> “all”");
            visit.page
                    .getByLabel("Delete", new Page.GetByLabelOptions().setExact(true))
                    .check();
            button(visit, "Make the key").click();
            var secret = visit.page.locator("#secret").textContent();
            assertThat(visit.violations()).isEmpty();
            assertThat(status(secret)).isEqualTo(200);
            assertThat(subjects(person.email())).containsExactly("A new API key");

            visit.page.locator("text=I have copied it").click();
            assertThat(visit.page.locator("body")).not().containsText(secret);
            assertThat(visit.page.locator(".setting-name")).containsText("Backup <b>of</b> “all”");
            visit.page.locator("text=Rename").click();
            visit.page.locator("#name").fill("Nightly");
            button(visit, "Rename the key").click();

            visit.page.locator("[command=show-modal]").click();
            assertThat(visit.page.locator("dialog[open] h2")).hasText("Revoke “Nightly”?");
            assertThat(visit.violations()).isEmpty();
            button(visit, "Revoke the key").click();

            assertThat(visit.page.locator(".ended")).containsText("Nightly");
            assertThat(status(secret)).isEqualTo(401);
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void a_key_ends_with_the_day_that_was_chosen_in_ones_own_time_zone() throws SQLException {
        var person = someone();
        execute("update users set time_zone = 'Asia/Tokyo' where username = '" + person.username() + "'");
        try (var visit = visit(person, "/settings/keys/new", 1440)) {
            visit.page.locator("#name").fill("One day");
            assertThat(visit.page.locator("#expiresAt")).isHidden();
            visit.page.locator("#expiry").selectOption("date");
            visit.page.locator("#expiresAt").fill("2090-03-01");
            button(visit, "Make the key").click();
            visit.page.locator("text=I have copied it").click();

            assertThat(visit.page.locator(".setting-facts time")).hasAttribute("datetime", "2090-03-01T15:00:00Z");
        }
    }

    @Test
    void quota_says_when_it_becomes_scarce() throws SQLException {
        var person = someone();
        execute("update users set current_usage = 28, storage_used_bytes = 20000000000 where username = '"
                + person.username() + "'");
        try (var visit = visit(person, "/settings/quota", 390)) {
            assertThat(visit.page.locator(".progress").first()).containsText("28 of 30");
            assertThat(visit.page.locator(".progress").first()).containsText("Nearly used up: 2 more videos");
            assertThat(visit.page.locator(".progress").last()).containsText("Full.");
            assertThat(visit.violations()).isEmpty();
        }
    }

    @Test
    void export_is_downloaded() {
        try (var visit = visit(someone(), "/settings/data", 390)) {
            var download = visit.page.waitForDownload(
                    () -> visit.page.locator("text=Download the export").click());

            assertThat(download.suggestedFilename()).startsWith("kinora-person").endsWith(".zip");
            assertThat(download.failure()).isNull();
        }
    }

    @Test
    void account_is_deleted_with_its_password_and_its_keys_stop() throws SQLException {
        var person = someone();
        var key = person.key(ApiScope.read);
        try (var visit = visit(person, "/settings/data", 390)) {
            button(visit, "Delete the account…").click();
            assertThat(visit.page.locator("dialog[open] h2")).containsText(person.username());
            visit.page.locator("#password").fill("not the password");
            visit.page.locator("dialog [type=submit]").click();

            assertThat(visit.page.locator("dialog[open] #password-error")).isVisible();
            assertThat(visit.violations()).isEmpty();
            visit.page.locator("#password").fill(People.PASSWORD);
            visit.page.locator("dialog [type=submit]").click();

            assertThat(visit.page.locator(".flash")).containsText("30 days");
            assertThat(status(key)).isEqualTo(401);
            assertThat(subjects(person.email())).containsExactly("Your account will be deleted");
            visit.go("/settings");
            assertThat(visit.page).hasURL(Pattern.compile("/sign-in"));
        }
    }

    private static int status(String key) {
        return Visit.kinora()
                .get("/api/v1/account", "Authorization", "Bearer " + key)
                .statusCode();
    }

    private static byte[] png() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = Visit.kinora().access().worker().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> subjects(String address) throws SQLException {
        try (var connection = Visit.kinora().access().worker().connect();
                var statement =
                        connection.prepareStatement("select subject from mails where recipient = ? order by id")) {
            statement.setString(1, address);
            var subjects = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    subjects.add(rows.getString(1));
                }
            }
            return subjects;
        }
    }
}
