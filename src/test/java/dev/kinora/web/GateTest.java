package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.SettingsVisits.someone;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.identity.FirstAdmin;
import dev.kinora.platform.Caller;
import dev.kinora.testing.Letterbox;
import dev.kinora.testing.People;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coming in, as people do it: on a phone and at a desk. */
class GateTest {
    private static final String NEW_PASSWORD = "ferry rope nine violet";

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void somebody_signs_up_confirms_the_address_and_is_in(int width) {
        var name = "newcomer" + width;
        try (var visit = Visit.at("/sign-up", width, ColorScheme.LIGHT)) {
            fill(visit, "email", name + "@example.org");
            fill(visit, "username", name);
            fill(visit, "password", "short");
            press(visit, "Sign up");
            assertThat(visit.page.locator("#password-error")).containsText("at least 10");
            assertThat(visit.page.locator("#username")).hasValue(name);
            assertThat(visit.violations()).isEmpty();

            fill(visit, "password", People.PASSWORD);
            press(visit, "Sign up");
            assertThat(visit.page.locator("h1")).hasText("Ask for your link");
            assertThat(visit.violations()).isEmpty();

            visit.go(path(Letterbox.link(Visit.kinora(), name + "@example.org")));
            assertThat(visit.violations()).isEmpty();
            fill(visit, "password", People.PASSWORD);
            press(visit, "Confirm and sign in");

            assertThat(visit.page.locator(".flash")).containsText("confirmed");
            assertThat(visit.page.getByLabel("Your account, " + name)).isVisible();
            visit.assertNothingWasComplained();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void somebody_signs_in_where_they_wanted_to_go_and_out_again(int width) {
        var person = someone();
        try (var visit = Visit.at("/settings/quota", width, ColorScheme.DARK)) {
            assertThat(visit.page).hasURL(Pattern.compile("/sign-in\\?next=%2Fsettings%2Fquota$"));
            fill(visit, "identifier", person.username());
            fill(visit, "password", "not the password");
            press(visit, "Sign in");
            assertThat(visit.page.locator(".error-summary")).containsText("is not right");
            assertThat(visit.violations()).isEmpty();

            fill(visit, "password", People.PASSWORD);
            press(visit, "Sign in");
            assertThat(visit.page).hasURL(Pattern.compile("/settings/quota$"));

            visit.page.getByLabel("Your account, " + person.username()).click();
            assertThat(visit.violations()).isEmpty();
            press(visit, "Sign out");
            assertThat(visit.page.locator(".flash")).containsText("signed out");
            visit.go("/settings");
            assertThat(visit.page).hasURL(Pattern.compile("/sign-in"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void a_forgotten_password_is_chosen_anew_by_mail_once(int width) {
        var person = someone();
        try (var visit = Visit.at("/forgot-password", width, ColorScheme.LIGHT)) {
            assertThat(visit.violations()).isEmpty();
            fill(visit, "identifier", person.email());
            press(visit, "Make the link");
            assertThat(visit.page.locator("h1")).hasText("Ask for your link");
            var link = path(Letterbox.link(Visit.kinora(), person.email()));

            visit.go(link);
            assertThat(visit.violations()).isEmpty();
            fill(visit, "newPassword", NEW_PASSWORD);
            press(visit, "Change the password");
            assertThat(visit.page.locator(".flash")).containsText("changed");

            fill(visit, "identifier", person.email());
            fill(visit, "password", NEW_PASSWORD);
            press(visit, "Sign in");
            assertThat(visit.page.getByLabel("Your account, " + person.username()))
                    .isVisible();
            visit.go(link);
            assertThat(visit.page.locator("h1")).hasText("This link no longer works");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void whoever_left_comes_back_by_signing_in(int width) {
        var person = someone();
        try (var visit = Visit.signedIn(person.browser(), "/settings/data", width, ColorScheme.LIGHT)) {
            press(visit, "Delete the account\u2026");
            visit.page.locator("dialog #password").fill(People.PASSWORD);
            visit.page.locator("dialog button[type=submit]").click();
            visit.go("/sign-in");
            fill(visit, "identifier", person.email());
            fill(visit, "password", People.PASSWORD);
            press(visit, "Sign in");
            assertThat(visit.page.locator(".error-summary")).containsText("will be deleted");

            fill(visit, "password", People.PASSWORD);
            visit.page.locator("#keep").check();
            press(visit, "Sign in");

            assertThat(visit.page.getByLabel("Your account, " + person.username()))
                    .isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void the_link_of_the_start_makes_the_first_admin_and_nobody_after(int width) {
        try (var kinora = dev.kinora.testing.RunningKinora.start();
                var visit = Visit.to(kinora, width)) {
            var first = kinora.bean(FirstAdmin.class);
            var link = Caller.system("test").call(first::link).orElseThrow();
            visit.page.navigate(link);
            assertThat(visit.violations()).isEmpty();
            fill(visit, "email", "ada@example.org");
            fill(visit, "username", "ada");
            fill(visit, "password", People.PASSWORD);
            press(visit, "Make the account");

            assertThat(visit.page).hasURL(Pattern.compile("/admin$"));
            assertThat(Caller.system("test").call(first::link)).isEmpty();
            visit.page.navigate(link);
            assertThat(visit.page.locator("h1")).hasText("This link no longer works");
        }
    }

    @Test
    void account_goes_by_the_clocks_of_the_browser_it_was_made_in() {
        try (var visit = Visit.inZone("Asia/Tokyo", "/sign-up");
                var plain = Visit.withoutScript("/sign-up", 1440)) {
            signUp(visit, "tokyoite");
            signUp(plain, "scriptless");

            assertThat(zone("tokyoite")).isEqualTo("Asia/Tokyo");
            assertThat(zone("scriptless")).isEqualTo("UTC");
        }
    }

    private static void signUp(Visit visit, String name) {
        fill(visit, "email", name + "@example.org");
        fill(visit, "username", name);
        fill(visit, "password", People.PASSWORD);
        press(visit, "Sign up");
        assertThat(visit.page.locator("h1")).hasText("Ask for your link");
    }

    private static String zone(String name) {
        return AdminCast.id("select time_zone from users where username = '" + name + "'");
    }

    private static void fill(Visit visit, String field, String value) {
        visit.page.locator("#" + field).fill(value);
    }

    private static void press(Visit visit, String button) {
        visit.page
                .getByRole(
                        AriaRole.BUTTON,
                        new com.microsoft.playwright.Page.GetByRoleOptions()
                                .setName(button)
                                .setExact(true))
                .first()
                .click();
    }

    private static String path(String link) {
        return URI.create(link).getPath();
    }
}
