package dev.kinora.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.Await;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.PracticeJobs;
import routes.PracticeJobs.Encode;
import routes.PracticeJobs.Practice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people see of jobs and do to them through the API, on a queue that works only when told to. */
class JobsApiTest {
    private static RunningKinora kinora;
    private static People.Person grace;
    private static People.Person lin;
    private static People.Person mal;
    private static String admin;
    private static String own;
    private static String stranger;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(PracticeJobs.class), "--kinora.jobs.background=false");
        grace = People.create(kinora, "grace", UserRole.admin);
        lin = People.member(kinora, "lin");
        mal = People.member(kinora, "mal");
        admin = grace.key(ApiScope.values());
        own = lin.key(ApiScope.values());
        stranger = mal.key(ApiScope.values());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void people_see_their_own_jobs_and_nobody_elses() {
        var job = enqueue(new Practice("done"), JobOptions.none().user(lin.id()));

        assertThat(ids(get("/jobs?limit=100", own))).contains(job.toString());
        assertThat(ids(get("/jobs?limit=100", stranger))).doesNotContain(job.toString());
        assertThat(ids(get("/jobs?limit=100", admin))).contains(job.toString());
        assertThat(ids(get("/jobs?limit=100&mine=true", admin))).doesNotContain(job.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events", "/graph", "/live"})
    void a_strangers_job_is_not_there(String part) {
        var job = enqueue(new Practice("done"), JobOptions.none().user(lin.id()));

        var refused = get("/jobs/" + job + part, stranger);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(code(refused)).isEqualTo("job-not-found");
    }

    @Test
    void people_see_and_cancel_what_somebody_else_caused_on_their_video() {
        var video = video(lin.id());
        var job = enqueue(new Encode("1080p"), JobOptions.none().video(video));

        assertThat(ids(get("/jobs?video=" + video, own))).containsExactly(job.toString());
        assertThat(get("/jobs/" + job, stranger).statusCode()).isEqualTo(404);
        assertThat(post("/jobs/" + job + "/cancellation", stranger).statusCode())
                .isEqualTo(404);
        assertThat(body(post("/jobs/" + job + "/cancellation", own))
                        .at("/job/state")
                        .asString())
                .isEqualTo("cancelled");
    }

    @Test
    void what_only_admins_need_is_kept_from_others() {
        var job = enqueue(new Practice("fail"), JobOptions.none().user(lin.id()));
        runDue();

        var mine = body(get("/jobs/" + job, own));
        var full = body(get("/jobs/" + job, admin));

        assertThat(full.at("/payload/does").asString()).isEqualTo("fail");
        assertThat(full.get("errorStack").asString()).contains("IllegalStateException");
        assertThat(mine.at("/job/errorMessage").asString()).contains("harbour");
        assertThat(mine.path("payload").isObject()).isFalse();
        assertThat(mine.path("errorStack").isString()).isFalse();
        assertThat(get("/jobs/" + job + "/events", own).body()).doesNotContain("PracticeJobs");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /jobs/summary",
        "GET, /workers",
        "GET, /jobs/pauses",
        "GET, /jobs/schedules",
        "POST, /jobs/revivals",
        "PUT, /jobs/pauses/practice",
        "PUT, /jobs/schedules/sweep-nightly/pause",
        "POST, /jobs/schedules/sweep-nightly/runs"
    })
    void the_queue_itself_is_for_admins(String method, String path) {
        assertThat(send(method, path, own).statusCode()).isEqualTo(403);
        assertThat(send(method, path, null).statusCode()).isEqualTo(401);
    }

    @Test
    void only_admins_retry_and_revive() {
        var job = enqueue(new Practice("die"), JobOptions.none().user(lin.id()));
        runDue();

        assertThat(post("/jobs/" + job + "/revival", own).statusCode()).isEqualTo(403);
        assertThat(post("/jobs/" + job + "/retry", own).statusCode()).isEqualTo(403);
    }

    @Test
    void a_waiting_job_is_cancelled_once() {
        var job = enqueue(new Practice("done"), JobOptions.none().user(lin.id()));

        var first = post("/jobs/" + job + "/cancellation", own);
        var second = post("/jobs/" + job + "/cancellation", own);
        runDue();

        assertThat(body(first).at("/job/state").asString()).isEqualTo("cancelled");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(code(second)).isEqualTo("job-ended");
        assertThat(state(job)).isEqualTo("cancelled");
    }

    @Test
    void who_cancelled_stands_in_the_time_line_and_in_the_trail() {
        var job = enqueue(new Practice("done"), JobOptions.none().user(lin.id()));

        post("/jobs/" + job + "/cancellation", admin);

        assertThat(body(get("/jobs/" + job + "/events", own))
                        .at("/items/0/kind")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(body(get("/jobs/" + job + "/events", admin))
                        .at("/items/0/actorName")
                        .asString())
                .isEqualTo("grace");
        assertThat(body(kinora.get("/api/v1/audit-logs?resourceId=" + job, "Authorization", "Bearer " + admin))
                        .at("/items/0/description")
                        .asString())
                .isEqualTo("cancelled a job");
    }

    @Test
    void a_completed_job_is_not_cancelled_retried_or_revived() {
        var job = enqueue(new Practice("done"), JobOptions.none());
        runDue();

        assertThat(code(post("/jobs/" + job + "/cancellation", admin))).isEqualTo("job-ended");
        assertThat(code(post("/jobs/" + job + "/retry", admin))).isEqualTo("job-not-scheduled");
        assertThat(code(post("/jobs/" + job + "/revival", admin))).isEqualTo("job-not-dead");
        assertThat(body(get("/jobs/" + job, admin)).at("/result/answer").asInt())
                .isEqualTo(42);
    }

    @Test
    void what_is_held_back_is_run_at_once_when_somebody_says_so() {
        var job = enqueue(new Practice("fail"), JobOptions.none());
        runDue();
        assertThat(state(job)).isEqualTo("scheduled");

        assertThat(body(post("/jobs/" + job + "/retry", admin)).at("/job/state").asString())
                .isEqualTo("ready");
        assertThat(code(post("/jobs/" + job + "/retry", admin))).isEqualTo("job-not-scheduled");
        runDue();

        assertThat(body(get("/jobs/" + job, admin)).at("/job/attempts").asInt()).isEqualTo(2);
    }

    @Test
    void a_dead_job_is_revived_once_with_new_attempts() {
        var job = enqueue(new Practice("die"), JobOptions.none());
        runDue();
        assertThat(ids(get("/jobs?state=failed&limit=100", admin))).contains(job.toString());

        assertThat(body(post("/jobs/" + job + "/revival", admin))
                        .at("/job/state")
                        .asString())
                .isEqualTo("ready");
        assertThat(code(post("/jobs/" + job + "/revival", admin))).isEqualTo("job-not-dead");
        assertThat(body(get("/jobs/" + job, admin)).at("/job/maxAttempts").asInt())
                .isEqualTo(4);
        assertThat(ids(get("/jobs?state=failed&limit=100", admin))).doesNotContain(job.toString());
    }

    @Test
    void all_that_died_of_one_code_are_revived_together_in_portions() {
        var many = new ArrayList<NewJob>();
        for (int i = 0; i < 1_203; i++) {
            many.add(NewJob.of(new Practice("die"), JobOptions.none()));
        }
        Caller.system("test").run(() -> kinora.bean(Jobs.class).enqueueAll(many));
        runDue();
        var other = enqueue(new Encode("other"), JobOptions.none());
        execute("update processing_jobs set error_code = 'other' where id = '" + other + "'");
        execute("insert into dead_jobs (job_id, job_type, error_code) values ('" + other
                + "', 'encode_rendition', 'other')");

        var revived = send("POST", "/jobs/revivals", admin, "{\"type\":\"practice\",\"errorCode\":\"no-harbour\"}");

        assertThat(body(revived).get("jobs").asInt()).isGreaterThanOrEqualTo(1_203);
        assertThat(body(revived).get("more").asBoolean()).isFalse();
        assertThat(ids(get("/jobs?state=failed&error=no-harbour", admin))).isEmpty();
        assertThat(ids(get("/jobs?state=failed&error=OTHER", admin))).containsExactly(other.toString());
        execute("delete from dead_jobs");
        runDue();
    }

    @Test
    void a_paused_kind_waits_until_it_is_resumed() {
        send("PUT", "/jobs/pauses/practice", admin);
        var again = send("PUT", "/jobs/pauses/practice", admin);
        var job = enqueue(new Practice("done"), JobOptions.none());
        runDue();

        assertThat(body(again).at("/items/0/scope").asString()).isEqualTo("practice");
        assertThat(body(again).at("/items/0/byName").asString()).isEqualTo("grace");
        assertThat(state(job)).isEqualTo("ready");

        send("DELETE", "/jobs/pauses/practice", admin);
        runDue();

        assertThat(state(job)).isEqualTo("completed");
        assertThat(code(send("PUT", "/jobs/pauses/juggling", admin))).isEqualTo("job-type-not-found");
    }

    @Test
    void everything_is_paused_by_a_star() {
        send("PUT", "/jobs/pauses/*", admin);
        assertThat(body(get("/jobs/summary", admin)).path("pausedAt").isString())
                .isTrue();

        send("DELETE", "/jobs/pauses/*", admin);
        assertThat(body(get("/jobs/summary", admin)).path("pausedAt").isString())
                .isFalse();
    }

    @Test
    void a_schedule_is_paused_resumed_and_run_beside_its_times() {
        assertThat(body(send("PUT", "/jobs/schedules/sweep-nightly/pause", admin))
                        .at("/items/0/pausedAt")
                        .isString())
                .isTrue();
        var resumed = body(send("DELETE", "/jobs/schedules/sweep-nightly/pause", admin));
        assertThat(resumed.at("/items/0/pausedAt").isString()).isFalse();
        assertThat(Instant.parse(resumed.at("/items/0/nextAt").asString())).isAfter(Instant.now());

        var job = body(post("/jobs/schedules/sweep-nightly/runs", admin))
                .get("job")
                .asString();
        runDue();

        assertThat(state(new JobId(UUID.fromString(job)))).isEqualTo("completed");
        assertThat(code(post("/jobs/schedules/never/runs", admin))).isEqualTo("job-schedule-not-found");
    }

    @Test
    void a_job_is_found_by_where_it_is() {
        var parent =
                enqueue(new Encode("parent"), JobOptions.none().at(Instant.now().plus(Duration.ofDays(1))));
        var child = enqueue(new Encode("child"), JobOptions.none().after(List.of(parent), ParentFailure.block));
        var gated = enqueue(new Encode("gated"), JobOptions.none().gate("narrow", 1));
        var ready = enqueue(new Encode("ready"), JobOptions.none());

        assertThat(ids(get("/jobs?state=scheduled&type=encode_rendition", admin)))
                .contains(parent.toString());
        assertThat(ids(get("/jobs?state=waiting", admin))).contains(child.toString());
        assertThat(ids(get("/jobs?state=gated", admin))).contains(gated.toString());
        assertThat(ids(get("/jobs?state=ready&lane=encode&limit=100", admin))).contains(ready.toString());
        assertThat(ids(get("/jobs?state=ready&lane=light&limit=100", admin))).doesNotContain(ready.toString());
        var summary = body(get("/jobs/summary", admin));
        assertThat(summary.get("waiting").asInt()).isPositive();
        assertThat(summary.get("gated").asInt()).isPositive();
        assertThat(summary.get("scheduled").asInt()).isPositive();
        assertThat(summary.get("ready").asInt()).isPositive();
        post("/jobs/" + child + "/cancellation", admin);
        post("/jobs/" + parent + "/cancellation", admin);
        runDue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&state=ready", "&state=cancelled", "&mine=true", "&type=encode_rendition"})
    void a_list_goes_on_behind_its_cursor_without_gap_or_repetition(String filter) {
        var user = grace.id();
        for (int i = 0; i < 5; i++) {
            enqueue(new Encode("page " + i), JobOptions.none().user(user));
        }
        var all = ids(get("/jobs?limit=100" + filter, admin));

        var paged = new ArrayList<String>();
        var cursor = "";
        do {
            var page = body(get("/jobs?limit=2" + filter + (cursor.isEmpty() ? "" : "&cursor=" + cursor), admin));
            page.get("items").forEach(job -> paged.add(job.get("id").asString()));
            cursor = page.path("next").isString() ? page.get("next").asString() : "";
        } while (!cursor.isEmpty() && paged.size() < 100);

        assertThat(paged.subList(0, Math.min(paged.size(), all.size()))).isEqualTo(all);
    }

    @Test
    void a_filter_that_says_nothing_is_refused_by_name() {
        var refused = get("/jobs?state=odd&video=7&since=yesterday", admin);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(body(refused).get("fields").values())
                .extracting(field -> field.get("field").asString())
                .containsExactlyInAnyOrder("state", "video", "since");
    }

    @Test
    void a_graph_names_what_a_job_waits_for_and_what_waits_for_it() {
        var first = enqueue(new Encode("first"), JobOptions.none().user(lin.id()));
        var second =
                enqueue(new Encode("second"), JobOptions.none().user(lin.id()).after(first));
        var third =
                enqueue(new Encode("third"), JobOptions.none().user(lin.id()).after(first, second));

        var graph = body(get("/jobs/" + second + "/graph", own));

        assertThat(graph.get("nodes").values())
                .extracting(node ->
                        node.get("id").asString() + " " + node.get("depth").asInt())
                .containsExactly(first + " -1", second + " 0", third + " 1");
        assertThat(graph.get("edges").size()).isEqualTo(3);
    }

    @Test
    void a_graph_of_thousands_is_cut_off_and_says_so() {
        var first = enqueue(new Encode("first"), JobOptions.none());
        var fan = new ArrayList<NewJob>();
        for (int i = 0; i < 2_000; i++) {
            fan.add(NewJob.of(new Practice("done"), JobOptions.none().after(first)));
        }
        Caller.system("test").run(() -> kinora.bean(Jobs.class).enqueueAll(fan));

        var graph = body(get("/jobs/" + first + "/graph", admin));

        assertThat(graph.get("more").asBoolean()).isTrue();
        assertThat(graph.get("nodes").size()).isBetween(100, 202);
        assertThat(body(get("/jobs/summary", admin)).get("waiting").asInt()).isGreaterThanOrEqualTo(2_000);
        runDue();
    }

    @Test
    void progress_is_streamed_and_a_running_job_is_stopped() throws Exception {
        var job = enqueue(new Practice("100"), JobOptions.none().user(lin.id()));
        var heard = new CopyOnWriteArrayList<String>();
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/jobs/" + job + "/live")))
                .header("Authorization", "Bearer " + own)
                .build();
        var stream = client.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(heard)));
        Await.until(() -> heard.stream().anyMatch(line -> line.contains("\"state\":\"ready\"")));
        var running = Thread.ofVirtual().start(JobsApiTest::runDue);
        execute("update processing_jobs set progress = 1 where id = '" + job + "'");
        Await.until(() -> heard.stream().anyMatch(line -> line.contains("\"percent\":1")));
        Await.until(() -> kinora.bean(Worker.class) != null && isHeld(job));

        var stopped = post("/jobs/" + job + "/cancellation", own);
        running.join(Duration.ofSeconds(20));

        assertThat(stopped.statusCode()).isEqualTo(200);
        Await.until(() -> heard.stream().anyMatch(line -> line.contains("\"state\":\"cancelled\"")));
        assertThat(heard).anyMatch(line -> line.equals("event:job:" + job));
        stream.cancel(true);
        client.shutdownNow();
    }

    private static boolean isHeld(JobId job) {
        return value("select count(*) from job_leases where '" + job + "' = any (job_ids)")
                .equals("1");
    }

    @Test
    void workers_tell_what_they_serve() {
        runDue();

        var workers = body(get("/workers", admin));

        assertThat(workers.at("/items/0/state").asString()).isEqualTo("working");
        assertThat(workers.at("/items/0/types").values())
                .extracting(JsonNode::asString)
                .contains("practice", "encode_rendition");
    }

    // --- what the tests ask with

    private static JobId enqueue(JobPayload payload, JobOptions options) {
        return Caller.system("test").call(() -> kinora.bean(Jobs.class).enqueue(payload, options));
    }

    private static void runDue() {
        kinora.bean(Jobs.class).runDue();
    }

    private static UUID video(UUID owner) {
        return UUID.fromString(
                value("insert into videos (user_id, title) values ('" + owner + "', 'Gulls') returning id"));
    }

    private static String state(JobId job) {
        return body(get("/jobs/" + job, admin)).at("/job/state").asString();
    }

    private static List<String> ids(HttpResponse<String> response) {
        return body(response).get("items").values().stream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    private static JsonNode body(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static String code(HttpResponse<String> response) {
        return body(response).get("code").asString();
    }

    private static HttpResponse<String> get(String path, String key) {
        return send("GET", path, key);
    }

    private static HttpResponse<String> post(String path, String key) {
        return send("POST", path, key);
    }

    private static HttpResponse<String> send(
            String method, String path, @org.jspecify.annotations.Nullable String key) {
        return send(method, path, key, null);
    }

    private static HttpResponse<String> send(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String key,
            @org.jspecify.annotations.Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(kinora.url("/api/v1" + path)))
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return kinora.send(request);
    }

    private static String value(String sql) {
        try (var connection = kinora.access().owner().connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String sql) {
        try (var connection = kinora.access().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps the lines of a stream as they come. */
    private record Lines(List<String> heard) implements java.util.concurrent.Flow.Subscriber<String> {
        @Override
        public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            heard.add(line);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
