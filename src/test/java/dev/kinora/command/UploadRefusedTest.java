package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kinora.media.Clips;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers end an upload, and which are waited out. */
@Timeout(60)
class UploadRefusedTest {
    private static final String UPLOAD = "/api/v1/uploads/01a1fec0-9df9-7000-866a-22b14d22984e";
    private static final String FULL = "The store \"local\" has no room left.";

    @TempDir
    private Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** What is answered before everything is taken. */
    private final Deque<Integer> moods = new ArrayDeque<>();

    interface Doing {
        void happen() throws IOException;
    }

    /** While an upload is begun. */
    private Doing meanwhile = () -> {};

    private HttpServer server;
    private Uploading uploading;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        uploading =
                new Uploading("http://127.0.0.1:" + server.getAddress().getPort(), "kin_key", folder.resolve("state"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {507, 500, 501, 403, 413, 422, 429})
    void trouble_that_does_not_pass_ends_with_the_servers_sentence(int status) throws IOException {
        moods.add(status);

        var run = uploading.run(film());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said()).contains(FULL).doesNotContain("trying again");
        assertThat(asked).containsExactly("POST /api/v1/uploads");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 423, 502, 503, 504})
    void trouble_that_may_pass_is_tried_again(int status) throws IOException {
        moods.add(status);

        var run = uploading.run(film());

        assertThat(run.status()).as(run.said()).isZero();
        assertThat(run.said()).contains("it answered " + status + "; trying again");
    }

    @Test
    void what_had_arrived_when_the_disk_was_full_is_gone_on_with() throws IOException {
        var film = film();
        moods.add(201);
        moods.add(507);
        var full = uploading.run(film);
        asked.clear();

        var run = uploading.run(film);

        assertThat(full.status()).isEqualTo(1);
        assertThat(full.said()).contains(FULL).doesNotContain("trying again");
        assertThat(run.status()).as(run.said()).isZero();
        assertThat(asked).containsExactly("HEAD " + UPLOAD, "PATCH " + UPLOAD);
    }

    @Test
    void empty_file_is_refused_before_anything_is_asked() throws IOException {
        var run = uploading.run(Files.createFile(folder.resolve("empty.mp4")));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said()).contains("empty.mp4  refused: it is empty");
        assertThat(asked).isEmpty();
    }

    @Test
    void file_that_was_changed_meanwhile_is_not_taken_for_a_broken_line() throws IOException {
        var film = film();
        meanwhile = () -> {
            try (var shorter = FileChannel.open(film, StandardOpenOption.WRITE)) {
                shorter.truncate(1000);
            }
        };

        var run = uploading.run(film);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said())
                .contains("film.mp4  its file was changed meanwhile")
                .doesNotContain("trying again");
    }

    @Test
    void file_that_went_away_is_gone_on_with_when_it_is_back() throws IOException {
        var film = film();
        var elsewhere = folder.resolve("elsewhere.mp4");
        meanwhile = () -> Files.move(film, elsewhere);
        var gone = uploading.run(film);
        meanwhile = () -> {};
        Files.move(elsewhere, film);
        asked.clear();

        var run = uploading.run(film);

        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.said()).contains("film.mp4  it can no longer be read").doesNotContain("trying again");
        assertThat(run.status()).as(run.said()).isZero();
        assertThat(asked).containsExactly("HEAD " + UPLOAD, "PATCH " + UPLOAD);
    }

    private Path film() throws IOException {
        return Files.copy(Clips.mp4(), folder.resolve("film.mp4"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        var read = exchange.getRequestBody().readAllBytes().length;
        var mood = moods.isEmpty() ? 0 : moods.remove();
        if (mood >= 400) {
            var body = ("{\"detail\": \"" + FULL.replace("\"", "\\\"") + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(mood, body.length);
            exchange.getResponseBody().write(body);
        } else if (exchange.getRequestMethod().equals("POST")) {
            meanwhile.happen();
            exchange.getResponseHeaders().set("Location", UPLOAD);
            exchange.sendResponseHeaders(201, -1);
        } else {
            exchange.getResponseHeaders().set("Upload-Offset", Integer.toString(read));
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("HEAD") ? 200 : 204, -1);
        }
        exchange.close();
    }
}
