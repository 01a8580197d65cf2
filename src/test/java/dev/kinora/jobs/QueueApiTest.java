package dev.kinora.jobs;

import static dev.kinora.jobs.JobsDesk.body;
import static dev.kinora.jobs.JobsDesk.code;
import static dev.kinora.jobs.JobsDesk.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ParentFailure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.PracticeJobs.Encode;
import routes.PracticeJobs.Practice;
import tools.jackson.databind.JsonNode;

/** How admins see the queue through the API, and what they do about it. */
class QueueApiTest {
    private static JobsDesk desk;

    @BeforeAll
    static void start() {
        desk = new JobsDesk();
    }

    @AfterAll
    static void stop() {
        desk.close();
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
        assertThat(desk.send(method, path, desk.own).statusCode()).isEqualTo(403);
        assertThat(desk.send(method, path, null).statusCode()).isEqualTo(401);
    }

    @Test
    void all_that_died_of_one_code_are_revived_together_in_portions() {
        var many = new ArrayList<NewJob>();
        for (int i = 0; i < 1_203; i++) {
            many.add(NewJob.of(new Practice("die"), JobOptions.none()));
        }
        Caller.system("test").run(() -> desk.kinora.bean(Jobs.class).enqueueAll(many));
        desk.runDue();
        var other = desk.enqueue(new Encode("other"), JobOptions.none());
        desk.execute("update processing_jobs set error_code = 'other' where id = '" + other + "'");
        desk.execute("insert into dead_jobs (job_id, job_type, error_code) values ('" + other
                + "', 'encode_rendition', 'other')");

        var revived =
                desk.send("POST", "/jobs/revivals", desk.admin, "{\"type\":\"practice\",\"errorCode\":\"no-harbour\"}");

        assertThat(body(revived).get("jobs").asInt()).isGreaterThanOrEqualTo(1_203);
        assertThat(body(revived).get("more").asBoolean()).isFalse();
        assertThat(ids(desk.get("/jobs?state=failed&error=no-harbour", desk.admin)))
                .isEmpty();
        assertThat(ids(desk.get("/jobs?state=failed&error=OTHER", desk.admin))).containsExactly(other.toString());
        desk.execute("delete from dead_jobs");
        desk.runDue();
    }

    @Test
    void a_revival_that_names_nothing_revives_nothing() {
        var dead = desk.enqueue(new Practice("die"), JobOptions.none());
        desk.runDue();

        for (var slip : List.of("{}", "{\"kind\":\"practice\"}", "{\"all\":false}")) {
            assertThat(desk.send("POST", "/jobs/revivals", desk.admin, slip).statusCode())
                    .isEqualTo(422);
        }
        assertThat(desk.send("POST", "/jobs/revivals", desk.admin, "{\"type\":\"practise\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(desk.state(dead)).isEqualTo("failed");

        assertThat(body(desk.send("POST", "/jobs/revivals", desk.admin, "{\"all\":true}"))
                        .get("jobs")
                        .asInt())
                .isPositive();
        assertThat(desk.state(dead)).isEqualTo("ready");
        desk.runDue();
        desk.execute("delete from dead_jobs");
    }

    @Test
    void two_jobs_of_one_key_are_never_revived_side_by_side() {
        var key = JobOptions.none().unique(Unique.whileUnfinished("the harbour"));
        var first = desk.enqueue(new Practice("die"), key);
        desk.runDue();
        var second = desk.enqueue(new Practice("die"), key);
        desk.runDue();
        var holder = desk.enqueue(
                new Practice("done"), key.at(java.time.Instant.now().plusSeconds(3_600)));
        assertThat(holder).isNotIn(first, second);

        var refused = desk.post("/jobs/" + first + "/revival", desk.admin);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("job-key-taken");
        assertThat(revivedOf("no-harbour")).isZero();
        assertThat(desk.state(first)).isEqualTo("failed");

        desk.post("/jobs/" + holder + "/cancellation", desk.admin);
        assertThat(revivedOf("no-harbour")).isEqualTo(1);
        assertThat(desk.state(first)).isEqualTo("ready");
        assertThat(desk.state(second)).isEqualTo("failed");
        desk.execute("delete from dead_jobs");
        desk.runDue();
        desk.execute("delete from dead_jobs");
    }

    private int revivedOf(String error) {
        return body(desk.send(
                        "POST",
                        "/jobs/revivals",
                        desk.admin,
                        "{\"type\":\"practice\",\"errorCode\":\"" + error + "\"}"))
                .get("jobs")
                .asInt();
    }

    @Test
    void a_paused_kind_waits_until_it_is_resumed() {
        desk.send("PUT", "/jobs/pauses/practice", desk.admin);
        var again = desk.send("PUT", "/jobs/pauses/practice", desk.admin);
        var job = desk.enqueue(new Practice("done"), JobOptions.none());
        desk.runDue();

        assertThat(body(again).at("/items/0/scope").asString()).isEqualTo("practice");
        assertThat(body(again).at("/items/0/byName").asString()).isEqualTo("grace");
        assertThat(desk.state(job)).isEqualTo("ready");

        desk.send("DELETE", "/jobs/pauses/practice", desk.admin);
        desk.runDue();

        assertThat(desk.state(job)).isEqualTo("completed");
        assertThat(code(desk.send("PUT", "/jobs/pauses/juggling", desk.admin))).isEqualTo("job-type-not-found");
    }

    @Test
    void everything_is_paused_by_a_star() {
        desk.send("PUT", "/jobs/pauses/*", desk.admin);
        assertThat(body(desk.get("/jobs/summary", desk.admin)).path("pausedAt").isString())
                .isTrue();

        desk.send("DELETE", "/jobs/pauses/*", desk.admin);
        assertThat(body(desk.get("/jobs/summary", desk.admin)).path("pausedAt").isString())
                .isFalse();
    }

    /** Among those of the upkeep. */
    private static JsonNode nightly(HttpResponse<String> answer) {
        return body(answer)
                .path("items")
                .valueStream()
                .filter(each -> each.path("name").asString().equals("sweep-nightly"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_schedule_is_paused_resumed_and_run_beside_its_times() {
        var paused = nightly(desk.send("PUT", "/jobs/schedules/sweep-nightly/pause", desk.admin));
        assertThat(paused.path("pausedAt").isString()).isTrue();
        var resumed = nightly(desk.send("DELETE", "/jobs/schedules/sweep-nightly/pause", desk.admin));
        assertThat(resumed.path("pausedAt").isString()).isFalse();
        assertThat(Instant.parse(resumed.path("nextAt").asString())).isAfter(Instant.now());

        var job = body(desk.post("/jobs/schedules/sweep-nightly/runs", desk.admin))
                .get("job")
                .asString();
        desk.runDue();

        assertThat(desk.state(new JobId(UUID.fromString(job)))).isEqualTo("completed");
        assertThat(body(desk.get("/jobs/" + job + "/events", desk.admin))
                        .at("/items/0/actorName")
                        .asString())
                .isEqualTo("grace");
        assertThat(desk.value(
                        "select count(*) from audit_logs where action = 'job.hurried' and resource_id = '" + job + "'"))
                .isEqualTo("1");
        assertThat(code(desk.post("/jobs/schedules/never/runs", desk.admin))).isEqualTo("job-schedule-not-found");
    }

    @Test
    void a_job_is_found_by_where_it_is() {
        var parent = desk.enqueue(
                new Encode("parent"), JobOptions.none().at(Instant.now().plus(Duration.ofDays(1))));
        var child = desk.enqueue(new Encode("child"), JobOptions.none().after(List.of(parent), ParentFailure.block));
        var gated = desk.enqueue(new Encode("gated"), JobOptions.none().gate("narrow", 1));
        var ready = desk.enqueue(new Encode("ready"), JobOptions.none());

        assertThat(ids(desk.get("/jobs?state=scheduled&type=encode_rendition", desk.admin)))
                .contains(parent.toString());
        assertThat(ids(desk.get("/jobs?state=waiting", desk.admin))).contains(child.toString());
        assertThat(ids(desk.get("/jobs?state=gated", desk.admin))).contains(gated.toString());
        assertThat(ids(desk.get("/jobs?state=ready&lane=encode&limit=100", desk.admin)))
                .contains(ready.toString());
        assertThat(ids(desk.get("/jobs?state=ready&lane=light&limit=100", desk.admin)))
                .doesNotContain(ready.toString());
        var summary = body(desk.get("/jobs/summary", desk.admin));
        assertThat(summary.get("waiting").asInt()).isPositive();
        assertThat(summary.get("gated").asInt()).isPositive();
        assertThat(summary.get("scheduled").asInt()).isPositive();
        assertThat(summary.get("ready").asInt()).isPositive();
        desk.post("/jobs/" + child + "/cancellation", desk.admin);
        desk.post("/jobs/" + parent + "/cancellation", desk.admin);
        desk.runDue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&state=ready", "&state=cancelled", "&mine=true", "&type=encode_rendition"})
    void a_list_goes_on_behind_its_cursor_without_gap_or_repetition(String filter) {
        var user = desk.grace.id();
        for (int i = 0; i < 5; i++) {
            desk.enqueue(new Encode("page " + i), JobOptions.none().user(user));
        }
        var all = ids(desk.get("/jobs?limit=100" + filter, desk.admin));

        var paged = new ArrayList<String>();
        var cursor = "";
        do {
            var page = body(
                    desk.get("/jobs?limit=2" + filter + (cursor.isEmpty() ? "" : "&cursor=" + cursor), desk.admin));
            page.get("items").forEach(job -> paged.add(job.get("id").asString()));
            cursor = page.path("next").isString() ? page.get("next").asString() : "";
        } while (!cursor.isEmpty() && paged.size() < 100);

        assertThat(paged.subList(0, Math.min(paged.size(), all.size()))).isEqualTo(all);
    }

    @Test
    void a_filter_that_says_nothing_is_refused_by_name() {
        var refused = desk.get("/jobs?state=odd&video=7&since=yesterday", desk.admin);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(body(refused).get("fields").values())
                .extracting(field -> field.get("field").asString())
                .containsExactlyInAnyOrder("state", "video", "since");
    }

    @Test
    void a_graph_of_thousands_is_cut_off_and_says_so() {
        var first = desk.enqueue(new Encode("first"), JobOptions.none());
        var fan = new ArrayList<NewJob>();
        for (int i = 0; i < 2_000; i++) {
            fan.add(NewJob.of(new Practice("done"), JobOptions.none().after(first)));
        }
        Caller.system("test").run(() -> desk.kinora.bean(Jobs.class).enqueueAll(fan));

        var graph = body(desk.get("/jobs/" + first + "/graph", desk.admin));

        assertThat(graph.get("more").asBoolean()).isTrue();
        assertThat(graph.get("nodes").size()).isBetween(100, 202);
        assertThat(body(desk.get("/jobs/summary", desk.admin)).get("waiting").asInt())
                .isGreaterThanOrEqualTo(2_000);
        desk.runDue();
    }

    @Test
    void workers_tell_what_they_serve() {
        desk.runDue();

        var workers = body(desk.get("/workers", desk.admin));

        assertThat(workers.at("/items/0/state").asString()).isEqualTo("working");
        assertThat(workers.at("/items/0/types").values())
                .extracting(JsonNode::asString)
                .contains("practice", "encode_rendition");
    }
}
