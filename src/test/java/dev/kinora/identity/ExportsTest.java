package dev.kinora.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ExportsTest {
    private static final String EXPORT = "/api/v1/account/export";

    private static RunningKinora kinora;
    private static Person lin;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false", "--kinora.identity.export-limit=1MB");
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

    @Test
    void an_export_is_asked_for_made_and_fetched() {
        var key = People.member(kinora, "patient").key(ApiScope.read);
        assertThat(get("", key).statusCode()).isEqualTo(404);
        assertThat(get("/file", key).statusCode()).isEqualTo(404);

        var asked = ask(key);

        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(asked.headers().firstValue("Location")).contains(EXPORT);
        assertThat(state(asked.body())).isEqualTo("making");
        assertThat(get("/file", key).statusCode()).isEqualTo(409);
        assertThat(code(get("/file", key).body())).isEqualTo("export-not-ready");

        kinora.bean(Jobs.class).runDue();

        var made = JsonMapper.shared().readTree(get("", key).body());
        assertThat(made.get("state").asString()).isEqualTo("ready");
        assertThat(made.get("job").asString()).isEqualTo(job(asked.body()));
        assertThat(Duration.between(
                        Instant.parse(made.get("madeAt").asString()),
                        Instant.parse(made.get("expiresAt").asString())))
                .isEqualTo(Duration.ofDays(3));
        assertThat(made.get("size").asInt()).isEqualTo(file(key).length);
    }

    @Test
    void asked_twice_it_is_made_once_and_asked_again_it_is_made_anew() {
        var key = People.member(kinora, "hasty").key(ApiScope.read);

        var first = job(ask(key).body());
        assertThat(job(ask(key).body())).isEqualTo(first);
        kinora.bean(Jobs.class).runDue();
        var second = ask(key).body();

        assertThat(job(second)).isNotEqualTo(first);
        assertThat(state(second)).isEqualTo("making");
        assertThat(get("/file", key).statusCode()).isEqualTo(409);
    }

    @Test
    void a_larger_one_than_the_limit_fails_and_says_so() throws SQLException {
        var person = People.member(kinora, "hoarder");
        var key = person.key(ApiScope.read);
        execute("""
                insert into videos (user_id, title, description)
                select '%s', 'Video ' || i, (select string_agg(gen_random_uuid()::text, '') from generate_series(1, 20) where i > 0)
                from generate_series(1, 6000) i""".formatted(person.id()));

        ask(key);
        kinora.bean(Jobs.class).runDue();

        assertThat(state(get("", key).body())).isEqualTo("failed");
        assertThat(get("", key).body()).contains("larger than the 1 MB");
        assertThat(get("/file", key).statusCode()).isEqualTo(409);
        assertThat(code(get("/file", key).body())).isEqualTo("export-failed");
        assertThat(state(ask(key).body())).isEqualTo("making");
    }

    @Test
    void a_large_one_arrives_whole() throws SQLException {
        var person = People.member(kinora, "collector");
        var key = person.key(ApiScope.read);
        ask(key);
        kinora.bean(Jobs.class).runDue();
        execute("update account_exports set file = convert_to((select string_agg(i::text, ' ')"
                + " from generate_series(1, 500000) i), 'utf8') where user_id = '" + person.id() + "'");

        var all = IntStream.rangeClosed(1, 500_000).mapToObj(String::valueOf).collect(Collectors.joining(" "));
        assertThat(new String(file(key), StandardCharsets.UTF_8).equals(all)).isTrue();
    }

    @Test
    void what_has_expired_is_gone_and_then_deleted() throws SQLException {
        var person = People.member(kinora, "forgetful");
        var key = person.key(ApiScope.read);
        ask(key);
        kinora.bean(Jobs.class).runDue();
        execute("update account_exports set asked_at = now() - interval '4 days', made_at = now() - interval '4 days',"
                + " expires_at = now() - interval '1 day' where user_id = '" + person.id() + "'");

        assertThat(get("/file", key).statusCode()).isEqualTo(404);
        assertThat(get("", key).statusCode()).isEqualTo(404);
        assertThat(kept(person)).isOne();
        execute("select purge_exports()");
        assertThat(kept(person)).isZero();
    }

    @Test
    void it_goes_with_the_account() throws SQLException {
        var person = People.member(kinora, "goner");
        ask(person.key(ApiScope.read));
        kinora.bean(Jobs.class).runDue();
        assertThat(kept(person)).isOne();

        execute("update users set deleted_at = now() - interval '31 days' where id = '" + person.id() + "'");
        execute("select purge_deleted_users()");

        assertThat(kept(person)).isZero();
    }

    private static Map<String, String> export(String key) throws IOException {
        ask(key);
        kinora.bean(Jobs.class).runDue();
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file(key)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static HttpResponse<String> ask(String key) {
        return kinora.post(EXPORT, "", "Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> get(String path, String key) {
        return kinora.get(EXPORT + path, "Authorization", "Bearer " + key);
    }

    private static byte[] file(String key) {
        var request = HttpRequest.newBuilder(URI.create(kinora.url(EXPORT + "/file")))
                .header("Authorization", "Bearer " + key);
        var answer = send(request, BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment", ".zip");
        return answer.body();
    }

    private static String state(String export) {
        return JsonMapper.shared().readTree(export).get("state").asString();
    }

    private static String job(String export) {
        return JsonMapper.shared().readTree(export).get("job").asString();
    }

    private static String code(String problem) {
        return JsonMapper.shared().readTree(problem).get("code").asString();
    }

    private static int kept(Person person) throws SQLException {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from account_exports where user_id = '" + person.id() + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
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

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
