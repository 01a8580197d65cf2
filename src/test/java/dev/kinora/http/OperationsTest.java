package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import routes.FailingRoutes;

class OperationsTest {
    private static RunningKinora kinora;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(FailingRoutes.class), "--kinora.http.metrics-token=a-token");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
    void a_healthy_kinora_says_so_and_no_more(String path) {
        var answer = kinora.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("components", "database", "details");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/database", "/health/nowhere", "/health/live/livenessState"})
    void parts_of_health_are_nobodys_business(String path) {
        assertThat(kinora.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void without_its_database_kinora_lives_but_is_not_ready_and_recovers() throws SQLException {
        var url = kinora.access().app().url();
        var name = url.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
        try (var superuser = TestServer.get().server().superuser("postgres").connect();
                var statement = superuser.createStatement()) {
            statement.execute("alter database " + name + " allow_connections false");
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");

            assertThat(kinora.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(kinora.get("/health").statusCode()).isEqualTo(503);
            assertThat(kinora.get("/health/live").statusCode()).isEqualTo(200);

            statement.execute("alter database " + name + " allow_connections true");
        }

        for (int i = 0; i < 50 && kinora.get("/health/ready").statusCode() != 200; i++) {
            pause();
        }
        assertThat(kinora.get("/health/ready").statusCode()).isEqualTo(200);
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void metrics_are_for_this_machine_and_for_the_token() {
        var forwarded = new String[] {"X-Forwarded-For", "192.0.2.7"};

        assertThat(kinora.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(kinora.get("/metrics", forwarded).statusCode()).isEqualTo(404);
        assertThat(kinora.get("/metrics", "Forwarded", "for=192.0.2.7").statusCode())
                .isEqualTo(404);
        assertThat(kinora.get("/metrics", "Via", "1.1 proxy", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(404);
        assertThat(kinora.get("/metrics", "Via", "1.1 proxy", "Authorization", "Bearer a-token")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void metrics_count_requests_by_route_the_machine_and_the_pools() {
        kinora.get("/health/ready");
        for (int i = 0; i < 20; i++) {
            kinora.get("/nowhere/" + i);
            kinora.get("/api/test/refused/CONFLICT?x=" + i);
        }

        var metrics = kinora.get("/metrics").body();

        assertThat(metrics)
                .contains("jvm_memory_used_bytes", "process_cpu_usage", "hikaricp_connections{pool=\"app\"")
                .containsPattern("http_server_requests_seconds_count\\{.*uri=\"/(api/)?test/refused/\\{category}\"")
                .doesNotContain("/nowhere/1", "secret");
        assertThat(metrics.lines().filter(line -> line.startsWith("http_server_requests_seconds_count")))
                .hasSizeLessThan(20);
    }

    @Test
    void no_other_endpoint_of_the_framework_is_reachable() {
        var mapped = new TreeSet<String>();
        kinora.bean(PathMappedEndpoints.class).forEach(endpoint -> mapped.add(endpoint.getRootPath()));

        assertThat(mapped).containsExactly("health", "metrics");
        for (var name : List.of(
                "actuator",
                "env",
                "beans",
                "info",
                "loggers",
                "heapdump",
                "threaddump",
                "mappings",
                "configprops",
                "conditions",
                "shutdown",
                "prometheus",
                "caches",
                "scheduledtasks",
                "httpexchanges",
                "startup",
                "sbom")) {
            assertThat(kinora.get("/" + name).statusCode()).as(name).isEqualTo(404);
            assertThat(kinora.get("/actuator/" + name).statusCode()).as(name).isEqualTo(404);
            assertThat(kinora.post("/" + name, "").statusCode()).as(name).isIn(403, 404, 405);
        }
    }
}
