package dev.kinora.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Caller;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PeopleTest {
    private static RunningKinora kinora;
    private static Person ada;
    private static String key;
    private static int count;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start();
        ada = dev.kinora.testing.People.create(kinora, "ada", UserRole.admin);
        key = ada.key(ApiScope.values());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void suspension_stops_sessions_and_keys_with_the_next_request_and_tells_why() {
        var lin = somebody(UserRole.member);
        var browser = lin.browser();
        var linsKey = lin.key(ApiScope.read);
        assertThat(get("/api/v1/account/audit-logs", linsKey).statusCode()).isEqualTo(200);
        assertThat(withCookie("/api/v1/account/audit-logs", browser).statusCode())
                .isEqualTo(200);

        var answer = send(
                "PUT", "/api/v1/users/" + lin.id() + "/suspension", "{\"reason\": \"Spam under every video\"}", null);

        assertThat(json(answer).get("status").asString()).isEqualTo("suspended");
        assertThat(get("/api/v1/account/audit-logs", linsKey).statusCode()).isEqualTo(401);
        assertThat(withCookie("/api/v1/account/audit-logs", browser).statusCode())
                .isEqualTo(401);
        assertThat(query("select text from mails where recipient = '" + lin.email() + "'"))
                .contains("Spam under every video");
        assertThat(query(
                        "select actor_id || ' ' || actor_type from audit_logs where action = 'user.updated' and resource_id = '"
                                + lin.id() + "' and changes ? 'status'"))
                .isEqualTo(ada.id() + " api");

        send("DELETE", "/api/v1/users/" + lin.id() + "/suspension", "", null);

        assertThat(get("/api/v1/account/audit-logs", linsKey).statusCode()).isEqualTo(200);
        assertThat(withCookie("/api/v1/account/audit-logs", browser).statusCode())
                .isEqualTo(401);
    }

    @Test
    void an_admin_cannot_lock_themselves_out() {
        var another = somebody(UserRole.admin);

        for (var refused : List.of(
                send("PUT", "/api/v1/users/" + ada.id() + "/suspension", "{\"reason\": \"x\"}", null),
                send("PATCH", "/api/v1/users/" + ada.id(), "{\"role\": \"member\"}", null))) {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(json(refused).get("code").asString()).isEqualTo("yourself");
        }
        as(ada.id(), () -> {
            assertThatThrownBy(() -> people().delete(ada.id(), null)).isInstanceOf(IdentityProblem.class);
            assertThatThrownBy(() -> people().cancel(ada.id(), null)).isInstanceOf(IdentityProblem.class);
            return null;
        });
        as(ada.id(), () -> {
            people().change(another.id(), new People.Change(UserRole.member, null, null), null);
            return null;
        });
    }

    @Test
    void the_last_admin_stays_whoever_asks() {
        assertThatThrownBy(() -> Caller.system("operator")
                        .run(() -> people().change(ada.id(), new People.Change(UserRole.member, null, null), null)))
                .hasMessageContaining("last admin");
        assertThatThrownBy(() -> Caller.system("operator").run(() -> people().suspend(ada.id(), "x", null)))
                .hasMessageContaining("last admin");
    }

    @Test
    void two_admins_who_demote_each_other_leave_one() throws Exception {
        execute("update users set role = 'member' where role = 'admin'");
        try {
            for (int round = 0; round < 5; round++) {
                var one = somebody(UserRole.admin);
                var two = somebody(UserRole.admin);
                try (var both = Executors.newFixedThreadPool(2)) {
                    List<Callable<Boolean>> acts = List.of(() -> demotes(one, two), () -> demotes(two, one));
                    var done = 0;
                    for (var act : both.invokeAll(acts)) {
                        done += act.get() ? 1 : 0;
                    }
                    assertThat(done).isEqualTo(1);
                }
                assertThat(query("select count(*)::text from users where role = 'admin'"))
                        .isEqualTo("1");
                execute("update users set role = 'member' where role = 'admin'");
            }
        } finally {
            execute("update users set role = 'admin' where id = '" + ada.id() + "'");
        }
    }

    private static boolean demotes(Person admin, Person other) {
        try {
            as(admin.id(), () -> {
                people().change(other.id(), new People.Change(UserRole.member, null, null), null);
                return null;
            });
            return true;
        } catch (IdentityProblem refused) {
            return false;
        }
    }

    @Test
    void what_is_not_offered_is_not_changed() {
        var lin = somebody(UserRole.member);
        var before = row(lin);

        var answer = send("PATCH", "/api/v1/users/" + lin.id(), """
                {"id": "%s", "email": "mal@example.org", "emailVerifiedAt": null, "passwordHash": "x", "password_hash": "x",
                 "status": "suspended", "currentUsage": 0, "deletedAt": "2026-01-01T00:00:00Z", "username": "mal"}""".formatted(ada.id()), null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(row(lin)).isEqualTo(before);
    }

    @Test
    void a_tier_sets_the_limit_of_the_keys_and_an_own_quota_goes_with_null() {
        var lin = somebody(UserRole.member);
        var linsKey = lin.key(ApiScope.read);

        send("PATCH", "/api/v1/users/" + lin.id(), "{\"tier\": \"pro\", \"monthlyQuota\": 77}", null);

        assertThat(query("select rate_limit::text from api_keys where user_id = '" + lin.id() + "'"))
                .isEqualTo("5000");
        assertThat(get("/api/v1/account/audit-logs", linsKey).headers().map().toString())
                .contains("5000");
        assertThat(one(lin).get("monthlyQuota").asInt()).isEqualTo(77);

        send("PATCH", "/api/v1/users/" + lin.id(), "{\"monthlyQuota\": null}", null);

        assertThat(one(lin).get("monthlyQuota").asInt()).isEqualTo(300);
        assertThat(send("PATCH", "/api/v1/users/" + lin.id(), "{\"monthlyQuota\": -1}", null)
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_decision_on_an_old_version_is_refused() {
        var lin = somebody(UserRole.member);
        var seen = get("/api/v1/users/" + lin.id(), key)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        send("PATCH", "/api/v1/users/" + lin.id(), "{\"tier\": \"pro\"}", "W/" + seen);

        var late = send("PATCH", "/api/v1/users/" + lin.id(), "{\"tier\": \"business\"}", seen);

        assertThat(json(late).get("code").asString()).isEqualTo("changed-meanwhile");
        assertThat(one(lin).get("tier").asString()).isEqualTo("pro");
        assertThat(send("PUT", "/api/v1/users/" + lin.id() + "/suspension", "{\"reason\": \"x\"}", seen)
                        .statusCode())
                .isEqualTo(late.statusCode());
    }

    @Test
    void a_new_role_ends_the_sessions() {
        var lin = somebody(UserRole.member);
        var browser = lin.browser();

        send("PATCH", "/api/v1/users/" + lin.id(), "{\"role\": \"moderator\"}", null);

        assertThat(withCookie("/api/v1/account/audit-logs", browser).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"member", "moderator"},
            value = UserRole.class)
    void nobody_else_reaches_the_routes_or_the_facade(UserRole role) {
        var mal = somebody(role);
        var malsKey = mal.key(ApiScope.values());
        for (var path : List.of(
                "/api/v1/users",
                "/api/v1/users/" + ada.id(),
                "/admin",
                "/admin/users",
                "/admin/users/" + ada.id(),
                "/admin/audit",
                "/admin/mail")) {
            var answer = path.startsWith("/api") ? get(path, malsKey) : withCookie(path, mal.browser());
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).doesNotContain(ada.email());
        }
        as(mal.id(), () -> {
            assertThatThrownBy(() -> people().suspend(ada.id(), "x", null)).isInstanceOf(IdentityProblem.class);
            assertThat(people().page(new PeopleFilter(null, null, null, null), PageRequest.first())
                            .items())
                    .extracting(dev.kinora.identity.Person::id)
                    .containsExactly(mal.id());
            return null;
        });
    }

    @Test
    void a_key_without_the_admin_scope_is_refused() {
        assertThat(get("/api/v1/users", ada.key(ApiScope.read, ApiScope.write)).statusCode())
                .isEqualTo(403);
    }

    private static Person somebody(UserRole role) {
        return dev.kinora.testing.People.create(
                kinora, "person" + "abcdefghjkmnpqrstuvwxyz".charAt(count % 23) + "x" + (2 + count++), role);
    }

    private static People people() {
        return kinora.bean(People.class);
    }

    private static <T extends @Nullable Object> T as(UUID viewer, java.util.function.Supplier<T> work) {
        return new Caller(new Viewer.User(viewer), "test", null, null).call(work::get);
    }

    private static JsonNode one(Person person) {
        return json(get("/api/v1/users/" + person.id(), key));
    }

    private static String row(Person person) {
        return query("select (to_jsonb(u))::text from users u where id = '" + person.id() + "'");
    }

    private static HttpResponse<String> get(String path, String shown) {
        return kinora.get(path, "Authorization", "Bearer " + shown);
    }

    private static HttpResponse<String> withCookie(String path, String session) {
        return kinora.get(path, "Cookie", "kinora_session=" + session);
    }

    private static HttpResponse<String> send(String method, String path, String body, @Nullable String match) {
        var request = HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
        return kinora.send(match == null ? request : request.header("If-Match", match));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void execute(String sql) {
        try (var connection = kinora.access().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String query(String sql) {
        try (var connection = kinora.access().owner().connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
