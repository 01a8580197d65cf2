package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.SettingsVisits.button;
import static dev.kinora.web.SettingsVisits.someone;
import static dev.kinora.web.SettingsVisits.status;
import static dev.kinora.web.SettingsVisits.subjects;
import static dev.kinora.web.SettingsVisits.visit;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.kinora.identity.SignIns;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Password, address, browsers, and the end of an account. */
class SettingsSecurityTest {
    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void a_new_password_signs_the_other_browser_out(int width) throws SQLException {
        var person = someone();
        try (var visit = visit(person, "/settings/security/password", width);
                var other = visit(person, "/settings", width)) {
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

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void a_new_address_is_told_to_both_and_waits_to_be_proved(int width) throws SQLException {
        var person = someone();
        try (var visit = visit(person, "/settings/security/email", width)) {
            visit.page.locator("#email").fill("new." + person.email());
            visit.page.locator("#password").fill(People.PASSWORD);
            button(visit, "Make the link").click();

            assertThat(visit.page.locator(".flash"))
                    .containsText("no mail server: ask whoever runs it for the link to new." + person.email());
            assertThat(visit.page.locator(".setting-rows").first()).containsText("Waiting");
            assertThat(subjects(person.email())).containsExactly("A new address for your account");
            assertThat(subjects("new." + person.email())).containsExactly("Confirm your new address");
            assertThat(visit.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void browsers_are_signed_out_one_by_one_and_all_at_once(int width) {
        var person = someone();
        var phone = person.browser("Mozilla/5.0 (iPhone) Version/19.0 Safari/604.1");
        person.browser();
        try (var visit = visit(person, "/settings/security", width);
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
    void account_is_deleted_with_its_password_and_its_keys_stop(int width) throws SQLException {
        var person = someone();
        var key = person.key(ApiScope.read);
        try (var visit = visit(person, "/settings/data", width)) {
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

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void an_account_that_is_to_be_deleted_comes_back_by_signing_in_and_saying_so(int width) {
        var person = someone();
        try (var visit = visit(person, "/settings/data", width)) {
            button(visit, "Delete the account…").click();
            visit.page.locator("#password").fill(People.PASSWORD);
            visit.page.locator("dialog [type=submit]").click();
            assertThat(visit.page.locator(".flash")).containsText("Sign in before then to keep it");
        }
        var response = new MockHttpServletResponse();

        assertThat(signIn(person, false, response)).isInstanceOf(SignIns.Outcome.Leaving.class);
        assertThat(response.getCookie("kinora_session")).isNull();
        assertThat(signIn(person, true, response)).isInstanceOf(SignIns.Outcome.Done.class);

        var session =
                Objects.requireNonNull(response.getCookie("kinora_session")).getValue();
        try (var visit = Visit.signedIn(session, "/settings")) {
            assertThat(visit.page.locator("#username")).hasValue(person.username());
        }
    }

    private static SignIns.Outcome signIn(Person person, boolean keep, MockHttpServletResponse response) {
        var attempt = new SignIns.Attempt(person.username(), People.PASSWORD, false, keep);
        return new Caller(Viewer.ANONYMOUS, "test", "192.0.2.9", null)
                .call(() -> Visit.kinora().bean(SignIns.class).signIn(attempt, new MockHttpServletRequest(), response));
    }
}
