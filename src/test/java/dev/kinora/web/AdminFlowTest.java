package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.People;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What admins come for, from the first click to what they read in the end. */
class AdminFlowTest {

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void somebody_is_suspended_and_reinstated(int width) {
        var lin = People.member(Visit.kinora(), "lin.flow" + width);
        var browser = lin.browser();
        try (var visit =
                Visit.signedIn(AdminCast.BROWSER, "/admin/users?q=lin.flow" + width, width, ColorScheme.LIGHT)) {
            visit.page
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("lin.flow" + width))
                    .click();
            button(visit, "Suspend").click();
            assertThat(visit.page.getByRole(AriaRole.DIALOG)).containsText("Suspend lin.flow" + width + "?");
            visit.page.getByLabel("Reason").fill("Spam");
            visit.page
                    .getByRole(AriaRole.DIALOG)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Suspend"))
                    .click();

            assertThat(visit.page.locator(".flash")).containsText("Suspended.");
            assertThat(visit.page.locator(".badge").first()).containsText("Suspended");
            assertThat(visit.page.locator(".trail li").first()).containsText("grace suspended the account");
            assertThat(Visit.kinora()
                            .get("/settings", "Cookie", "kinora_session=" + browser)
                            .statusCode())
                    .isNotEqualTo(200);

            button(visit, "Reinstate").click();

            assertThat(visit.page.locator(".flash")).containsText("Reinstated.");
            assertThat(visit.page.locator(".badge").first()).containsText("Active");
            assertThat(visit.page.locator(".trail li").first()).containsText("grace reinstated the account");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void role_tier_and_quota_are_changed(int width) {
        var lin = People.member(Visit.kinora(), "lin.role" + width);
        try (var visit = Visit.signedIn(AdminCast.BROWSER, "/admin/users/" + lin.id(), width, ColorScheme.LIGHT)) {
            visit.page
                    .getByLabel("Role", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("moderator");
            button(visit, "Change the role").click();
            assertThat(visit.page.locator(".admin-facts")).containsText("Moderator");

            visit.page
                    .getByLabel("Tier", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("pro");
            button(visit, "Change the tier").click();
            assertThat(visit.page.locator(".admin-facts")).containsText("0 of 300");

            visit.page.getByLabel("Videos a month").fill("-5");
            button(visit, "Change the quota").click();
            assertThat(visit.page.locator(".error-summary")).containsText("Write a number from 0 to 1,000,000.");
            assertThat(visit.page.getByLabel("Videos a month")).hasValue("-5");

            visit.page.getByLabel("Videos a month").fill("7");
            button(visit, "Change the quota").click();
            assertThat(visit.page.locator(".admin-facts")).containsText("0 of 7");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void an_entry_is_found_opened_and_exported(int width) throws IOException {
        var lin = People.member(Visit.kinora(), "lin.trail" + width);
        AdminCast.execute("update users set password_hash = password_hash || 'x' where id = '" + lin.id() + "'");
        try (var visit = Visit.signedIn(AdminCast.BROWSER, "/admin/audit", width, ColorScheme.LIGHT)) {
            visit.page.getByLabel("Id of the thing").fill(lin.id().toString());
            visit.page.getByLabel("What").selectOption("user.updated");
            button(visit, "Filter").click();
            assertThat(visit.page.locator(".trail li")).hasCount(1);

            visit.page.locator(".trail summary").click();
            assertThat(visit.page.locator(".diff")).containsText("kept secret");

            var file = visit.page.waitForDownload(() -> visit.page
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Export these as CSV"))
                    .click());
            assertThat(Files.readAllLines(file.path()))
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("user.updated", "***");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void a_mail_is_read_as_html_that_can_do_nothing(int width) {
        var mail = AdminCast.id("select id from mails where recipient = 'lin@example.org' order by id limit 1");
        try (var visit = Visit.signedIn(AdminCast.BROWSER, "/admin/mail/" + mail, width, ColorScheme.LIGHT)) {
            assertThat(visit.page.frameLocator("iframe").locator("body")).containsText("One step is left");
            assertThat(visit.page.locator("pre")).containsText("https://videos.example.org/verify/abc");
            assertThat(visit.page.locator("iframe")).hasAttribute("sandbox", "");
        }
        var html = Visit.kinora().get("/admin/mail/" + mail + "/html", "Cookie", "kinora_session=" + AdminCast.BROWSER);
        assertThat(html.headers().allValues("Content-Security-Policy"))
                .containsExactly(
                        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'");
    }

    private static Locator button(Visit visit, String name) {
        return visit.page
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }
}
