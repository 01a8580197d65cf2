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
import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Caller;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
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

/** What people do about their own work, while a worker is at work. */
class OwnWorkFlowTest {
    private static RunningKinora kinora;
    private static People.Person lin;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(PracticeJobs.class));
        lin = People.member(kinora, "lin");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void people_follow_and_cancel_their_own_work(int width) {
        enqueue(new Practice("200"), JobOptions.none().user(lin.id()));
        try (var visit = visit(lin.browser(), "/settings/activity", width)) {
            visit.page
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Background work"))
                    .click();
            assertThat(visit.page.locator(".progress-step").first())
                    .containsText(
                            "Rowing to buoy",
                            new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
                                    .setTimeout(15_000));
            visit.page
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel"))
                    .first()
                    .click();

            assertThat(visit.page.locator(".flash")).containsText("It was asked to stop.");
            assertThat(visit.page.locator(".badge").first()).hasText("Cancelled");
        }
    }

    @Test
    void a_finished_export_leads_to_its_download() {
        var person = People.member(kinora, "lou");
        try (var visit = visit(person.browser(), "/settings/data", 1280)) {
            button(visit, "Make an export").click();
            visit.go("/settings/activity/work");
            link(visit, "Download it under Your data").click(new Locator.ClickOptions().setTimeout(15_000));

            assertThat(visit.page).hasURL(Pattern.compile(".*/settings/data"));
        }
    }

    @Test
    void a_strangers_job_is_not_there_for_people() {
        var job = enqueue(new Encode("other"), JobOptions.none());
        var mal = People.member(kinora, "mal").browser();

        assertThat(kinora.get("/admin/jobs/" + job, "Cookie", "kinora_session=" + mal)
                        .statusCode())
                .isEqualTo(403);
        assertThat(kinora.get("/settings/activity/work", "Cookie", "kinora_session=" + mal)
                        .body())
                .contains("Nothing is being done");
    }

    private static Visit visit(String session, String path, int width) {
        return Visit.signedIn(kinora, session, path, width, ColorScheme.LIGHT);
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
}
