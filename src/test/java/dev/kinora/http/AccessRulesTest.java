package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.access.ApiKeys;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import routes.UndeclaredRoute;

/** What each route needs, and what keys may do. */
class AccessRulesTest {
    private static RunningKinora kinora;
    private static People.Person ada;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(java.util.List.of(UndeclaredRoute.class));
        ada = People.member(kinora, "ada");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void every_route_declares_what_it_needs() {
        var undeclared = Objects.requireNonNull(
                        kinora.bean(DispatcherServlet.class).getHandlerMappings())
                .stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast)
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .filter(route -> !AccessRules.isDeclared(route))
                .map(route -> route.getBeanType().getSimpleName());

        assertThat(undeclared).containsExactly("UndeclaredRoute");
    }

    @Test
    void a_route_that_declares_nothing_is_open_to_nobody() {
        assertThat(kinora.get("/api/test/undeclared").statusCode()).isEqualTo(500);
        assertThat(get("/api/test/undeclared", ada.key(ApiScope.values()))).isEqualTo(500);
    }

    @Test
    void a_key_does_what_its_scopes_say_and_nothing_else() {
        var reader = ada.key(ApiScope.read);

        assertThat(get("/api/v1/account", reader)).isEqualTo(200);
        var refused = kinora.send(HttpRequest.newBuilder(java.net.URI.create(kinora.url("/api/v1/account/avatar")))
                .header("Authorization", "Bearer " + reader)
                .DELETE());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"code\":\"scope-missing\"");
        assertThat(get("/api/v1/account", ada.key(ApiScope.delete))).isEqualTo(403);
    }

    @Test
    void the_scope_admin_makes_no_admin_of_a_member() {
        assertThat(get("/api/v1/users", ada.key(ApiScope.values()))).isEqualTo(403);
        assertThat(get("/api/v1/audit-logs", ada.key(ApiScope.values()))).isEqualTo(403);
    }

    @Test
    void a_key_opens_the_api_and_no_page() {
        var key = ada.key(ApiScope.values());

        assertThat(kinora.get("/settings", "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_key_that_was_never_made_or_mistyped_is_told_so() {
        var real = ada.key(ApiScope.read);
        var mistyped = real.substring(0, 20) + (real.charAt(20) == 'x' ? 'y' : 'x') + real.substring(21);

        for (var key : new String[] {"kin_nonsense", mistyped, "", "Bearer", "kin_" + "a".repeat(5000)}) {
            var answer = kinora.get("/api/v1/instance", "Authorization", "Bearer " + key);
            assertThat(answer.statusCode()).as(key).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        }
    }

    @Test
    void a_key_says_how_many_requests_are_left_and_stops_at_its_limit() throws SQLException {
        var key = ada.key(ApiScope.read);
        execute("update api_keys set rate_limit = 3 where key_prefix = '" + key.substring(0, 10) + "'");

        for (int left = 2; left >= 0; left--) {
            var answer = kinora.get("/api/v1/account", "Authorization", "Bearer " + key);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit"))
                    .get()
                    .asString()
                    .startsWith("\"key\";r=" + left + ";t=");
            assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"key\";q=3;w=3600");
        }
        var refused = kinora.get("/api/v1/account", "Authorization", "Bearer " + key);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"rate-limited\"");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 3600);
    }

    @Test
    void a_key_stops_with_the_next_request_when_it_is_revoked_or_its_owner_suspended() throws SQLException {
        var lin = People.member(kinora, "lin");
        var key = lin.key(ApiScope.read);
        assertThat(get("/api/v1/account", key)).isEqualTo(200);

        execute("update users set status = 'suspended' where username = 'lin'");
        assertThat(get("/api/v1/account", key)).isEqualTo(401);
        execute("update users set status = 'active' where username = 'lin'");
        assertThat(get("/api/v1/account", key)).isEqualTo(200);
        Caller.system("test").run(() -> kinora.bean(ApiKeys.class).revokeAll(lin.id()));
        assertThat(get("/api/v1/account", key)).isEqualTo(401);
    }

    private static int get(String path, String key) {
        return kinora.get(path, "Authorization", "Bearer " + key).statusCode();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
