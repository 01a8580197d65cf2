package dev.kinora.command;

import static dev.kinora.testing.KinoraProcess.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kinora.testing.Await;
import dev.kinora.testing.KinoraProcess;
import dev.kinora.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kinora as its operator meets it: a process with signals, ports, disks. */
class StartTest {
    private final int port = freePort();

    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void nameData() {
        data = directory.resolve("data");
    }

    private KinoraProcess start() {
        return KinoraProcess.run("start", "--data", data.toString(), "--port", Integer.toString(port));
    }

    private KinoraProcess started() {
        return start().awaitWords("Listening on http://localhost:" + port);
    }

    private int homeStatus() throws IOException, InterruptedException {
        return status("/");
    }

    private int status(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private boolean databaseRuns() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.contains(data.resolve("postgres/cluster").toString()));
    }

    @Test
    void ctrl_c_stops_the_pages_and_the_database() throws Exception {
        var kinora = started();
        assertThat(homeStatus()).isEqualTo(200);
        assertThat(databaseRuns()).isTrue();

        kinora.signal("INT");

        assertThat(kinora.exitCode()).isEqualTo(130);
        assertThat(kinora.words()).contains("Stopped.").doesNotContain("Exception");
        assertThat(databaseRuns()).isFalse();
    }

    @Test
    void ctrl_c_during_the_first_start_leaves_no_database_behind() {
        var kinora = start().awaitWords("is starting");

        kinora.signal("INT");

        assertThat(kinora.exitCode()).isEqualTo(130);
        assertThat(databaseRuns()).isFalse();
        started().close();
    }

    @Test
    void a_killed_kinora_starts_again_on_the_same_directory() throws Exception {
        var killed = started();
        killed.signal("KILL");
        killed.exitCode();

        try (var _ = started()) {
            assertThat(homeStatus()).isEqualTo(200);
        }
        assertThat(databaseRuns()).isFalse();
    }

    @Test
    void a_database_that_dies_under_a_running_kinora_is_started_again() throws Exception {
        try (var kinora = started()) {
            assertThat(status("/health/ready")).isEqualTo(200);
            var postmaster = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                    .getFirst();

            ProcessHandle.of(Long.parseLong(postmaster.strip())).orElseThrow().destroyForcibly();

            kinora.awaitWords("The database has ended unasked").awaitWords("The database runs again.");
            Await.until(() -> isReady());
        }
        assertThat(databaseRuns()).isFalse();
    }

    private boolean isReady() {
        try {
            return status("/health/ready") == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_second_start_says_who_runs_and_where() {
        try (var first = started();
                var second = start()) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.words())
                    .contains("already runs on " + data, "process " + first.pid(), "http://localhost:" + port)
                    .doesNotContain("Exception");
        }
    }

    @Test
    void one_address_is_listened_on_when_it_is_named() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "elsewhere 127.0.0.2 must be made first");
        try (var _ = KinoraProcess.run("start", "--data", data.toString(), "--port", "" + port, "--host", "127.0.0.2")
                .awaitWords("Listening on http://127.0.0.2:" + port + ". Ready")) {
            try (var socket = new Socket("127.0.0.2", port)) {
                assertThat(socket.isConnected()).isTrue();
            }
            assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void an_external_database_serves_and_is_not_stopped() throws Exception {
        var access = TestServer.get().freshDatabase();
        var environment = Map.of(
                "KINORA_DATABASE_URL", access.owner().url(),
                "KINORA_DATABASE_USER", access.owner().user(),
                "KINORA_DATABASE_PASSWORD", access.owner().password());

        try (var kinora =
                KinoraProcess.run(environment, "start", "--data", data.toString(), "--port", Integer.toString(port))) {
            kinora.awaitWords("Listening on");
            assertThat(homeStatus()).isEqualTo(200);
        }

        assertThat(data.resolve("postgres")).doesNotExist();
        try (var connection = access.owner().connect()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void a_worker_that_has_the_directory_shares_it_with_other_commands() {
        try (var worker = KinoraProcess.run("worker", "--data", data.toString()).awaitWords("The worker is up");
                var doctor = KinoraProcess.run("doctor", "--data", data.toString());
                var refused = start()) {
            assertThat(doctor.exitCode()).isZero();
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.words()).contains("already runs on " + data, "process " + worker.pid(), "worker");
        }
    }

    @Test
    void commands_beside_a_running_kinora_use_its_database() {
        try (var _ = started()) {
            try (var doctor = KinoraProcess.run("doctor", "--data", data.toString())) {
                assertThat(doctor.exitCode()).isZero();
                assertThat(doctor.words())
                        .contains(
                                "PostgreSQL 18",
                                "up to date",
                                "migrations are those of this release",
                                "Kinora can run here.");
            }
            try (var migrate = KinoraProcess.run("migrate", "--data", data.toString())) {
                assertThat(migrate.exitCode()).isZero();
                assertThat(migrate.words()).contains("nothing to do");
            }
            try (var worker = KinoraProcess.run("worker", "--data", data.toString())) {
                worker.awaitWords("The worker is up");
                worker.signal("INT");
                assertThat(worker.exitCode()).isEqualTo(130);
                assertThat(worker.words()).contains("Stopped.");
            }
            assertThat(databaseRuns()).isTrue();
        }
    }
}
