package dev.kinora.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.FormClient;
import dev.kinora.testing.Letterbox;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links and forms in hands they were not meant for. */
class HostileLinksTest {
    private RunningKinora kinora;

    @BeforeEach
    void start() {
        kinora = RunningKinora.start();
    }

    @AfterEach
    void stop() {
        kinora.close();
    }

    private FormClient browser() {
        return new FormClient(kinora);
    }

    private HttpResponse<String> signUp(String email, String username, String password) {
        return browser().submit("/sign-up", Map.of("email", email, "username", username, "password", password));
    }

    private String path(String address) {
        return URI.create(Letterbox.link(kinora, address)).getPath();
    }

    @Test
    void a_link_for_a_new_password_serves_one_of_two_who_use_it_at_once() throws Exception {
        People.member(kinora, "ada");
        browser().submit("/forgot-password", Map.of("identifier", "ada"));
        var link = path("ada@example.org");

        var answers = atOnce(
                () -> browser().submit(link, Map.of("newPassword", "ferry rope nine violet")),
                () -> browser().submit(link, Map.of("newPassword", "copper tide under lamp")));

        assertThat(answers).extracting(HttpResponse::statusCode).contains(303).containsAnyOf(422, 404);
        assertThat(browser().get(link).statusCode()).isEqualTo(404);
        assertThat(browser().signIn("ada", People.PASSWORD).statusCode()).isEqualTo(422);
    }

    @Test
    void a_new_password_ends_every_session_and_every_older_link() {
        var ada = People.member(kinora, "ada");
        var thief = browser();
        thief.plant("kinora_session", ada.browser());
        browser().submit("/forgot-password", Map.of("identifier", "ada"));
        var first = path("ada@example.org");
        browser().submit("/forgot-password", Map.of("identifier", "ada@example.org"));
        dev.kinora.testing.Await.until(() -> !path("ada@example.org").equals(first));
        var second = path("ada@example.org");

        assertThat(browser()
                        .submit(second, Map.of("newPassword", "ferry rope nine violet"))
                        .statusCode())
                .isEqualTo(303);

        assertThat(thief.get("/settings").statusCode()).isEqualTo(303);
        assertThat(browser().get(first).statusCode()).isEqualTo(404);
    }

    @Test
    void an_account_somebody_else_prepared_is_not_theirs_once_its_owner_proves_the_address() {
        signUp("lin@example.org", "mal.was.here", "mallory knows this one");
        var planted = path("lin@example.org");

        assertThat(browser()
                        .submit(planted, Map.of("password", People.PASSWORD))
                        .statusCode())
                .as("the link alone lets nobody in")
                .isEqualTo(422);
        signUp("lin@example.org", "lin", People.PASSWORD);
        var own = path("lin@example.org");
        assertThat(browser().submit(own, Map.of("password", People.PASSWORD)).statusCode())
                .isEqualTo(303);

        assertThat(browser().get(planted).statusCode()).isEqualTo(404);
        assertThat(browser().signIn("lin@example.org", "mallory knows this one").statusCode())
                .isEqualTo(422);
        assertThat(browser().signIn("lin", People.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void signing_up_with_an_address_that_has_an_account_looks_like_any_other() {
        People.member(kinora, "ada");
        var known = signUp("ada@example.org", "somebody", People.PASSWORD);
        var fresh = signUp("eve@example.org", "somebody.else", People.PASSWORD);

        assertThat(known.statusCode()).isEqualTo(fresh.statusCode()).isEqualTo(200);
        assertThat(Letterbox.of(kinora, "ada@example.org"))
                .extracting(Letterbox.Letter::subject)
                .containsExactly("You already have an account");
        assertThat(browser().signIn("somebody", People.PASSWORD).statusCode()).isEqualTo(422);
    }

    @Test
    void a_name_is_taken_for_whoever_has_the_address_as_for_anybody() {
        People.member(kinora, "ada");

        assertThat(signUp("ada@example.org", "ada", People.PASSWORD).statusCode())
                .isEqualTo(signUp("eve@example.org", "ada", People.PASSWORD).statusCode())
                .isEqualTo(422);
    }

    @Test
    void the_link_of_the_start_makes_nobody_an_admin_while_the_admin_is_away() throws SQLException {
        var first = kinora.bean(FirstAdmin.class);
        var link = URI.create(Caller.system("test").call(first::link).orElseThrow())
                .getPath();
        var ada = People.create(kinora, "ada", UserRole.admin);

        for (var absence : List.of("status = 'suspended'", "status = 'cancelled'", "deleted_at = now()")) {
            execute("update users set status = 'active', deleted_at = null where id = '" + ada.id() + "'");
            execute("update users set " + absence + " where id = '" + ada.id() + "'");

            assertThat(browser().get(link).statusCode()).as(absence).isEqualTo(404);
        }
    }

    @Test
    void the_last_admin_cannot_leave() {
        var ada = People.create(kinora, "ada", UserRole.admin);
        var browser = browser();
        browser.plant("kinora_session", ada.browser());

        var answer = browser.submit("/settings/data", "/settings/data/deletion", Map.of("password", People.PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("last admin");
        assertThat(browser.get("/admin").statusCode()).isEqualTo(200);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void more_than_the_form_asks_for_is_not_taken() {
        browser()
                .submit(
                        "/sign-up",
                        Map.of(
                                "email", "mal@example.org",
                                "username", "mal",
                                "password", People.PASSWORD,
                                "role", "admin",
                                "status", "active",
                                "emailVerifiedAt", "2026-01-01T00:00:00Z",
                                "subscriptionTier", "enterprise"));
        var mal = browser();

        assertThat(mal.signIn("mal", People.PASSWORD).body()).contains("not confirmed yet");
        mal.submit(path("mal@example.org"), Map.of("password", People.PASSWORD));
        assertThat(mal.get("/settings/quota").body()).contains("Free");
        assertThat(mal.get("/admin").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mal@example.org\r\nBcc: everybody@example.org",
                "mal@example.org\nSubject: hello",
                "mal@example.org,everybody@example.org",
                "\"Mal\" <mal@example.org>",
                "mal@ex\u0430mple.org",
                "mal@example.org%0aBcc:x@example.org",
                "mal@localhost",
                ""
            })
    void an_address_that_would_write_headers_or_deceive_is_refused(String address) {
        var answer = signUp(address, "mal", People.PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("name@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0430da", "Ada", "a.d.a", "ad\u200Ba", "4da\u0301", "admin", "adа", ".ada", "ad", "ada "})
    void a_name_that_would_pass_for_somebody_elses_is_refused(String name) {
        People.member(kinora, "ada");

        var answer = signUp("mal@example.org", name, People.PASSWORD);

        assertThat(answer.statusCode()).as(name).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"username-error\"");
        assertThat(Letterbox.of(kinora, "mal@example.org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "password1234",
                "Sunshine2024!",
                "aaaaaaaaaaaaaa",
                "P@ssw0rd123",
                "1234567890",
                "mallory.writes"
            })
    void a_password_that_is_tried_first_is_refused(String password) {
        var answer = signUp("mallory@example.org", "mal.lory", password);

        assertThat(answer.statusCode()).as(password).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"password-error\"");
    }

    private static List<HttpResponse<String>> atOnce(
            Callable<HttpResponse<String>> one, Callable<HttpResponse<String>> other)
            throws InterruptedException, ExecutionException {
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = both.submit(one);
            var second = both.submit(other);
            return List.of(first.get(), second.get());
        }
    }
}
