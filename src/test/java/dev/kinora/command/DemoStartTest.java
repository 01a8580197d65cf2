package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.KinoraProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoStartTest {
    private static final Pattern PASSWORD = Pattern.compile("ada@demo\\.example  (\\S{14})");

    private final int port = KinoraProcess.freePort();

    @TempDir
    private Path data;

    private KinoraProcess start() {
        return KinoraProcess.run("start", "--demo", "--data", data.toString(), "--port", Integer.toString(port));
    }

    @Test
    void serves_at_once_prints_the_passwords_once_and_goes_on_after_it_was_stopped() throws Exception {
        String password;
        try (var first = start().awaitWords("watch them appear at http://localhost:" + port)) {
            assertThat(home()).isEqualTo(200);
            var found = PASSWORD.matcher(first.words());
            assertThat(found.find()).as(first.words()).isTrue();
            password = found.group(1);
            assertThat(first.words()).contains("(runs this Kinora)").doesNotContain("Become its first admin");

            first.signal("INT");

            assertThat(first.exitCode()).as("in the middle of a film").isEqualTo(130);
        }
        try (var second = start().awaitWords("This is a demo already")) {
            assertThat(home()).isEqualTo(200);
            assertThat(second.words()).doesNotContain(password).doesNotContain("@demo.example");
        }
    }

    private int home() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
