package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.KinoraProcess;
import dev.kinora.testing.People;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Accounts and keys by the operator's hand, while Kinora serves. */
class AccountCommandsTest {
    @TempDir
    private Path directory;

    private KinoraProcess admin(String... arguments) {
        var all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", directory.resolve("data").toString()));
        return KinoraProcess.run(all.toArray(String[]::new));
    }

    private KinoraProcess createUser(String email, String username, String role, String password) {
        return admin("create-user", "--email", email, "--username", username, "--role", role)
                .enter(password);
    }

    @Test
    void an_operator_scripts_people_and_their_keys() throws Exception {
        var port = KinoraProcess.freePort();
        try (var kinora = KinoraProcess.run(
                        "start", "--data", directory.resolve("data").toString(), "--port", Integer.toString(port))
                .awaitWords("Become its first admin within a day: http://localhost:" + port + "/welcome/")) {
            try (var made = createUser("ada@example.org", "ada", "admin", People.PASSWORD)) {
                assertThat(made.exitCode()).isZero();
                assertThat(made.words()).contains("The account ada is there, as admin.");
            }
            try (var twice = createUser("ada@example.org", "other", "member", People.PASSWORD)) {
                assertThat(twice.exitCode()).isEqualTo(1);
                assertThat(twice.words()).contains("There is an account with this address already.");
            }
            try (var weak = createUser("lin@example.org", "lin", "member", "password1234")) {
                assertThat(weak.exitCode()).isEqualTo(1);
                assertThat(weak.words())
                        .contains("among the first that are tried")
                        .doesNotContain("\tat ");
            }
            try (var role = createUser("lin@example.org", "lin", "king", People.PASSWORD)) {
                assertThat(role.exitCode()).isEqualTo(2);
                assertThat(role.words()).contains("king");
            }
            try (var nobody = admin("api-key", "--user", "nobody", "--name", "x", "--scopes", "read")) {
                assertThat(nobody.exitCode()).isEqualTo(1);
                assertThat(nobody.words()).contains("There is nobody called nobody.");
            }
            try (var key = admin("api-key", "--user", "ada", "--name", "script", "--scopes", "read,admin")) {
                assertThat(key.exitCode()).isZero();
                assertThat(key.words().strip()).matches("kin_[A-Za-z0-9]{42}");
                assertThat(users(port, key.words().strip())).isEqualTo(200);
                // The server's own alone: a command of the operator takes no part in the queue.
                assertThat(JsonMapper.shared()
                                .readTree(get(port, "workers", key.words().strip())
                                        .body())
                                .get("items"))
                        .hasSize(1);
            }
        }
    }

    private static int users(int port, String key) throws Exception {
        return get(port, "users", key).statusCode();
    }

    private static HttpResponse<String> get(int port, String what, String key) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/" + what))
                    .header("Authorization", "Bearer " + key)
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
