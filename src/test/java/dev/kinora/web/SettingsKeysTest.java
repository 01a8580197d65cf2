package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kinora.web.SettingsVisits.button;
import static dev.kinora.web.SettingsVisits.execute;
import static dev.kinora.web.SettingsVisits.someone;
import static dev.kinora.web.SettingsVisits.status;
import static dev.kinora.web.SettingsVisits.subjects;
import static dev.kinora.web.SettingsVisits.visit;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.kinora.testing.People.Person;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, quota and export, on a phone as at a desk. */
class SettingsKeysTest {
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
        var year = java.time.Year.now(java.time.ZoneOffset.UTC).getValue() + 2;
        execute("update users set time_zone = 'Asia/Tokyo' where username = '" + person.username() + "'");
        try (var visit = visit(person, "/settings/keys/new", 1440)) {
            visit.page.locator("#name").fill("One day");
            assertThat(visit.page.locator("#expiresAt")).isHidden();
            visit.page.locator("#expiry").selectOption("date");
            visit.page.locator("#expiresAt").fill(year + "-03-01");
            button(visit, "Make the key").click();
            visit.page.locator("text=I have copied it").click();

            assertThat(visit.page.locator(".setting-facts time")).hasAttribute("datetime", year + "-03-01T15:00:00Z");
        }
    }

    @Test
    void quota_says_when_it_becomes_scarce() throws SQLException {
        var person = someone();
        execute("update users set current_usage = 28, storage_used_bytes = 20000000000 where username = '"
                + person.username() + "'");
        try (var visit = visit(person, "/settings/quota", 390)) {
            assertThat(visit.page.locator(".progress").first()).containsText("28 of 30");
            assertThat(visit.page.locator(".progress").first())
                    .containsText("This month's videos are nearly used up: 2 more videos");
            assertThat(visit.page.locator(".progress").last()).containsText("Your storage is full.");
            assertThat(visit.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void export_is_made_while_one_waits_and_downloaded(int width) {
        try (var visit = visit(someone(), "/settings/data", width)) {
            assertThat(visit.violations()).isEmpty();
            button(visit, "Make an export").click();

            assertThat(visit.page.locator("#export")).containsText("Your export is ready");
            assertThat(visit.page.locator("#export .setting-facts")).containsText("deleted in 3 days");
            assertThat(visit.violations()).isEmpty();
            var download = visit.page.waitForDownload(
                    () -> visit.page.locator("text=Download the export").click());
            assertThat(download.suggestedFilename())
                    .startsWith("kinora-someone")
                    .endsWith(".zip");
            assertThat(download.failure()).isNull();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void export_shows_how_far_it_is_and_what_went_wrong() throws SQLException {
        var person = someone();
        try (var visit = visit(person, "/settings/data", 390)) {
            supposeHalfMade(person);
            visit.go("/settings/data");
            assertThat(visit.page.locator("#export .progress")).containsText("Reading comments");
            assertThat(visit.page.locator("#export .progress")).containsText("40 %");
            assertThat(visit.violations()).isEmpty();

            execute("update processing_jobs set status = 'failed', completed_at = now() where user_id = '" + person.id()
                    + "'");
            assertThat(visit.page.locator("#export")).containsText("could not be made. Something went wrong");
            assertThat(visit.violations()).isEmpty();
            button(visit, "Try again").click();
            assertThat(visit.page.locator("#export")).containsText("is ready");
            visit.assertNothingWasComplained();
        }
    }

    /** A job that no worker knows of. */
    private static void supposeHalfMade(Person person) throws SQLException {
        execute("""
                with job as (
                    insert into processing_jobs (user_id, job_type) values ('%1$s', 'account_export') returning id)
                insert into account_exports (user_id, job_id, expires_at) select '%1$s', id, now() + interval '1 day' from job;
                update processing_jobs set status = 'running', started_at = now(), progress = 40, progress_step = 'Reading comments'
                where user_id = '%1$s'""".formatted(person.id()));
    }
}
