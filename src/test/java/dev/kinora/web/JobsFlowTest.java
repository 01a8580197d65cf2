package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.jobs.JobId;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.PracticeJobs;
import routes.PracticeJobs.Encode;
import routes.PracticeJobs.Practice;
import routes.PracticeJobs.Sweep;

/** What people do about jobs in a browser, while a worker is at work. */
class JobsFlowTest {
    private static RunningKinora kinora;
    private static String admin;
    private static People.Person lin;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(PracticeJobs.class));
        admin = People.create(kinora, "grace", UserRole.admin).browser();
        lin = People.member(kinora, "lin");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void a_jobs_page_follows_it_to_its_end_by_itself() {
        var job = enqueue(new Practice("16"), JobOptions.none());
        try (var visit = visit(admin, "/admin/jobs/" + job, 1280)) {
            visit.page.evaluate("() => (window.sameVisit = true)");

            assertThat(visit.page.locator(".progress-step")).containsText("Rowing to buoy");
            assertThat(visit.page.locator(".progress-share")).hasText(Pattern.compile("[1-9]\\d? %"));
            assertThat(visit.page.locator(".badge").first()).hasText("Completed", patient());
            assertThat(visit.page.locator(".jobs-story")).containsText("It is to 16.");
            assertThat(visit.page.evaluate("() => window.sameVisit")).isEqualTo(true);
            visit.assertNothingWasComplained();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void a_running_job_is_cancelled_and_revived(int width) {
        var job = enqueue(new Practice("200"), JobOptions.none());
        try (var visit = visit(admin, "/admin/jobs/" + job, width)) {
            assertThat(visit.page.locator(".badge").first()).hasText("Running", patient());
            button(visit, "Cancel").click();
            assertThat(visit.page.getByRole(AriaRole.DIALOG)).containsText("Cancel practice?");
            button(visit, "Cancel the job").click();

            assertThat(visit.page.locator(".flash")).containsText("It was asked to stop.");
            assertThat(visit.page.locator(".badge").first()).hasText("Cancelled");
            assertThat(visit.page.locator(".jobs-story")).containsText("grace asked to stop it");

            button(visit, "Revive").click();

            assertThat(visit.page.locator(".flash")).containsText("Revived.");
            assertThat(visit.page.locator(".badge").first()).hasText("Running", patient());
            button(visit, "Cancel").click();
            button(visit, "Cancel the job").click();
            assertThat(visit.page.locator(".badge").first()).hasText("Cancelled");

            visit.go("/admin/audit?resourceType=job&resourceId=" + job);
            assertThat(visit.page.locator(".trail-what").first()).hasText("grace stopped the running job practice");
            visit.page.locator(".trail summary").first().click();
            link(visit, "the job").click();
            assertThat(visit.page).hasURL(Pattern.compile(".*/admin/jobs/" + job));
        }
    }

    @Test
    void what_is_cancelled_with_the_job_it_waited_for_says_why() {
        var parent = enqueue(new Practice("die"), JobOptions.none());
        var child = enqueue(new Practice("done"), JobOptions.none().after(List.of(parent), ParentFailure.cancel));
        try (var visit = visit(admin, "/admin/jobs/" + child, 1280)) {
            assertThat(visit.page.locator(".badge").first()).hasText("Cancelled", patient());
            assertThat(visit.page.locator(".jobs-story li").last()).containsText("since a job it waited for failed");
            assertThat(visit.page.locator(".jobs-story li").last().locator("time"))
                    .isVisible();
        }
        execute("delete from processing_jobs where id in ('" + child + "', '" + parent + "')");
    }

    @Test
    void a_page_goes_on_behind_an_open_dialog() {
        var job = enqueue(new Practice("16"), JobOptions.none());
        try (var visit = visit(admin, "/admin/jobs/" + job, 1280)) {
            assertThat(visit.page.locator(".badge").first()).hasText("Running", patient());
            button(visit, "Cancel").click();

            assertThat(visit.page.locator(".badge").first()).hasText("Completed", patient());
            assertThat(visit.page.getByRole(AriaRole.DIALOG)).isVisible();
            button(visit, "Let it be").click();
            assertThat(visit.page.locator("dialog")).hasCount(0);
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void what_failed_is_retried_before_its_time_with_its_stack_folded() {
        var job = enqueue(new Practice("fail"), JobOptions.none());
        try (var visit = visit(admin, "/admin/jobs/" + job, 1280)) {
            assertThat(visit.page.locator(".jobs-error")).containsText("The harbour was not where the map has it");
            assertThat(visit.page.locator("#stack pre")).isHidden();
            visit.page.locator("#stack summary").click();
            assertThat(visit.page.locator("#stack pre")).containsText("IllegalStateException");

            button(visit, "Retry now").click();

            assertThat(visit.page.locator(".jobs-story")).containsText("grace ran it before its time");
            assertThat(visit.page.locator(".jobs-story"))
                    .containsText(Pattern.compile("tried again from .*\\d\\d:\\d\\d:\\d\\d UTC"));
            assertThat(visit.page.locator(".jobs-story")).containsText("Attempt 2 failed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void what_died_alike_is_revived_together(int width) {
        for (int i = 0; i < 3; i++) {
            enqueue(new Practice("die"), JobOptions.none());
        }
        try (var visit = visit(admin, "/admin/jobs", width)) {
            assertThat(visit.page.locator(".jobs-dead")).containsText("3 × practice");
            button(visit, "Revive practice no-harbour").click();
            assertThat(visit.page.getByRole(AriaRole.DIALOG)).containsText("Revive 3 jobs?");
            button(visit, "Revive 3").click();

            assertThat(visit.page.locator(".flash")).containsText("Revived 3 jobs.");
        }
        execute("delete from processing_jobs where status = 'failed' or job_type = 'practice' and status = 'queued'");
    }

    record Orphan() implements JobPayload {
        @Override
        public JobType jobType() {
            return JobType.of("orphan");
        }
    }

    @Test
    void the_overview_says_what_waits_that_nobody_does() {
        enqueue(new Orphan(), JobOptions.none());
        try (var visit = visit(admin, "/admin/jobs", 1280)) {
            assertThat(visit.page.locator(".jobs-banner")).containsText("1 × orphan");
        }
        execute("delete from job_ready; delete from processing_jobs where job_type = 'orphan'");
    }

    @Test
    void everything_is_paused_and_resumed() {
        try (var visit = visit(admin, "/admin/jobs", 1280)) {
            button(visit, "Pause everything").click();
            visit.page
                    .getByRole(AriaRole.DIALOG)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Pause everything"))
                    .click();
            assertThat(visit.page.locator(".jobs-banner")).containsText("Everything is paused");
            visit.page.waitForTimeout(2_500);
            var job = enqueue(new Sweep(), JobOptions.none());
            assertThat(visit.page.locator(".jobs-figures div:nth-child(2) dd").first())
                    .hasText(Pattern.compile("[1-9]\\d*"), patient());

            execute("insert into job_pauses (scope) values ('practice')");
            visit.go("/admin/jobs");
            assertThat(visit.page
                            .locator("tr", new Page.LocatorOptions().setHasText("practice"))
                            .first())
                    .containsText("Paused");
            assertThat(visit.page
                            .locator("tr", new Page.LocatorOptions().setHasText("sweep_floor"))
                            .first())
                    .not()
                    .containsText("Paused");
            execute("delete from job_pauses where scope = 'practice'");
            visit.go("/admin/jobs/list");
            assertThat(visit.page.locator(".jobs-banner")).containsText("Paused by grace just now");
            assertThat(visit.page.locator(".jobs-records tbody tr").first()).containsText("Paused");
            visit.go("/admin/jobs/workers");
            button(visit, "Run now sweep-nightly").click();
            assertThat(visit.page.locator(".flash").first()).containsText("It begins when paused work is resumed.");
            button(visit, "Resume everything").click();

            assertThat(visit.page.locator(".jobs-banner")).hasCount(0);
            visit.go("/admin/audit");
            assertThat(visit.page.locator(".trail")).containsText("grace paused all background work");
            visit.go("/admin/jobs/" + job);
            assertThat(visit.page.locator(".badge").first()).hasText("Completed", patient());
        }
    }

    @Test
    void a_schedule_is_run_now() {
        try (var visit = visit(admin, "/admin/jobs/workers", 1280)) {
            assertThat(visit.page.locator(".badge").first()).hasText("At work");
            button(visit, "Run now sweep-nightly").click();
            assertThat(visit.page.locator(".flash")).containsText("queued once");
            assertThat(visit.page.locator("h1")).hasText("sweep_floor");
            assertThat(visit.page.locator(".badge").first()).hasText("Completed", patient());
            visit.go("/admin/jobs/workers");
            button(visit, "Pause sweep-nightly").click();
            assertThat(visit.page.locator(".flash")).containsText("sweep-nightly is paused.");
            button(visit, "Resume sweep-nightly").click();
            assertThat(visit.page.locator(".flash")).containsText("goes on with its next time");
            visit.go("/admin/audit");
            assertThat(visit.page.locator(".trail")).containsText("grace paused the schedule sweep-nightly");
            assertThat(visit.page.locator(".trail")).containsText("grace resumed the schedule sweep-nightly");
        }
    }

    @Test
    void of_a_lost_worker_one_reads_when_it_was_heard_of() {
        execute("""
                insert into workers (name, started_at, heartbeat_at, stopped_at, details)
                values ('the-cellar', now() - interval '1 hour', now() - interval '35 seconds', now(), '{"lost": true}')""");
        try (var visit = visit(admin, "/admin/jobs/workers", 1280)) {
            assertThat(visit.page.locator("tr", new Page.LocatorOptions().setHasText("the-cellar")))
                    .containsText(Pattern.compile("[34]\\d s ago"));
        }
        execute("delete from workers where name = 'the-cellar'");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void a_list_is_filtered_and_a_job_opened(int width) {
        var job = enqueue(
                new Encode("found"),
                JobOptions.none().user(lin.id()).at(Instant.now().plus(Duration.ofHours(9))));
        try (var visit = visit(admin, "/admin/jobs/list", width)) {
            visit.page.getByLabel("State").selectOption("scheduled");
            visit.page.getByLabel("Person").fill("lin");
            visit.page.getByLabel("Kind").selectOption("encode_rendition");
            button(visit, "Filter").click();
            visit.page.locator("tbody th a").last().click();

            assertThat(visit.page).hasURL(Pattern.compile(".*/admin/jobs/[0-9a-f-]{36}"));
            assertThat(visit.page.locator(".badge").first()).hasText("Scheduled");
        }
        execute("delete from processing_jobs where id = '" + job + "'");
    }

    private static Visit visit(String session, String path, int width) {
        return Visit.signedIn(kinora, session, path, width, ColorScheme.LIGHT);
    }

    private static com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions patient() {
        return new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions().setTimeout(15_000);
    }

    private static Locator button(Visit visit, String name) {
        return visit.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Visit visit, String name) {
        return visit.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    private static JobId enqueue(JobPayload payload, JobOptions options) {
        return Caller.system("test").call(() -> kinora.bean(Jobs.class).enqueue(payload, options));
    }

    private static void execute(String sql) {
        try (var connection = kinora.access().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
