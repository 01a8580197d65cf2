package dev.kinora.jobs;

import static dev.kinora.jobs.JobsDesk.body;
import static dev.kinora.jobs.JobsDesk.code;
import static dev.kinora.jobs.JobsDesk.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.PracticeJobs.Encode;
import routes.PracticeJobs.Practice;

/** What people see of jobs and do to them through the API, on a queue that works only when told to. */
class JobsApiTest {
    private static JobsDesk desk;

    @BeforeAll
    static void start() {
        desk = new JobsDesk();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @Test
    void people_see_their_own_jobs_and_nobody_elses() {
        var job = desk.enqueue(new Practice("done"), JobOptions.none().user(desk.lin.id()));

        assertThat(ids(desk.get("/jobs?limit=100", desk.own))).contains(job.toString());
        assertThat(ids(desk.get("/jobs?limit=100", desk.stranger))).doesNotContain(job.toString());
        assertThat(ids(desk.get("/jobs?limit=100", desk.admin))).contains(job.toString());
        assertThat(ids(desk.get("/jobs?limit=100&mine=true", desk.admin))).doesNotContain(job.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events", "/graph", "/live"})
    void a_strangers_job_is_not_there(String part) {
        var job = desk.enqueue(new Practice("done"), JobOptions.none().user(desk.lin.id()));

        var refused = desk.get("/jobs/" + job + part, desk.stranger);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(code(refused)).isEqualTo("job-not-found");
    }

    @Test
    void people_see_what_kinora_does_with_their_video_for_itself_and_stop_only_what_it_does_for_them() {
        var video = desk.video(desk.lin.id());
        var theirs = desk.enqueue(new Encode("720p"), JobOptions.none().user(desk.lin.id()));
        var job = desk.enqueue(new Encode("1080p"), JobOptions.none().video(video));

        assertThat(ids(desk.get("/jobs?video=" + video, desk.own))).containsExactly(job.toString());
        assertThat(desk.get("/jobs/" + job, desk.stranger).statusCode()).isEqualTo(404);
        assertThat(desk.post("/jobs/" + job + "/cancellation", desk.stranger).statusCode())
                .isEqualTo(404);
        var refused = desk.post("/jobs/" + job + "/cancellation", desk.own);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(code(refused)).isEqualTo("job-not-yours");
        assertThat(desk.state(job)).isEqualTo("ready");
        assertThat(body(desk.post("/jobs/" + theirs + "/cancellation", desk.own))
                        .at("/job/state")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(body(desk.post("/jobs/" + job + "/cancellation", desk.admin))
                        .at("/job/state")
                        .asString())
                .isEqualTo("cancelled");
    }

    @Test
    void what_only_admins_need_is_kept_from_others() {
        var job = desk.enqueue(new Practice("fail"), JobOptions.none().user(desk.lin.id()));
        desk.runDue();

        var mine = body(desk.get("/jobs/" + job, desk.own));
        var full = body(desk.get("/jobs/" + job, desk.admin));

        assertThat(full.at("/payload/does").asString()).isEqualTo("fail");
        assertThat(full.get("errorStack").asString()).contains("IllegalStateException");
        assertThat(full.at("/job/errorMessage").asString()).contains("harbour");
        assertThat(mine.at("/job/errorMessage").asString())
                .isEqualTo("Something went wrong that was not foreseen; admins see what.");
        assertThat(mine.path("payload").isObject()).isFalse();
        assertThat(mine.path("errorStack").isString()).isFalse();
        assertThat(desk.get("/jobs/" + job + "/events", desk.own).body()).doesNotContain("PracticeJobs", "harbour was");
    }

    @Test
    void what_a_handler_says_of_a_failure_is_told_to_whose_it_is() {
        var job = desk.enqueue(new Practice("die"), JobOptions.none().user(desk.lin.id()));
        desk.runDue();

        assertThat(body(desk.get("/jobs/" + job, desk.own))
                        .at("/job/errorMessage")
                        .asString())
                .isEqualTo("There is no harbour at all.");
    }

    @Test
    void what_no_worker_does_or_is_paused_says_so_to_whose_it_is() {
        record Unheard() implements JobPayload {
            @Override
            public JobType jobType() {
                return JobType.of("unheard_of");
            }
        }
        var job = desk.enqueue(new Unheard(), JobOptions.none().user(desk.lin.id()));
        desk.runDue();
        assertThat(obstacle(job)).isEqualTo("unserved");

        desk.send("PUT", "/jobs/pauses/unheard_of", desk.admin);
        assertThat(obstacle(job)).isEqualTo("paused");

        desk.send("DELETE", "/jobs/pauses/unheard_of", desk.admin);
        desk.post("/jobs/" + job + "/cancellation", desk.own);
    }

    private String obstacle(JobId job) {
        return body(desk.get("/jobs/" + job, desk.own)).at("/job/obstacle").asString();
    }

    @Test
    void only_admins_retry_and_revive() {
        var job = desk.enqueue(new Practice("die"), JobOptions.none().user(desk.lin.id()));
        desk.runDue();

        assertThat(desk.post("/jobs/" + job + "/revival", desk.own).statusCode())
                .isEqualTo(403);
        assertThat(desk.post("/jobs/" + job + "/retry", desk.own).statusCode()).isEqualTo(403);
    }

    @Test
    void a_waiting_job_is_cancelled_once() {
        var job = desk.enqueue(new Practice("done"), JobOptions.none().user(desk.lin.id()));

        var first = desk.post("/jobs/" + job + "/cancellation", desk.own);
        var second = desk.post("/jobs/" + job + "/cancellation", desk.own);
        desk.runDue();

        assertThat(body(first).at("/job/state").asString()).isEqualTo("cancelled");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(code(second)).isEqualTo("job-ended");
        assertThat(desk.state(job)).isEqualTo("cancelled");
    }

    @Test
    void who_cancelled_stands_in_the_time_line_and_in_the_trail() {
        var job = desk.enqueue(new Practice("done"), JobOptions.none().user(desk.lin.id()));

        desk.post("/jobs/" + job + "/cancellation", desk.admin);

        assertThat(body(desk.get("/jobs/" + job + "/events", desk.own))
                        .at("/items/0/kind")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(body(desk.get("/jobs/" + job + "/events", desk.admin))
                        .at("/items/0/actorName")
                        .asString())
                .isEqualTo("grace");
        assertThat(body(desk.kinora.get(
                                "/api/v1/audit-logs?resourceId=" + job, "Authorization", "Bearer " + desk.admin))
                        .at("/items/0/description")
                        .asString())
                .isEqualTo("cancelled the job");
    }

    @Test
    void a_completed_job_is_not_cancelled_retried_or_revived() {
        var job = desk.enqueue(new Practice("done"), JobOptions.none());
        desk.runDue();

        assertThat(code(desk.post("/jobs/" + job + "/cancellation", desk.admin)))
                .isEqualTo("job-ended");
        assertThat(code(desk.post("/jobs/" + job + "/retry", desk.admin))).isEqualTo("job-not-scheduled");
        assertThat(code(desk.post("/jobs/" + job + "/revival", desk.admin))).isEqualTo("job-not-dead");
        assertThat(body(desk.get("/jobs/" + job, desk.admin))
                        .at("/result/answer")
                        .asInt())
                .isEqualTo(42);
    }

    @Test
    void what_is_held_back_is_run_at_once_when_somebody_says_so() {
        var job = desk.enqueue(new Practice("fail"), JobOptions.none());
        desk.runDue();
        assertThat(desk.state(job)).isEqualTo("scheduled");

        assertThat(body(desk.post("/jobs/" + job + "/retry", desk.admin))
                        .at("/job/state")
                        .asString())
                .isEqualTo("ready");
        assertThat(code(desk.post("/jobs/" + job + "/retry", desk.admin))).isEqualTo("job-not-scheduled");
        desk.runDue();

        assertThat(body(desk.get("/jobs/" + job, desk.admin))
                        .at("/job/attempts")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void a_dead_job_is_revived_once_with_new_attempts() {
        var job = desk.enqueue(new Practice("die"), JobOptions.none());
        desk.runDue();
        assertThat(ids(desk.get("/jobs?state=failed&limit=100", desk.admin))).contains(job.toString());

        assertThat(body(desk.post("/jobs/" + job + "/revival", desk.admin))
                        .at("/job/state")
                        .asString())
                .isEqualTo("ready");
        assertThat(code(desk.post("/jobs/" + job + "/revival", desk.admin))).isEqualTo("job-not-dead");
        assertThat(body(desk.get("/jobs/" + job, desk.admin))
                        .at("/job/maxAttempts")
                        .asInt())
                .isEqualTo(4);
        assertThat(ids(desk.get("/jobs?state=failed&limit=100", desk.admin))).doesNotContain(job.toString());
    }

    @Test
    void a_graph_names_what_a_job_waits_for_and_what_waits_for_it() {
        var first = desk.enqueue(new Encode("first"), JobOptions.none().user(desk.lin.id()));
        var second = desk.enqueue(
                new Encode("second"), JobOptions.none().user(desk.lin.id()).after(first));
        var third = desk.enqueue(
                new Encode("third"), JobOptions.none().user(desk.lin.id()).after(first, second));

        var graph = body(desk.get("/jobs/" + second + "/graph", desk.own));

        assertThat(graph.get("nodes").values())
                .extracting(node ->
                        node.get("id").asString() + " " + node.get("depth").asInt())
                .containsExactly(first + " -1", second + " 0", third + " 1");
        assertThat(graph.get("edges").size()).isEqualTo(3);
    }

    @Test
    void progress_is_streamed_and_a_running_job_is_stopped() throws Exception {
        var job = desk.enqueue(new Practice("100"), JobOptions.none().user(desk.lin.id()));
        var heard = new CopyOnWriteArrayList<String>();
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(desk.kinora.url("/api/v1/jobs/" + job + "/live")))
                .header("Authorization", "Bearer " + desk.own)
                .build();
        var stream = client.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(new JobsDesk.Lines(heard)));
        Await.until(() -> heard.stream().anyMatch(line -> line.contains("\"state\":\"ready\"")));
        var running = Thread.ofVirtual().start(desk::runDue);
        desk.execute("update processing_jobs set progress = 1 where id = '" + job + "'");
        Await.until(() -> heard.stream().anyMatch(line -> line.contains("\"percent\":1")));
        Await.until(() -> desk.kinora.bean(Worker.class) != null && isHeld(job));

        var stopped = desk.post("/jobs/" + job + "/cancellation", desk.own);
        running.join(Duration.ofSeconds(20));

        assertThat(stopped.statusCode()).isEqualTo(200);
        Await.until(() -> heard.stream().anyMatch(line -> line.contains("\"state\":\"cancelled\"")));
        assertThat(heard).anyMatch(line -> line.equals("event:job:" + job));
        stream.cancel(true);
        client.shutdownNow();
    }

    private static boolean isHeld(JobId job) {
        return desk.value("select count(*) from job_leases where '" + job + "' = any (job_ids)")
                .equals("1");
    }
}
