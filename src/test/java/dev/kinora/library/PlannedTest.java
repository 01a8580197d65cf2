package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.FormClient;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Publications that are planned: when they come, and what becomes of them when somebody thinks again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannedTest {
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"");

    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final String key = ada.key(ApiScope.values());
    private final FormClient browser = new FormClient(kinora);

    PlannedTest() {
        browser.plant("kinora_session", ada.browser());
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/videos/" + path)))
                .headers("Authorization", "Bearer " + key, "Content-Type", "application/json", "If-Match", "*")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private JsonNode video(String film) {
        return JsonMapper.shared().readTree(call("GET", film, "").body());
    }

    private String draft(String title) {
        var film = Films.of(ada, title, "private").id().toString();
        Films.execute(kinora, "update videos set published_at = null where id = ?::uuid", film);
        return film;
    }

    private String planned(String title, Duration in) {
        var film = draft(title);
        var at = Instant.now().plus(in);
        var answer = call("PUT", film + "/publication", "{\"visibility\": \"public\", \"at\": \"" + at + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return film;
    }

    private String page(String film) {
        return browser.get("/studio/videos/" + film + "/visibility").body();
    }

    private int ofAnybody(String film) {
        return kinora.get("/api/v1/videos/" + film).statusCode();
    }

    /** As a machine whose clock is ahead does. */
    private void dispatchedBy(String clock) {
        Films.execute(kinora, "select begin_due_jobs(now() + ?::interval)", clock);
        kinora.bean(Jobs.class).runDue();
    }

    private String row(String query, String film) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, film);
            var found = statement.executeQuery();
            return found.next() ? found.getString(1) : "nothing";
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    @Test
    void what_is_made_private_is_planned_no_more_and_its_page_says_so() {
        var film = planned("Changed my mind", Duration.ofHours(1));

        assertThat(call("PATCH", film, "{\"visibility\": \"private\"}").statusCode())
                .isEqualTo(200);

        assertThat(video(film).get("scheduledFor").isNull()).isTrue();
        assertThat(page(film)).contains("Only you see it now.").doesNotContain("It is published on");
        call("PATCH", film, "{\"visibility\": \"public\"}");
        assertThat(ofAnybody(film)).isEqualTo(200);
    }

    @Test
    void of_many_the_page_counts_which_are_out_and_which_are_still_to_come() {
        var planned = planned("Planned", Duration.ofHours(1));
        var awaited = draft("Not watchable");
        Films.execute(kinora, "update videos set status = 'queued' where id = ?::uuid", awaited);
        var ids = String.join(",", planned, awaited, draft("One"), draft("Two"));

        browser.submit("/studio", "/studio/chosen/visibility", Map.of("ids", ids, "wanted", "public"));

        assertThat(browser.get("/studio").body())
                .contains("2 videos are now public. 1 video becomes public at the time planned for it."
                        + " 1 video becomes public as soon as it can be watched.");
        browser.submit("/studio", "/studio/chosen/visibility", Map.of("ids", ids, "wanted", "private"));
        assertThat(browser.get("/studio").body()).contains("4 videos are now private.");
        assertThat(video(planned).get("scheduledFor").isNull()).isTrue();
    }

    @Test
    void what_another_machine_found_due_a_little_early_is_published_at_once() {
        var film = planned("Clocks differ", Duration.ofSeconds(40));

        dispatchedBy("50 seconds");

        assertThat(ofAnybody(film)).isEqualTo(200);
        assertThat(row("select announced_at = published_at from videos where id = ?::uuid", film))
                .isEqualTo("t");
        call("PATCH", film, "{\"title\": \"Clocks differed\"}");
        assertThat(row("select announced_at = published_at from videos where id = ?::uuid", film))
                .as("it is not told a second time that it is out")
                .isEqualTo("t");
    }

    @Test
    void what_was_planned_and_made_private_before_there_was_a_rule_stays_private() {
        var film = planned("Planned of old", Duration.ofHours(1));
        Films.execute(kinora, "update videos set visibility = 'private' where id = ?::uuid", film);

        dispatchedBy("2 hours");
        Films.execute(kinora, "select publish_due(now() + interval '2 hours')");

        assertThat(row("select published_at is null from videos where id = ?::uuid", film))
                .isEqualTo("t");
    }

    @Test
    void what_is_begun_long_before_its_time_waits_for_it() {
        var film = planned("Begun by hand", Duration.ofHours(1));

        dispatchedBy("2 hours");

        assertThat(ofAnybody(film)).isEqualTo(404);
        assertThat(row(
                        "select d.due_at > now() + interval '50 minutes' from processing_jobs j join job_due d on d.job_id = j.id where j.video_id = ?::uuid",
                        film))
                .isEqualTo("t");
    }

    @Test
    void cancelling_what_came_out_meanwhile_is_refused_and_leaves_it_out() {
        var film = planned("Out meanwhile", Duration.ofHours(1));
        var at = "/studio/videos/" + film;
        var seen = seen(film);
        Films.execute(kinora, "update videos set published_at = now(), scheduled_for = null where id = ?::uuid", film);

        var late = browser.submit(at + "/visibility", at + "/withdrawal", Map.of("seen", seen));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("Changed meanwhile: it is public now.", "Withdraw it");
        assertThat(ofAnybody(film)).isEqualTo(200);
        var known = browser.submit(at + "/visibility", at + "/withdrawal", Map.of("seen", seen(film)));
        assertThat(known.statusCode()).isEqualTo(303);
        assertThat(ofAnybody(film)).isEqualTo(404);
    }

    private String seen(String film) {
        var found = SEEN.matcher(page(film));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
