package dev.kinora.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Caller;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrailTest {
    private static RunningKinora kinora;
    private static People.Person ada;
    private static People.Person lin;
    private static String adasKey;
    private static String linsKey;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start();
        ada = People.create(kinora, "ada", UserRole.admin);
        lin = People.member(kinora, "lin");
        adasKey = ada.key(ApiScope.read, ApiScope.admin);
        linsKey = lin.key(ApiScope.values());
        execute("""
                insert into audit_logs (user_id, actor_type, actor_id, action, resource_type, resource_id, created_at)
                select '%s', 'user', '%s', case when n %% 2 = 0 then 'video.created' else 'video.updated' end, 'video',
                       '01980000-0000-7000-8000-0000000000aa', timestamptz '2026-01-01 12:00Z' + n / 3 * interval '1 hour'
                from generate_series(1, 60) n""".formatted(lin.id(), lin.id()));
        execute("""
                insert into audit_logs (actor_type, actor_id, action, resource_type, old_values, new_values)
                values ('worker', 'upkeep', 'webhook.updated', 'webhook', '{"secret_encrypted": "***"}', '{"secret_encrypted": "***"}')""");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void pages_follow_each_other_without_a_gap_or_a_repetition_while_entries_arrive() {
        var filter = filter(null, "video.", null, null);
        var seen = new ArrayList<UUID>();
        var page = asAda(() -> trail().page(filter, PageRequest.first(7)));
        while (true) {
            page.items().forEach(entry -> seen.add(entry.id()));
            execute("""
                    insert into audit_logs (actor_type, actor_id, action, resource_type, created_at)
                    values ('worker', 'late', 'video.created', 'video', now())""");
            if (page.next() == null) {
                break;
            }
            var next = PageRequest.of("7", page.next());
            page = asAda(() -> trail().page(filter, next));
        }
        assertThat(seen).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void a_person_is_found_by_name_and_by_id_and_the_system_by_its_part() {
        assertThat(found("actor=lin&action=video.&limit=100")).isEqualTo(60);
        assertThat(found("actor=LIN&action=video.&limit=100")).isEqualTo(60);
        assertThat(found("actor=%40lin&action=video.&limit=100")).isEqualTo(60);
        assertThat(found("actor=" + lin.id() + "&action=video.created&limit=100"))
                .isEqualTo(30);
        assertThat(found("actor=upkeep")).isEqualTo(1);
        assertThat(found("actor=nobody")).isZero();
    }

    @Test
    void entries_are_found_by_thing_time_and_kind_of_actor() {
        assertThat(found("resourceType=video&resourceId=01980000-0000-7000-8000-0000000000aa&limit=100"))
                .isEqualTo(60);
        assertThat(found("resourceType=webhook&actorType=worker")).isEqualTo(1);
        assertThat(found("actorType=api&actor=lin")).isZero();
        assertThat(found("actor=lin&from=2026-01-01&to=2026-01-01&limit=100")).isEqualTo(35);
        assertThat(found("actor=lin&action=video.&from=2026-01-02T08:00:00Z&limit=100"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "action=User, action",
        "action=user.%25, action",
        "actorType=god, actorType",
        "resourceId=7, resourceId",
        "from=yesterday, from",
        "to=2026-02-30, to",
        "from=2026-02-02&to=2026-02-01, to",
        "from=%2B999999-01-01T00:00:00Z, from",
        "actor=%00, actor"
    })
    void a_filter_that_says_nothing_is_named(String query, String field) {
        var answer = get("/api/v1/audit-logs?" + query, adasKey);

        assertThat(answer.statusCode()).isIn(400, 422);
        if (answer.statusCode() == 422) {
            assertThat(json(answer).at("/fields/0/field").asString()).isEqualTo(field);
        }
        assertThat(get("/api/v1/audit-logs.csv?" + query, adasKey).statusCode()).isEqualTo(answer.statusCode());
    }

    @Test
    void a_secret_reads_as_stars_and_a_change_has_both_sides() {
        var entry =
                json(get("/api/v1/audit-logs?action=webhook.updated", adasKey)).at("/items/0");

        assertThat(entry.at("/changes/0/before").asString()).isEqualTo("***");
        assertThat(entry.at("/changes/0/secret").asBoolean()).isTrue();
        assertThat(get("/api/v1/audit-logs/" + entry.get("id").asString(), adasKey)
                        .body())
                .contains("webhook.updated");
    }

    @Test
    void a_member_sees_their_own_trail_and_no_other() {
        for (var path : List.of("/api/v1/audit-logs", "/api/v1/audit-logs.csv", "/api/v1/audit-logs/" + ada.id())) {
            assertThat(get(path, linsKey).statusCode()).isEqualTo(403);
        }
        var own = json(get("/api/v1/account/audit-logs?limit=100", linsKey)).get("items");

        assertThat(own.values())
                .isNotEmpty()
                .allMatch(entry -> entry.get("actorId")
                                .asString()
                                .equals(lin.id().toString())
                        || entry.path("resourceId").asString("").equals(lin.id().toString()));
        assertThat(own.toString()).doesNotContain(ada.id().toString());
    }

    @Test
    void an_admins_own_trail_is_theirs_alone() {
        var own = json(get("/api/v1/account/audit-logs?limit=100", adasKey)).get("items");

        assertThat(own.values()).isNotEmpty();
        assertThat(own.toString()).doesNotContain(lin.id().toString());
    }

    @Test
    void an_export_reads_on_only_as_its_reader_does() {
        execute("""
                insert into audit_logs (actor_type, actor_id, action, resource_type, user_agent)
                select 'worker', 'import', 'chapter.created', 'chapter', 'agent ' || n from generate_series(1, 110000) n""");
        var filter = filter("import", null, null, null);
        var read = new AtomicInteger();

        assertThatThrownBy(() -> asAda(() -> {
                    trail().export(filter, _ -> {
                        if (read.incrementAndGet() == 1) {
                            // What was not read yet is lost with the connection; what is held would still come.
                            execute("""
                                    select pg_terminate_backend(pid) from pg_stat_activity
                                    where pid <> pg_backend_pid()
                                      and pid in (select pid from pg_locks where relation = 'audit_logs'::regclass)""");
                        }
                    });
                    return read;
                }))
                .isNotNull();
        assertThat(read.get()).isBetween(1, 1_000);
    }

    @Test
    void an_export_is_whole_however_long() throws Exception {
        execute("""
                insert into audit_logs (actor_type, actor_id, action, resource_type)
                select 'worker', 'copy', 'chapter.created', 'chapter' from generate_series(1, 105000) n""");
        var request = HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/audit-logs.csv?actor=copy")))
                .header("Authorization", "Bearer " + adasKey);
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());

            assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"audit-logs.csv\"");
            try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).startsWith("time,actor_type,");
                assertThat(lines.lines().count()).isEqualTo(105_000);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"=1+1|'=1+1", "+1|'+1", "-1|'-1", "@SUM(A1)|'@SUM(A1)", "plain|plain", "a=b|a=b"})
    void a_cell_is_never_a_formula(String value, String cell) {
        assertThat(TrailCsv.cell(value)).isEqualTo(cell);
    }

    @Test
    void a_cell_keeps_commas_quotes_and_lines() {
        assertThat(TrailCsv.cell("\tx")).isEqualTo("'\tx");
        assertThat(TrailCsv.cell("\rx")).isEqualTo("\"'\rx\"");
        assertThat(TrailCsv.cell("a,\"b\"\nc")).isEqualTo("\"a,\"\"b\"\"\nc\"");
        assertThat(TrailCsv.cell("=HYPERLINK(\"x\",\"y\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        assertThat(TrailCsv.cell("")).isEmpty();
    }

    @Test
    void what_a_browser_calls_itself_cannot_become_a_formula() {
        execute("""
                insert into audit_logs (actor_type, actor_id, action, resource_type, user_agent)
                values ('system', 'probe', 'video.created', 'video', '=cmd|''/c calc''!A1')""");
        var out = new StringWriter();
        var csv = new TrailCsv(out);
        asAda(() -> {
            trail().export(filter("probe", null, null, null), csv::entry);
            return out;
        });

        assertThat(out.toString()).contains(",'=cmd|").endsWith("\r\n");
    }

    @Test
    void acts_are_told_in_words() {
        execute("update users set role = 'moderator' where id = '" + lin.id() + "'");
        execute("update users set role = 'member', password_hash = password_hash || 'x' where id = '" + lin.id() + "'");
        var words = json(get("/api/v1/audit-logs?resourceType=user&resourceId=" + lin.id(), adasKey))
                .get("items")
                .values()
                .stream()
                .map(entry -> entry.get("description").asString())
                .toList();

        assertThat(words).contains("made the role moderator", "made the role member", "made the account");
    }

    private static int found(String query) {
        return json(get("/api/v1/audit-logs?" + query, adasKey)).get("items").size();
    }

    private static TrailFilter filter(
            @Nullable String actor, @Nullable String action, @Nullable String from, @Nullable String to) {
        return TrailFilter.of(new TrailFilter.Written(actor, null, action, null, null, from, to));
    }

    private static Trail trail() {
        return kinora.bean(Trail.class);
    }

    private static <T> T asAda(Supplier<T> work) {
        return new Caller(new Viewer.User(ada.id()), "test", null, null).call(work::get);
    }

    private static HttpResponse<String> get(String path, String key) {
        return kinora.get(path, "Authorization", "Bearer " + key);
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
}
