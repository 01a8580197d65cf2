package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.HeardLog;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.FailingRoutes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProblemsTest {
    private static RunningKinora kinora;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(FailingRoutes.class));
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = JsonMapper.shared().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("type").asString()).isEqualTo("/problems/" + code);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank();
        assertThat(problem.get("instance").asString())
                .isEqualTo(answer.request().uri().getRawPath());
        assertThat(problem.get("requestId").asString()).isNotBlank();
        assertThat(answer.body()).doesNotContain("java.", "dev.kinora", "springframework", "Exception", "secret-of");
        return problem;
    }

    private static HttpResponse<String> post(String path, String body, String type) {
        return kinora.post(path, body, "Content-Type", type);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID, 422",
        "UNAUTHENTICATED, 401",
        "FORBIDDEN, 403",
        "NOT_FOUND, 404",
        "CONFLICT, 409",
        "STALE, 412",
        "TOO_LARGE, 413",
        "UNSUPPORTED, 415",
        "EXHAUSTED, 429",
        "FULL, 507",
        "UNAVAILABLE, 503"
    })
    void a_refusal_is_a_problem_document_of_its_category(String category, int status) {
        var answer = kinora.get("/api/test/refused/" + category);

        var problem = problem(answer, status, "test-refused");
        assertThat(problem.get("detail").asString()).isEqualTo("This was refused for the test.");
        assertThat(problem.get("hint").asString()).isEqualTo("try the other door");
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    @Test
    void a_person_gets_a_page_and_a_program_gets_json() {
        var page = kinora.get("/test/refused/NOT_FOUND", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        var json = kinora.get("/test/refused/NOT_FOUND", "Accept", "application/json");
        var rather = kinora.get("/test/refused/NOT_FOUND", "Accept", "text/html;q=0.5, application/json");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("This was refused for the test.");
        problem(json, 404, "test-refused");
        problem(rather, 404, "test-refused");
    }

    @Test
    void what_lies_behind_a_refusal_is_in_the_log_and_not_in_the_answer() {
        try (var log = new HeardLog(ProblemResponses.class)) {
            problem(kinora.get("/api/test/refused/CONFLICT"), 409, "test-refused");
            var answer = kinora.get("/api/test/away");

            assertThat(problem(answer, 503, "test-away").get("detail").asString())
                    .isEqualTo("It is away for the test.");
            assertThat(answer.body()).doesNotContain("cable");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN GET /api/test/away")
                    .contains("test-away", "the cable is out");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/test/bug", "/api/test/half-done"})
    void a_bug_shows_its_incident_and_nothing_else(String path) {
        var answer = kinora.get(path);

        var problem = problem(answer, 500, "internal-error");
        assertThat(problem.get("incident").asString()).matches("[0-9A-Z]{5}-[0-9A-Z]{5}");
        assertThat(problem.get("detail").asString())
                .contains(problem.get("incident").asString());
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    }

    @Test
    void a_bug_behind_a_page_is_a_page_with_its_incident() {
        var answer = kinora.get("/test/bug", "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).containsPattern("[0-9A-Z]{5}-[0-9A-Z]{5}").doesNotContain("secret-of", "Exception");
    }

    @Test
    void what_fails_later_on_another_thread_fails_the_same_way() {
        problem(kinora.get("/api/test/later"), 409, "test-refused");
    }

    @Test
    void an_answer_that_never_comes_is_given_up() {
        var answer = kinora.get("/api/test/never");

        problem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void a_body_that_is_not_json_says_where() {
        var problem =
                problem(post("/api/test/clips", "{\"title\": \n oops}", "application/json"), 400, "malformed-body");

        assertThat(problem.get("detail").asString()).contains("line 2");
    }

    @Test
    void a_value_of_the_wrong_kind_is_named_by_its_field() {
        var body = "{\"title\": \"a\", \"seconds\": \"many\"}";

        var problem = problem(post("/api/test/clips", body, "application/json"), 400, "malformed-body");

        assertThat(problem.get("detail").asString()).isEqualTo("The value of 'seconds' is not of the right kind.");
    }

    @Test
    void a_missing_body_is_said_to_be_missing() {
        problem(post("/api/test/clips", "", "application/json"), 400, "malformed-body");
    }

    @Test
    void every_invalid_field_is_listed() {
        var body = "{\"title\": \" \", \"seconds\": -1}";

        var problem = problem(post("/api/test/clips", body, "application/json"), 422, "invalid");

        assertThat(problem.get("fields").values())
                .extracting(field -> field.get("field").asString())
                .containsExactlyInAnyOrder("title", "seconds");
        assertThat(problem.get("fields").values())
                .allSatisfy(
                        field -> assertThat(field.get("sentence").asString()).isNotBlank());
    }

    @Test
    void parameters_are_missed_mistyped_and_out_of_bounds_in_words() {
        assertThat(problem(kinora.get("/api/test/page"), 400, "missing-parameter")
                        .get("detail")
                        .asString())
                .contains("'limit'");
        assertThat(problem(kinora.get("/api/test/page?limit=x"), 400, "invalid-parameter")
                        .get("detail")
                        .asString())
                .contains("'limit'");
        assertThat(problem(kinora.get("/api/test/page?limit=101"), 422, "invalid")
                        .at("/fields/0/field")
                        .asString())
                .isEqualTo("limit");
    }

    @Test
    void another_method_is_told_which_ones_are_possible() {
        var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/test/clips")))
                .DELETE());

        problem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("POST");
    }

    @Test
    void forms_of_content_that_nobody_speaks_are_refused() {
        problem(post("/api/test/clips", "<a/>", "application/xml"), 415, "unsupported-media-type");
        problem(kinora.get("/api/v1/instance", "Accept", "image/png"), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nowhere", "/client/v4/nowhere", "/api/v1/", "/api/error"})
    void an_unknown_api_address_is_a_problem(String path) {
        problem(kinora.get(path), 404, "not-found");
    }

    @Test
    void an_unknown_page_and_the_error_page_itself_are_not_there() {
        assertThat(kinora.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(kinora.get("/error").statusCode()).isEqualTo(404);
        assertThat(kinora.get("/assets/nowhere.js").statusCode()).isEqualTo(404);
    }

    @Test
    void a_reason_meant_for_the_client_is_told_and_one_for_the_container_is_not() {
        assertThat(problem(kinora.get("/api/test/reason"), 410, "refused")
                        .get("detail")
                        .asString())
                .isEqualTo("It was taken down.");
        problem(kinora.get("/api/test/sent"), 410, "refused");
    }

    @Test
    void the_request_id_of_the_header_is_the_one_in_the_document() {
        var answer = kinora.get("/api/nowhere");

        var header = answer.headers().firstValue("X-Request-Id");

        var id = problem(answer, 404, "not-found").get("requestId").asString();
        assertThat(header).hasValue(id);
    }
}
