package dev.kinora.command;

import static dev.kinora.testing.KinoraProcess.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kinora.testing.KinoraProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps Kinora from starting, in words. */
class StartRefusalsTest {
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

    private boolean databaseRuns() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.contains(data.resolve("postgres/cluster").toString()));
    }

    @Test
    void a_taken_port_is_named_with_another_to_try() throws IOException {
        try (var _ = new ServerSocket(port);
                var kinora = start()) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words())
                    .contains("Port " + port + " is taken", "--port")
                    .doesNotContain("Exception");
        }
        assertThat(data).doesNotExist();
        assertThat(databaseRuns()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere.invalid, There is no address nowhere.invalid",
        "192.0.2.1, 192.0.2.1 is not an address of this machine"
    })
    void an_address_that_is_not_of_this_machine_is_refused(String host, String sentence) {
        try (var kinora = KinoraProcess.run(
                Map.of("KINORA_HOST", host), "start", "--data", data.toString(), "--port", "" + port)) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words()).contains(sentence, "--host").doesNotContain("Exception", "taken");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void a_port_that_is_none_is_refused() {
        try (var kinora = KinoraProcess.run("start", "--data", data.toString(), "--port", "70000")) {
            assertThat(kinora.exitCode()).isEqualTo(2);
            assertThat(kinora.words()).contains("between 1 and 65535").doesNotContain("Exception");
        }
    }

    @Test
    void a_file_in_place_of_the_directory_is_refused() throws IOException {
        Files.writeString(data, "not a directory");

        try (var kinora = start()) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words()).contains(data + " is a file", "--data").doesNotContain("Exception");
        }
        try (var doctor = KinoraProcess.run("doctor", "--data", data.toString())) {
            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.words())
                    .contains("bad", data + " is a file", "Mend what is bad")
                    .doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "worker", "migrate", "doctor"})
    void an_empty_name_is_not_taken_for_this_directory(String command) {
        try (var kinora = KinoraProcess.run(command, "--data", "")) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words()).contains("--data is empty").doesNotContain("Exception");
        }
    }

    @Test
    void a_directory_that_cannot_be_written_is_named() throws IOException {
        assumeTrue(KinoraProcess.canMount(), "mounting needs root on Linux");
        Files.createDirectories(data);

        try (var kinora = KinoraProcess.runOnMount(
                "mount -t tmpfs -o ro none '" + data + "'", "start", "--data", data.toString(), "--port", "" + port)) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words())
                    .contains("cannot write to " + data, "--data")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void a_full_disk_is_named_with_what_is_needed() throws IOException {
        assumeTrue(KinoraProcess.canMount(), "mounting needs root on Linux");
        Files.createDirectories(data);

        try (var kinora = KinoraProcess.runOnMount(
                "mount -t tmpfs -o size=100m none '" + data + "'",
                "start",
                "--data",
                data.toString(),
                "--port",
                "" + port)) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words())
                    .contains("is full", "256 MB are needed", "--data")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void an_unknown_option_and_an_unknown_command_point_to_help() {
        try (var option = KinoraProcess.run("start", "--prot", "1")) {
            assertThat(option.exitCode()).isEqualTo(2);
            assertThat(option.words()).contains("Unknown option", "./kinora start --help");
        }
        try (var command = KinoraProcess.run("strat")) {
            assertThat(command.exitCode()).isEqualTo(2);
            assertThat(command.words()).contains("strat", "./kinora --help");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kinora.platform.app-conections", "kinora.metrics-token"})
    void an_unknown_setting_stops_the_start_with_its_name(String setting) {
        try (var kinora = KinoraProcess.run(
                Map.of("JAVA_TOOL_OPTIONS", "-D" + setting + "=4"),
                "start",
                "--data",
                data.toString(),
                "--port",
                "" + port)) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words()).contains(setting);
        }
        assertThat(databaseRuns()).isFalse();
    }
}
