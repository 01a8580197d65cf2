package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import routes.FailingRoutes;

class OperationsTest {
    private static RunningKinora kinora;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(FailingRoutes.class));
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
    void metrics_are_for_this_machine() {
        var forwarded = new String[] {"X-Forwarded-For", "192.0.2.7"};

        assertThat(kinora.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(kinora.get("/metrics", forwarded).statusCode()).isEqualTo(404);
        assertThat(kinora.get("/metrics", "Forwarded", "for=192.0.2.7").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1:8080, 200",
        "[::1]:8080, 200",
        "kinora.example, 404",
        "localhost.mal.example, 404"
    })
    void a_plain_proxy_on_this_machine_is_known_by_the_host_it_asks_for(String host, int status) {
        var answer = RawHttp.send(kinora, "GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(RawHttp.status(answer)).isEqualTo(status);
    }

    @Test
    void a_token_that_is_set_is_asked_of_everybody() {
        try (var guarded = RunningKinora.start("--kinora.http.metrics-token=a-token")) {
            assertThat(guarded.get("/metrics").statusCode()).isEqualTo(404);
            assertThat(guarded.get("/metrics", "Authorization", "Bearer wrong").statusCode())
                    .isEqualTo(404);
            assertThat(guarded.get("/metrics", "Via", "1.1 proxy", "Authorization", "Bearer a-token")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void no_route_of_a_test_is_there_unasked() {
        kinora.get("/");
        var mappings =
                Objects.requireNonNull(kinora.bean(DispatcherServlet.class).getHandlerMappings());

        assertThat(mappings.stream()
                        .filter(RequestMappingHandlerMapping.class::isInstance)
                        .map(RequestMappingHandlerMapping.class::cast)
                        .flatMap(mapping -> mapping.getHandlerMethods().values().stream()))
                .extracting(route -> route.getBeanType())
                .filteredOn(type -> type.getPackageName().startsWith("dev.kinora"))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(
                                type.getProtectionDomain().getCodeSource().getLocation())
                        .asString()
                        .doesNotContain("test-classes"));
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
