package dev.kinora.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** On every release of PostgreSQL that Kinora supports, as an external server whose owner is no superuser. */
@ParameterizedClass(name = "PostgreSQL {0}")
@MethodSource("dev.kinora.database.PostgresVersions#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsTest {
    @Parameter
    int major;

    private EmbeddedServer server;
    private int databases;

    @BeforeParameterizedClassInvocation
    void startServer(int major, @TempDir Path directory) {
        server =
                EmbeddedServer.start(DataDirectory.at(directory), PostgresVersions.programs(major), TestServer.hasty());
    }

    @AfterParameterizedClassInvocation
    void stopServer() {
        server.close();
    }

    private DatabaseAccess database() {
        databases++;
        return DatabaseAccess.of(server.database("d" + databases), Map.of());
    }

    private void asSuperuser(String... statements) throws SQLException {
        try (var connection = server.superuser("postgres").connect();
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
    }

    @Test
    void an_empty_database_is_migrated_once_and_then_left_alone() {
        var access = database();

        assertThat(new Migrations(access).run()).isPositive();
        assertThat(new Migrations(access).run()).isZero();
        assertThat(new Migrations(access).pending()).isZero();
        assertThat(Inspection.of(access).objection()).isEmpty();
    }

    @Test
    void nodes_that_start_at_once_migrate_once() throws Exception {
        var access = database();
        var expected = new Migrations(access).pending();
        try (var nodes = Executors.newFixedThreadPool(4)) {
            Callable<Integer> node = () -> new Migrations(access).run();

            var ran = new ArrayList<Integer>();
            for (var each : nodes.invokeAll(List.of(node, node, node, node))) {
                ran.add(each.get());
            }

            assertThat(ran.stream().mapToInt(Integer::intValue).sum()).isEqualTo(expected);
        }
    }

    @Test
    void the_serving_roles_own_nothing_and_bypass_nothing() throws SQLException {
        var access = database();
        new Migrations(access).run();

        for (var role : List.of(access.app(), access.worker())) {
            try (var connection = role.connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("""
                            select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb,
                                   has_schema_privilege('public', 'create'),
                                   exists (select from pg_class where relowner = r.oid)
                            from pg_roles r where rolname = current_user""")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBoolean(1)).as("privileged").isFalse();
                assertThat(rows.getBoolean(2)).as("may create").isFalse();
                assertThat(rows.getBoolean(3)).as("owns").isFalse();
            }
        }
    }

    @Test
    void keys_sort_by_the_time_they_were_made() throws Exception {
        var access = database();
        new Migrations(access).run();
        var keys = new ArrayList<String>();
        try (var connection = access.app().connect();
                var statement = connection.createStatement()) {
            for (int i = 0; i < 50; i++) {
                try (var rows = statement.executeQuery("select uuidv7()")) {
                    rows.next();
                    keys.add(rows.getString(1));
                }
                Thread.sleep(2);
            }
        }

        assertThat(keys).isSorted().doesNotHaveDuplicates();
        assertThat(keys.stream().map(UUID::fromString)).allSatisfy(key -> {
            assertThat(key.version()).isEqualTo(7);
            assertThat(key.variant()).isEqualTo(2);
            assertThat(key.getMostSignificantBits() >>> 16)
                    .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 60_000);
        });
    }

    @Test
    void an_owner_who_may_not_make_roles_is_told_the_statements_and_they_suffice() throws SQLException {
        asSuperuser(
                "create role plain_owner" + major + " login password 'secret'",
                "create database plain" + major + " owner plain_owner" + major);
        var owner = new DatabaseAddress(server.superuser("plain" + major).url(), "plain_owner" + major, "secret");
        // Passwords of their own, as another installation may have made the roles on this server already.
        var access = DatabaseAccess.of(
                owner,
                Map.of("KINORA_DATABASE_APP_PASSWORD", "app's own", "KINORA_DATABASE_WORKER_PASSWORD", "its own"));

        var refusal = catchRefusal(() -> new Migrations(access).run());

        assertThat(refusal.sentence()).contains("plain_owner" + major, "lacks rights");
        assertThat(refusal.advice()).doesNotContain("s own").contains("KINORA_DATABASE_APP_PASSWORD");
        var statements = refusal.advice()
                .lines()
                .map(String::strip)
                .filter(line -> line.endsWith(";"))
                .map(line -> line.replace("…", line.contains("kinora_app") ? "app''s own" : "its own"))
                .toArray(String[]::new);
        assertThat(statements).hasSizeGreaterThanOrEqualTo(2);
        asSuperuser(statements);
        assertThat(new Migrations(access).run()).isPositive();
        restoreRolePasswords();
    }

    private void restoreRolePasswords() throws SQLException {
        var access = database();
        for (var role : List.of(access.app(), access.worker())) {
            asSuperuser("alter role " + role.user() + " password '" + role.password() + "'");
        }
    }

    @Test
    void roles_of_another_installation_are_never_given_other_passwords() throws SQLException {
        var access = database();
        new Migrations(access).run();
        var other = DatabaseAccess.of(access.owner(), Map.of("KINORA_DATABASE_APP_PASSWORD", "another's"));

        var refusal = catchRefusal(() -> new Migrations(other).run());

        assertThat(refusal.advice())
                .contains("ALTER ROLE kinora_app LOGIN PASSWORD '…';\n", "KINORA_DATABASE_APP_PASSWORD")
                .doesNotContain("another's");
        try (var connection = access.app().connect()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void a_role_that_may_not_connect_is_named_with_the_grant_it_lacks() throws SQLException {
        var access = database();
        new Migrations(access).run();
        var name = access.owner().url().replaceFirst(".*/", "");
        asSuperuser("revoke connect on database " + name + " from public");

        assertThat(catchRefusal(() -> new Migrations(access).run()).advice())
                .contains("GRANT CONNECT ON DATABASE", "kinora_app", "kinora_worker");
        assertThat(Inspection.of(access).lacking()).hasSize(2);
    }

    @Test
    void an_alarm_the_database_raised_is_found_until_it_is_cleared() throws SQLException {
        var access = database();
        new Migrations(access).run();
        assertThat(Inspection.of(access).alarms()).isEmpty();
        assertThat(Inspection.of(access).lettersOnly()).isFalse();

        try (var worker = access.worker().connect();
                var statement = worker.createStatement()) {
            statement.execute("select raise_alarm('test-alarm', 'a table', 'Look at it.')");
        }

        assertThat(Inspection.of(access).alarms()).containsExactly("Look at it.");
    }

    @Test
    void versions_of_ffmpeg_that_are_at_work_are_found_with_who_has_them() throws SQLException {
        var access = database();
        new Migrations(access).run();
        assertThat(Inspection.of(access).encoders()).isEmpty();

        try (var worker = access.worker().connect();
                var statement = worker.createStatement()) {
            statement.execute("""
                    insert into workers (name, details, stopped_at) values ('one:1', '{"ffmpeg": "5.1"}', null), ('two:2', '{"ffmpeg": "6.0"}', null),
                        ('three:3', '{"ffmpeg": "5.1"}', null), ('four:4', '{}', null), ('five:5', '{"ffmpeg": "4.4"}', now())""");
        }

        assertThat(Inspection.of(access).encoders()).containsExactly("5.1 (one:1, three:3)", "6.0 (two:2)");
    }

    @Test
    void an_owner_without_a_password_lends_none_to_the_roles() {
        var address = new DatabaseAddress(server.superuser("postgres").url(), "postgres", "");

        assertThat(catchRefusal(() -> DatabaseAccess.of(address, Map.of())).advice())
                .contains("KINORA_DATABASE_APP_PASSWORD", "KINORA_DATABASE_WORKER_PASSWORD");
    }

    @Test
    void a_wrong_password_a_missing_database_and_a_dead_address_each_get_their_sentence() {
        var good = server.superuser("postgres");

        assertThat(catchRefusal(() -> migrate(new DatabaseAddress(good.url(), "postgres", "wrong")))
                        .sentence())
                .contains("does not let 'postgres' in");
        assertThat(catchRefusal(() -> migrate(server.superuser("nowhere"))).sentence())
                .contains("no such database");
        assertThat(catchRefusal(() -> migrate(new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/x", "x", "x")))
                        .sentence())
                .contains("does not answer");
    }

    private static void migrate(DatabaseAddress owner) {
        new Migrations(DatabaseAccess.of(owner, Map.of())).run();
    }

    private static Refusal catchRefusal(Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            return refusal;
        }
        throw new AssertionError("nothing was refused");
    }

    @Test
    void a_failing_migration_leaves_the_database_as_it_was() throws SQLException {
        var access = database();
        try (var owner = access.owner().connect();
                var statement = owner.createStatement()) {
            statement.execute("create function current_user_id() returns text language sql return 'in the way'");
        }

        assertThatThrownBy(() -> new Migrations(access).run())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("rolled back");

        assertThat(new Migrations(access).pending()).isPositive();
        try (var owner = access.owner().connect();
                var statement = owner.createStatement()) {
            statement.execute("drop function current_user_id()");
        }
        assertThat(new Migrations(access).run()).isPositive();
    }
}
