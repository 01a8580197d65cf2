package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kinora.testing.KinoraProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The script a newcomer types, on machines that lack something. */
class LauncherTest {
    private static final String LAUNCHER = Path.of("kinora").toAbsolutePath().toString();

    @TempDir
    private Path directory;

    @Test
    void without_a_command_it_lists_the_commands() {
        try (var kinora = KinoraProcess.shell(Map.of(), LAUNCHER)) {
            assertThat(kinora.exitCode()).isZero();
            assertThat(kinora.words())
                    .contains("start", "test", "doctor", "migrate", "worker", "admin", "bench", "--help");
        }
    }

    @Test
    void an_unknown_command_is_named() {
        try (var kinora = KinoraProcess.shell(Map.of(), LAUNCHER, "strat")) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words()).contains("There is no command 'strat'.", "./kinora --help");
        }
    }

    @Test
    void every_development_command_explains_itself() {
        for (var command : new String[] {"test", "check", "bench"}) {
            try (var kinora = KinoraProcess.shell(Map.of(), LAUNCHER, command, "--help")) {
                assertThat(kinora.exitCode()).isZero();
                assertThat(kinora.words()).startsWith("Usage: ./kinora " + command);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--help, Usage: ./kinora COMMAND",
        "-h, Usage: ./kinora COMMAND",
        "help, Usage: ./kinora COMMAND",
        "start --help, Usage: kinora start",
        "help start, Usage: kinora start",
        "upload -h, Usage: kinora upload",
        "start --port 80 --help, Usage: kinora start",
        "admin --help, Usage: kinora admin [-hV] COMMAND",
        "admin create-user --help, Usage: kinora admin create-user",
        "help admin move-videos, Usage: kinora admin move-videos",
        "help test, Usage: ./kinora test"
    })
    void help_needs_neither_a_jdk_nor_a_build(String words, String first) throws IOException {
        var launcher = checkout();
        copyHelp();
        var command = Stream.concat(Stream.of(launcher.toString()), Stream.of(words.split(" ")))
                .toArray(String[]::new);

        try (var kinora = KinoraProcess.shell(Map.of("KINORA_JAVA_HOME", "/nope"), command)) {
            assertThat(kinora.exitCode()).isZero();
            assertThat(kinora.words()).startsWith(first);
            assertThat(directory.resolve("target")).doesNotExist();
        }
    }

    private void copyHelp() throws IOException {
        var to = Files.createDirectories(directory.resolve("src/main/help"));
        try (var texts = Files.list(Path.of("src/main/help"))) {
            for (var text : texts.toList()) {
                Files.copy(text, to.resolve(text.getFileName()));
            }
        }
    }

    @Test
    void a_machine_without_a_jdk_25_is_told_what_to_install() throws IOException {
        assumeTrue(KinoraProcess.canMount(), "mounting needs root on Linux");
        var hideJdks = "mount -t tmpfs none /usr/lib/jvm; exec \"$0\" start";

        try (var kinora = KinoraProcess.shell(
                Map.of("HOME", directory.toString(), "JAVA_HOME", "", "KINORA_JAVA_HOME", ""),
                "unshare",
                "-m",
                "sh",
                "-c",
                hideJdks,
                LAUNCHER)) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words()).contains("No JDK 25 was found", "Install one", "KINORA_JAVA_HOME");
        }
    }

    @Test
    void a_machine_whose_node_is_too_old_is_told_what_to_install() throws IOException {
        program("node", "exit 1");
        assumeTrue(!Files.exists(Path.of("/usr/local/bin/node")), "another Node lies where one is looked for");

        try (var kinora = KinoraProcess.shell(
                Map.of(
                        "HOME",
                        directory.toString(),
                        "KINORA_NODE",
                        "",
                        "PATH",
                        directory + ":" + System.getenv("PATH")),
                LAUNCHER,
                "check")) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words()).contains("No Node.js 20.19 or newer was found", "KINORA_NODE");
        }
    }

    @Test
    void tests_see_no_setting_of_the_developers_installation_and_find_the_browser() throws IOException {
        var launcher = checkout();
        Files.writeString(directory.resolve("src/test/java/SomeTest.java"), "");
        program("mvn", "[ \"$1\" = -v ] && echo Apache Maven 3.9.9 || env | sed -n 's/^KINORA/[ERROR] KINORA/p'");
        program("google-chrome", "");
        program("node", "");

        try (var kinora = KinoraProcess.shell(
                Map.of(
                        "KINORA_MAIL_HOST",
                        "smtp.example.org",
                        "KINORA_NODE",
                        directory.resolve("node").toString(),
                        "KINORA_WRITE_DOCS",
                        "1",
                        "KINORA_CHROMIUM",
                        directory.resolve("google-chrome").toString(),
                        "PATH",
                        directory + ":" + System.getenv("PATH")),
                launcher.toString(),
                "test",
                "SomeTest")) {
            assertThat(kinora.exitCode()).isZero();
            assertThat(kinora.words())
                    .contains("KINORA_NODE=", "KINORA_WRITE_DOCS=1", "KINORA_CHROMIUM=" + directory)
                    .doesNotContain("KINORA_MAIL_HOST", "KINORA_DATA");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "KINORA_JAVA_HOME, start, 'KINORA_JAVA_HOME names /nope, where there is no JDK 25.'",
        "KINORA_NODE, check, 'KINORA_NODE names /nope, which is no Node.js 20.19 or newer.'"
    })
    void a_program_that_is_named_and_not_there_is_not_replaced_by_another(
            String variable, String command, String sentence) {
        try (var kinora = KinoraProcess.shell(Map.of(variable, "/nope"), LAUNCHER, command)) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words()).contains(sentence, "unset it");
        }
    }

    @Test
    void a_test_that_there_is_not_is_named_before_anything_is_built() {
        for (var name : List.of("NoSuchTest", "dev.kinora.NoSuchTest#at_all", "NoSuch*")) {
            try (var kinora = KinoraProcess.shell(Map.of(), LAUNCHER, "test", "LauncherTest", name)) {
                assertThat(kinora.exitCode()).isEqualTo(1);
                assertThat(kinora.words()).startsWith("There is no test called " + name + ".");
            }
        }
    }

    @Test
    void a_build_that_is_interrupted_has_not_failed() throws IOException {
        program(
                "mvn",
                "[ \"$1\" = -v ] && echo Apache Maven 3.9.9 || { trap 'exit 130' INT; while :; do sleep 0.1; done; }");

        // A group of its own, as a terminal makes one, to which it then sends Ctrl-C.
        try (var kinora = KinoraProcess.shell(path(), "setsid", checkout().toString(), "start")) {
            kinora.awaitWords("fetching what the build needs");
            new ProcessBuilder("kill", "-INT", "--", "-" + kinora.pid()).start();

            assertThat(kinora.exitCode()).isEqualTo(130);
            assertThat(kinora.words()).contains("The build was stopped").doesNotContain("failed");
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "src/main/jte/pages/error.jte:6: Missing closing brace )",
                        "Execution failed: Failed to compile pages/error.jte, error at line 6: Missing closing brace )"),
                arguments("src/main/jte/pages/home.jte:8: cannot find symbol: method nope()", """
                        [ERROR] HERE/target/generated-sources/jte/JtehomeGenerated.java:[3,36] cannot find symbol
                          symbol:   method nope()
                          location: class Page"""),
                arguments(
                        "src/main/java/A.java:2: cannot find symbol",
                        "[ERROR] HERE/src/main/java/A.java:[2,3] cannot find symbol"),
                arguments("web/styles/shell.css:196: Unknown word .x", """
                        [plugin vite:css] HERE/web/styles/main.css:196:1
                        CssSyntaxError: [postcss] postcss-import: HERE/web/styles/shell.css:196:2: Unknown word .x"""),
                arguments("web/scripts/tabs.ts:5: Unexpected token", """
                        Build failed with 1 error:

                        \033[31m[builtin:vite-transform] \033[0mUnexpected token
                           \033[38;5;246m╭\033[0m\033[38;5;246m─\033[0m\033[38;5;246m[\033[0m scripts/tabs.ts:5:7 \033[38;5;246m]\033[0m"""));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_named_with_its_file_and_line(String mistake, String output) throws IOException {
        var launcher = checkout();
        Files.writeString(
                Files.createDirectories(directory.resolve("target/generated-sources/jte"))
                        .resolve("JtehomeGenerated.java"),
                "String JTE_NAME = \"pages/home.jte\";\nint[] JTE_LINE_INFO = {0,0,7,8};\n");
        var text = Files.writeString(directory.resolve("said"), output.replace("HERE", directory.toString()) + "\n");
        program("mvn", "[ \"$1\" = -v ] && echo Apache Maven 3.9.9 || { cat '" + text + "'; exit 1; }");

        try (var kinora = KinoraProcess.shell(path(), launcher.toString(), "start")) {
            assertThat(kinora.exitCode()).isEqualTo(1);
            assertThat(kinora.words()).contains("The build failed.\n" + mistake + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"C", "POSIX", "xx_XX.UTF-8"})
    void names_in_every_script_are_known_whatever_the_locale(String locale) throws IOException {
        var launcher = checkout();
        var jdk = directory.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
        program("jdk/bin/javac", "");
        program(
                "jdk/bin/java",
                "exec '" + System.getProperty("java.home") + "/bin/java' -XshowSettings:properties -version");
        var built = Files.createDirectories(directory.resolve("target/run/1"));
        Files.copy(jdk.resolve("release"), built.resolve("jdk"));
        Files.writeString(directory.resolve("target/run/current"), "1");
        Files.setLastModifiedTime(
                Files.createFile(built.resolve("began")),
                FileTime.from(Instant.now().plusSeconds(60)));

        try (var kinora = KinoraProcess.shell(
                Map.of("KINORA_JAVA_HOME", jdk.toString(), "LC_ALL", locale), launcher.toString(), "ls")) {
            assertThat(kinora.exitCode()).as(kinora.words()).isZero();
            assertThat(kinora.words()).contains("sun.jnu.encoding = UTF-8", "stdout.encoding = UTF-8");
        }
    }

    /** With the programs of the test first, and Node among them, as the launcher puts its directory first. */
    private Map<String, String> path() throws IOException {
        var path = System.getenv("PATH");
        var node = Stream.of(path.split(":"))
                .map(each -> Path.of(each).resolve("node"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        program("node", "exec '" + node + "' \"$@\"");
        return Map.of(
                "PATH",
                directory + ":" + path,
                "KINORA_NODE",
                directory.resolve("node").toString());
    }

    /** A checkout that holds the launcher and what it calls, and nothing to build. */
    private Path checkout() throws IOException {
        Files.createDirectories(directory.resolve("src/main"));
        Files.createDirectories(directory.resolve("src/test/java"));
        Files.createDirectories(directory.resolve("build"));
        Files.copy(Path.of("build/first-mistake.mjs"), directory.resolve("build/first-mistake.mjs"));
        return Files.copy(Path.of(LAUNCHER), directory.resolve("kinora"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void program(String name, String script) throws IOException {
        var file = Files.writeString(directory.resolve(name), "#!/bin/sh\n%s\n".formatted(script));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
