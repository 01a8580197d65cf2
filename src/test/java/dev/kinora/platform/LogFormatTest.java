package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** In a process of its own, because the tests bring another configuration of the log. */
class LogFormatTest {
    @TempDir
    private Path directory;

    static final class Writer {
        public static void main(String[] arguments) {
            var application = new SpringApplication(Writer.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.setBannerMode(Banner.Mode.OFF);
            application.setLogStartupInfo(false);
            application.run(arguments).close();
            var log = LoggerFactory.getLogger("dev.kinora.test");
            try (var _ = MDC.putCloseable("requestId", "request-7")) {
                log.info("hello {}", "mal\r\n2026 ERROR forged\u001b[2J");
                log.warn("failed", new IllegalStateException("first\n2026 ERROR forged too"));
            }
            log.info("outside");
        }
    }

    private List<String> written(Map<String, String> environment) throws IOException, InterruptedException {
        var name = Writer.class.getName().replace('.', '/') + ".class";
        var copy = directory.resolve(name);
        Files.createDirectories(copy.getParent());
        try (var bytes = Writer.class.getClassLoader().getResourceAsStream(name)) {
            Files.write(copy, java.util.Objects.requireNonNull(bytes).readAllBytes());
        }
        var path = Stream.concat(
                        Stream.of(directory.toString()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> !entry.endsWith("test-classes")))
                .collect(Collectors.joining(File.pathSeparator));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        path,
                        Writer.class.getName())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    @Test
    void people_read_lines_with_the_request_and_nothing_typed_by_a_user_begins_one() throws Exception {
        var lines = written(Map.of());

        assertThat(lines.getFirst()).matches("\\S+ \\S+ INFO  dev.kinora.test +\\[request-7] hello mal");
        assertThat(lines).filteredOn(line -> line.startsWith("2026 ERROR")).isEmpty();
        assertThat(lines).anyMatch(line -> line.equals("  | 2026 ERROR forged[2J"));
        assertThat(lines).anyMatch(line -> line.matches(".* WARN +dev.kinora.test +\\[request-7] failed"));
        assertThat(lines).anyMatch(line -> line.contains("IllegalStateException: first"));
        assertThat(lines.getLast()).endsWith("[-] outside");
        assertThat(lines).filteredOn(line -> line.contains("forged too")).hasSize(1);
    }

    @Test
    void machines_read_json_in_one_line_each() throws Exception {
        var lines = written(Map.of("KINORA_LOG_FORMAT", "json"));

        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        assertThat(lines.getFirst()).contains("\"requestId\":\"request-7\"", "\"ecs\":{\"version\"");
    }
}
