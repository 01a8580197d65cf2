package dev.kinora.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** With durable settings, as a first start has them. */
class EmbeddedServerTest {
    @TempDir
    private Path directory;

    private EmbeddedServer start() {
        return EmbeddedServer.start(
                DataDirectory.at(directory), PostgresVersions.programs(18), EmbeddedServer.durable());
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = address.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = address.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private ProcessHandle postmaster() throws Exception {
        var pid = Files.readAllLines(directory.resolve("postgres/cluster/postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    @Test
    void what_was_committed_is_there_after_a_stop_and_a_start() throws SQLException {
        try (var server = start()) {
            execute(server.database("kinora"), "create table kept as select 42 as answer");
        }

        try (var server = start()) {
            assertThat(value(server.database("kinora"), "select answer from kept"))
                    .isEqualTo("42");
        }
    }

    @Test
    void what_was_committed_survives_a_killed_server() throws Exception {
        var killed = start();
        execute(killed.database("kinora"), "create table kept as select 42 as answer");
        postmaster().destroyForcibly();
        postmaster().onExit().get(30, TimeUnit.SECONDS);

        try (var server = start()) {
            assertThat(value(server.database("kinora"), "select answer from kept"))
                    .isEqualTo("42");
        }
    }

    @Test
    void a_server_left_behind_by_a_killed_kinora_is_replaced() throws Exception {
        var left = start();
        execute(left.database("kinora"), "create table kept as select 42 as answer");
        var orphan = postmaster();

        try (var server = start()) {
            assertThat(postmaster().pid()).isNotEqualTo(orphan.pid());
            assertThat(value(server.database("kinora"), "select answer from kept"))
                    .isEqualTo("42");
        }
    }

    @Test
    void another_programs_process_under_a_reused_number_is_left_alone() throws Exception {
        start().close();
        var stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(
                directory.resolve("postgres/cluster/postmaster.pid"),
                stranger.pid() + "\n" + directory + "\n0\n5432\n\n127.0.0.1\n0 0\nready\n");

        try (var _ = start()) {
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void a_moved_directory_finds_the_server_that_was_left_behind() throws Exception {
        start();
        var orphan = postmaster();
        var moved = directory.resolveSibling(directory.getFileName() + "-moved");
        Files.move(directory, moved);
        Files.createDirectory(directory);

        try (var server = EmbeddedServer.start(
                DataDirectory.at(moved), PostgresVersions.programs(18), EmbeddedServer.durable())) {
            assertThat(value(server.superuser("postgres"), "select 1")).isEqualTo("1");
            assertThat(orphan.info().command()).isEmpty();
        }
        FileSystemUtils.deleteRecursively(moved);
    }

    @Test
    void the_port_stays_the_same_as_long_as_it_is_free() {
        var first = start();
        var port = first.port();
        first.close();

        try (var second = start()) {
            assertThat(second.port()).isEqualTo(port);
        }
    }

    @Test
    void a_directory_without_its_keys_is_refused_and_no_new_ones_are_made() throws Exception {
        start().close();
        var key = directory.resolve("keys/postgres");
        Files.delete(key);

        assertThatThrownBy(this::start).isInstanceOf(Refusal.class).hasMessageContaining("keys/postgres");
        assertThat(key).doesNotExist();
    }

    @Test
    void a_first_start_that_was_cut_off_is_begun_again() throws Exception {
        var half = directory.resolve("postgres/cluster.new");
        Files.createDirectories(half.resolve("base"));
        Files.writeString(half.resolve("PG_VERSION"), "18\n");

        try (var server = start()) {
            assertThat(value(server.superuser("postgres"), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void nobody_enters_without_the_password_and_only_from_this_machine() throws SQLException {
        try (var server = start()) {
            var address = server.superuser("postgres");

            assertThatThrownBy(() -> new DatabaseAddress(address.url(), "postgres", "guess").connect())
                    .hasMessageContaining("password authentication failed");
            assertThat(value(address, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(address, "show fsync")).isEqualTo("on");
        }
    }

    @Test
    void secrets_are_readable_by_their_owner_alone() throws Exception {
        try (var _ = start()) {
            assertThat(permissions("keys")).isEqualTo("rwx------");
            assertThat(permissions("keys/postgres")).isEqualTo("rw-------");
            assertThat(permissions("postgres/cluster")).isEqualTo("rwx------");
        }
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }

    @Test
    void a_directory_of_another_release_is_refused_unharmed() throws Exception {
        start().close();
        var version = directory.resolve("postgres/cluster/PG_VERSION");
        Files.writeString(version, "16\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("was made by PostgreSQL 16")
                .hasMessageContaining("carries 18");

        Files.writeString(version, "18\n");
        start().close();
    }

    @Test
    void the_carried_release_is_the_one_the_build_names() throws Exception {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<postgres.binaries.version>" + ServerPrograms.VERSION + ".");
        assertThat(value18()).startsWith(ServerPrograms.VERSION);
    }

    private String value18() throws SQLException {
        try (var server = start()) {
            return value(server.superuser("postgres"), "show server_version");
        }
    }

    @Test
    void a_visitor_shares_the_running_server_and_does_not_stop_it() throws SQLException {
        var data = DataDirectory.at(directory);
        try (var running = Database.own(data, Map.of(), Database.claim(data, "http://localhost:8080"))) {
            try (var visitor = Database.visit(data, Map.of(), "doctor")) {
                assertThat(visitor.access().owner().url())
                        .isEqualTo(running.access().owner().url());
            }
            assertThat(value(running.access().owner(), "select 1")).isEqualTo("1");
            assertThatThrownBy(() -> Database.claim(data, "http://localhost:8081"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("already runs on " + directory)
                    .hasMessageContaining("http://localhost:8080");
        }
    }

    @Test
    void an_owned_server_that_is_killed_is_started_again_on_its_port_and_stopped_at_the_end() throws Exception {
        var data = DataDirectory.at(directory);
        try (var running = Database.own(data, Map.of(), Database.claim(data, "http://localhost:8080"))) {
            var owner = running.access().owner();
            execute(owner, "create table kept as select 42 as answer");
            var killed = postmaster();

            killed.destroyForcibly();

            killed.onExit().get(30, TimeUnit.SECONDS);
            Await.until(() -> answers(owner));
            assertThat(value(owner, "select answer from kept")).isEqualTo("42");
        }
        assertThat(directory.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
    }

    private static boolean answers(DatabaseAddress address) {
        try (var connection = address.connect()) {
            return connection.isValid(5);
        } catch (SQLException _) {
            return false;
        }
    }

    @Test
    void retries_come_ever_later_up_to_a_minute() {
        assertThat(IntStream.rangeClosed(1, 8).mapToObj(Watch::pauseBefore).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void our_own_server_that_ended_is_not_taken_for_somebody_elses() {
        var server = start();
        var access = DatabaseAccess.of(server.database("kinora"), Map.of());
        server.close();

        assertThatThrownBy(() -> Inspection.of(access)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.sentence()).contains("Kinora's own PostgreSQL does not answer");
            assertThat(refusal.advice())
                    .contains(
                            "starts it again",
                            directory.resolve("postgres/cluster/log").toString())
                    .doesNotContain("KINORA_DATABASE_URL");
        });
    }
}
