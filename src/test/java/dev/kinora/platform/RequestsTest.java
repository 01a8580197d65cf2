package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kinora.testing.Await;
import dev.kinora.testing.RunningKinora;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import routes.EchoRoutes;

class RequestsTest {
    private static final ListAppender<ILoggingEvent> LINES = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // What the thread's context says now, not when the test looks.
            event.prepareForDeferredProcessing();
            super.append(event);
        }
    };
    private static RunningKinora kinora;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(
                List.of(EchoRoutes.class),
                "--kinora.http.trusted-proxies=127.0.0.0/8,::1/128",
                "--kinora.platform.access-log=true");
        var log = (Logger) LoggerFactory.getLogger("dev.kinora.access");
        log.setLevel(ch.qos.logback.classic.Level.INFO);
        log.setAdditive(false);
        LINES.start();
        log.addAppender(LINES);
    }

    @AfterAll
    static void stop() {
        ((Logger) LoggerFactory.getLogger("dev.kinora.access")).detachAppender(LINES);
        kinora.close();
    }

    private static List<String> lines(String containing) {
        return List.copyOf(LINES.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(containing))
                .toList();
    }

    @Test
    void a_request_has_one_id_for_the_client_the_log_the_caller_and_the_database() {
        var answer = kinora.get("/test/caller");

        var id = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(id).hasSize(36);
        assertThat(answer.body())
                .contains("\"id\":\"" + id, "\"logged\":\"" + id, "\"database\":\"" + id, "\"viewer\":\"Anonymous\"");
    }

    @Test
    void an_id_that_came_with_the_request_is_kept() {
        var answer = kinora.get("/test/caller", "X-Request-Id", "trace_1234.a-b");

        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("trace_1234.a-b");
        assertThat(answer.body()).contains("\"id\":\"trace_1234.a-b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "has space 1234", "<script>alert(1)</script>", "ääääääääää"})
    void an_id_that_could_do_harm_is_replaced(String id) {
        var answer = kinora.get("/test/caller", "X-Request-Id", id);

        assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).hasSize(36);
        assertThat(kinora.get("/test/caller", "X-Request-Id", "a".repeat(65)).body())
                .doesNotContain("aaaaa");
    }

    @Test
    void the_client_is_who_the_trusted_proxy_saw_and_its_agent_is_cut() {
        var body = kinora.get("/test/caller", "X-Forwarded-For", "1.1.1.1, 203.0.113.5", "User-Agent", "b".repeat(401))
                .body();

        assertThat(body).contains("\"ip\":\"203.0.113.5\"", "\"agent\":\"" + "b".repeat(400) + "\"");
    }

    @Test
    void an_error_is_still_the_same_request() {
        var answer = kinora.get("/test/failure", "X-Request-Id", "the-failing-one");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("the-failing-one");
    }

    @Test
    void the_access_log_has_a_line_without_query_and_without_tokens() {
        kinora.get("/test/caller?token=geheim&limit=1", "Cookie", "session=geheim");
        kinora.get("/test/secret/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJnZWhlaW0ifQ.c2lnbmF0dXJl");
        kinora.get("/test/secret/01980000-0000-7000-8000-00000000ada0");

        Await.until(() -> lines("/test/secret/").size() == 2);
        assertThat(lines("/test/caller")).anyMatch(line -> line.matches("GET /test/caller 200 \\d+ ms [0-9.]+"));
        assertThat(lines("/test/secret/eyJhbG… 200")).hasSize(1);
        assertThat(lines("/test/secret/01980000-0000-7000-8000-00000000ada0 200"))
                .hasSize(1);
        assertThat(lines("geheim")).isEmpty();
    }

    @Test
    void a_request_answered_later_is_one_line_with_its_id() {
        assertThat(kinora.get("/test/later", "X-Request-Id", "the-later-one").body())
                .isEqualTo("later");

        Await.until(() -> !lines("/test/later").isEmpty());
        assertThat(lines("/test/later")).hasSize(1).first().asString().contains(" 200 ");
        assertThat(List.copyOf(LINES.list))
                .filteredOn(line -> line.getFormattedMessage().contains("/test/later"))
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap()).containsEntry("requestId", "the-later-one"));
    }

    @Test
    void the_application_has_secrets_where_it_keeps_its_data() {
        var secrets = kinora.bean(Secrets.class);

        assertThat(secrets.decrypt(secrets.encrypt("token", "c"), "c")).isEqualTo("token");
    }

    @Test
    void a_page_request_comes_from_the_query_and_a_page_goes_out_as_items_and_next() {
        assertThat(kinora.get("/test/page?limit=7").body()).contains("\"limit\":7");
        assertThat(kinora.get("/test/page").body()).contains("\"limit\":25");
        assertThat(kinora.get("/test/page?limit=0").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(kinora.get("/test/items").body()).isEqualTo("{\"items\":[1,2],\"next\":\"" + Cursor.of(2) + "\"}");
    }
}
