package dev.kinora.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ExportsTest {
    private static RunningKinora kinora;
    private static Person lin;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start();
        lin = People.member(kinora, "lin");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void export_has_ones_own_rows_and_nobody_elses() throws IOException {
        var person = People.member(kinora, "leaver");
        var key = person.key(ApiScope.values());
        avatar(person);
        kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/account")))
                .method("PATCH", BodyPublishers.ofString("{\"bio\": \"leaving\"}"))
                .headers("Authorization", "Bearer " + key, "Content-Type", "application/json", "If-Match", "*"));

        var files = export(key);

        assertThat(files.keySet())
                .contains(
                        "README.txt",
                        "users.jsonl",
                        "api_keys.jsonl",
                        "audit_logs.jsonl",
                        "avatar.jpg",
                        "avatars.jsonl");
        assertThat(files.get("users.jsonl")).contains("leaver@example.org").doesNotContain("argon2");
        assertThat(files.get("api_keys.jsonl")).doesNotContain("key_hash");
        files.remove("avatar.jpg");
        assertThat(String.join("\n", files.values()))
                .doesNotContain(lin.id().toString())
                .doesNotContain(lin.email());
        for (var line : files.getOrDefault("audit_logs.jsonl", "").lines().toList()) {
            assertThat(JsonMapper.shared().readTree(line).get("user_id").asString())
                    .isEqualTo(person.id().toString());
        }
    }

    @Test
    void an_admin_takes_along_no_more_than_their_own() throws IOException {
        var admin = People.create(kinora, "boss", UserRole.admin);

        var files = export(admin.key(ApiScope.values()));

        files.remove("avatar.jpg");
        assertThat(String.join("\n", files.values()))
                .contains("boss@example.org")
                .doesNotContain(lin.id().toString());
        assertThat(files.getOrDefault("users.jsonl", "").lines()).hasSize(1);
    }

    private static Map<String, String> export(String key) throws IOException {
        var answer = send(
                HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/account/export")))
                        .header("Authorization", "Bearer " + key),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment", ".zip");
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static void avatar(Person person) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(
                        "insert into avatars (user_id, picture, version) values (?, 'x', '0123456789abcdef')")) {
            statement.setObject(1, person.id());
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
