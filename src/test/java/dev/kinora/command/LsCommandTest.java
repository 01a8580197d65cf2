package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsCommandTest {
    @Test
    void states_are_said_and_asked_for_in_the_words_of_the_pages() {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false")) {
            var ada = People.member(kinora, "ada");
            Films.published(ada, "Harbour");
            Films.execute(
                    kinora,
                    "insert into videos (user_id, title, status, original_size) values (?::uuid, 'Greenhouse', 'queued', 4321)",
                    ada.id().toString());
            var environment = Map.of("KINORA_URL", kinora.url(""), "KINORA_KEY", ada.key(ApiScope.read));

            assertThat(ls(environment)).contains("Waiting", "Ready", "4.3 kB").doesNotContain("queued", "ready");
            assertThat(ls(environment, "--status", "waiting"))
                    .contains("Greenhouse")
                    .doesNotContain("Harbour");
            assertThat(ls(environment, "--status", "ready")).contains("Harbour").doesNotContain("Greenhouse");
            assertThat(ls(environment, "--status", "queued", "--json")).contains("\"status\":\"queued\"");
        }
    }

    @Test
    void state_that_is_none_is_refused_in_the_words_of_the_help() {
        var said = new ByteArrayOutputStream();
        var err = System.err;
        try (var to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(to);
            var nowhere = Map.of("KINORA_URL", "http://localhost:1", "KINORA_KEY", "kin_key");

            var status = KinoraCommand.run(new String[] {"ls", "--status", "bogus"}, nowhere);

            assertThat(status).isEqualTo(1);
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains(
                            "There is no state called bogus.",
                            "uploading, fetching, waiting, processing, ready or failed")
                    .doesNotContain("pendingupload");
        } finally {
            System.setErr(err);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!doctype html><title>Sign in</title>", "[]", ""})
    void address_of_something_else_is_refused_with_a_sentence(String page) throws IOException {
        var said = new ByteArrayOutputStream();
        var err = System.err;
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(page.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        try (var to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(to);
            var there = "http://127.0.0.1:" + server.getAddress().getPort();

            var status = KinoraCommand.run(new String[] {"ls"}, Map.of("KINORA_URL", there, "KINORA_KEY", "kin_key"));

            assertThat(status).isEqualTo(1);
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains(there + "/ does not answer as a Kinora does.")
                    .doesNotContain("Exception");
        } finally {
            System.setErr(err);
            server.stop(0);
        }
    }

    private static String ls(Map<String, String> environment, String... arguments) {
        var line = new String[arguments.length + 1];
        line[0] = "ls";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        var said = new ByteArrayOutputStream();
        var out = System.out;
        try (var to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(to);
            KinoraCommand.run(line, environment);
            return said.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(out);
        }
    }
}
