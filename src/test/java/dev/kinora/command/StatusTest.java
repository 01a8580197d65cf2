package dev.kinora.command;

import static dev.kinora.testing.KinoraProcess.freePort;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.KinoraProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another shell learns of a running Kinora, and how it ends it. */
class StatusTest {
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

    private boolean databaseRuns() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.contains(data.resolve("postgres/cluster").toString()));
    }

    private KinoraProcess here(String command) {
        return KinoraProcess.run(command, "--data", data.toString());
    }

    @Test
    void status_tells_what_runs_and_stop_ends_it() {
        try (var kinora = started();
                var status = here("status")) {
            assertThat(status.exitCode()).isZero();
            assertThat(status.words())
                    .contains(
                            "runs on " + data + " as process " + kinora.pid(), ", since 2", "http://localhost:" + port)
                    .contains("Its database answers.");

            try (var stop = here("stop")) {
                assertThat(stop.exitCode()).isZero();
                assertThat(stop.words()).contains("Asking process " + kinora.pid(), "Stopped.");
            }

            assertThat(kinora.exitCode()).isEqualTo(143);
            assertThat(kinora.words()).contains("Stopped.").doesNotContain("Exception");
        }
        assertThat(databaseRuns()).isFalse();
        try (var status = here("status");
                var stop = here("stop")) {
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.words()).contains("Nothing runs on " + data);
            assertThat(stop.exitCode()).isZero();
            assertThat(stop.words()).contains("Nothing runs on " + data);
        }
    }

    @Test
    void where_nothing_ever_ran_status_and_stop_make_nothing() {
        try (var status = here("status");
                var stop = here("stop")) {
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.words()).contains("Nothing runs on " + data);
            assertThat(stop.exitCode()).isZero();
            assertThat(stop.words()).contains("Nothing runs on " + data);
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void a_process_under_the_number_of_a_killed_kinora_is_left_alone() throws Exception {
        var killed = started();
        killed.signal("KILL");
        killed.exitCode();
        var stranger = new ProcessBuilder("sleep", "60").start();
        var note = Files.readAllLines(data.resolve("kinora.lock"));
        note.set(0, Long.toString(stranger.pid()));
        Files.write(data.resolve("kinora.lock"), note);

        try (var stop = here("stop")) {
            assertThat(stop.exitCode()).isZero();
            assertThat(stop.words()).contains("Nothing runs on");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
            started().close();
        }
    }
}
