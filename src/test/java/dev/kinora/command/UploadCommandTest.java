package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Await;
import dev.kinora.testing.KinoraProcess;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films sent to a Kinora, and to servers that are in all kinds of moods. */
class UploadCommandTest {
    private static final String UPLOAD = "/api/v1/uploads/01a1fec0-9df9-7000-866a-22b14d22984e";

    private static RunningKinora kinora;
    private static String key;

    @TempDir
    private Path folder;

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start();
        key = People.member(kinora, "ada").key(ApiScope.values());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @AfterEach
    void stopServers() {
        servers.forEach(server -> server.stop(0));
    }

    private record Run(int status, String said) {}

    private Map<String, String> environment(String url) {
        return Map.of(
                "KINORA_URL",
                url,
                "KINORA_KEY",
                key,
                "XDG_STATE_HOME",
                folder.resolve("state").toString());
    }

    private Run upload(String url, String... arguments) {
        var line = new ArrayList<>(List.of("upload"));
        line.addAll(List.of(arguments));
        var said = new ByteArrayOutputStream();
        var err = System.err;
        try (var to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(to);
            var status = KinoraCommand.run(line.toArray(String[]::new), environment(url));
            return new Run(status, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(err);
        }
    }

    private Path film(String name) throws IOException {
        return Files.copy(Clips.mp4(), folder.resolve(name));
    }

    private static String here() {
        return kinora.url("");
    }

    private static int videos(String title) {
        return kinora.get("/api/v1/videos?q=" + title, "Authorization", "Bearer " + key)
                        .body()
                        .split("\"status\"", -1)
                        .length
                - 1;
    }

    @Test
    void film_that_is_there_is_not_uploaded_again_unless_asked_for() throws IOException {
        var film = film("twice.mp4").toString();

        var first = upload(here(), film);
        var second = upload(here(), film);
        var once = videos("twice");
        var third = upload(here(), film, "--again");

        assertThat(first.status()).as(first.said()).isZero();
        assertThat(first.said()).contains("uploaded");
        assertThat(second.status()).isZero();
        assertThat(second.said()).contains("uploaded before", "--again");
        assertThat(once).isEqualTo(1);
        assertThat(third.status()).isZero();
        assertThat(videos("twice")).isEqualTo(2);
    }

    @Test
    void film_refused_after_its_last_byte_is_told_with_the_reason() throws IOException {
        var whole = Files.readAllBytes(Clips.indexAtEnd());
        var torn = Files.write(folder.resolve("torn.mp4"), Arrays.copyOf(whole, whole.length / 2));

        var run = upload(here(), torn.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said()).contains("torn.mp4  refused: ").doesNotContain("uploaded");
    }

    @Test
    void folder_means_the_films_in_it() throws IOException {
        var films = Files.createDirectories(folder.resolve("films/more"));
        Files.copy(Clips.mp4(), folder.resolve("films/harbour.mp4"));
        Files.copy(Clips.mp4(), films.resolve("lamp.mp4"));
        Files.writeString(films.resolve("notes.txt"), "Nothing to see.");

        var run = upload(here(), folder.resolve("films").toString());

        assertThat(run.status()).as(run.said()).isZero();
        assertThat(run.said())
                .contains("harbour.mp4  uploaded", "lamp.mp4  uploaded")
                .doesNotContain("notes");
        assertThat(upload(
                                here(),
                                Files.createDirectories(folder.resolve("empty")).toString())
                        .said())
                .contains("There is no film in");
    }

    @Test
    void server_that_asks_for_patience_is_asked_again_when_it_said() throws IOException {
        var film = film("patient.mp4");
        var server = server(exchange -> {
            if (asked.size() == 1) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 429);
            } else {
                taken(exchange);
            }
        });

        var run = upload(server, film.toString());

        assertThat(run.status()).as(run.said()).isZero();
        assertThat(run.said()).contains("asked to wait; trying again in 1 s");
        assertThat(asked).containsExactly("POST /api/v1/uploads", "POST /api/v1/uploads", "PATCH " + UPLOAD);
    }

    @Test
    void key_that_is_not_accepted_is_a_sentence_and_no_new_upload() throws IOException {
        var film = film("locked.mp4");
        var server = server(exchange -> {
            switch (exchange.getRequestMethod()) {
                case "POST" -> taken(exchange);
                case "PATCH" -> answer(exchange, 400);
                default -> answer(exchange, 401);
            }
        });
        upload(server, film.toString());
        Resumption.of(film, URI.create(server + "/"), key, environment(server))
                .remember(URI.create(server + UPLOAD), "");
        asked.clear();

        var run = upload(server, film.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said()).contains("does not accept the key");
        assertThat(asked).containsExactly("HEAD " + UPLOAD);
    }

    @Test
    void key_goes_to_no_other_place_than_the_one_it_was_given_for() throws IOException {
        var film = film("secret.mp4");
        var stranger = server(exchange -> answer(exchange, 204));
        var server = server(exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Location", stranger + UPLOAD);
                answer(exchange, 201);
            } else {
                taken(exchange);
            }
        });

        var run = upload(server, film.toString());

        assertThat(run.status()).as(run.said()).isZero();
        // To the one that was named, both of them; the stranger has heard nothing.
        assertThat(asked).containsExactly("POST /api/v1/uploads", "PATCH " + UPLOAD);
    }

    @Test
    void server_that_falls_silent_is_asked_how_far_it_came() throws IOException {
        var film = film("silent.mp4");
        var server = server(exchange -> {
            if (exchange.getRequestMethod().equals("PATCH") && asked.size() == 2) {
                // Neither read nor answered, until the client goes.
                sleep();
            } else {
                taken(exchange);
            }
        });

        var run = upload(server, film.toString(), "--patience", "1");

        assertThat(run.status()).as(run.said()).isZero();
        assertThat(run.said()).contains("the connection broke; trying again");
        assertThat(asked)
                .containsExactly("POST /api/v1/uploads", "PATCH " + UPLOAD, "HEAD " + UPLOAD, "PATCH " + UPLOAD);
    }

    @Test
    void interrupted_run_says_how_it_goes_on() throws IOException {
        var film = film("interrupted.mp4");
        var server = server(exchange -> {
            if (exchange.getRequestMethod().equals("PATCH")) {
                sleep();
            } else {
                taken(exchange);
            }
        });
        try (var run = KinoraProcess.run(environment(server), "upload", film.toString())) {
            Await.until(() -> asked.contains("PATCH " + UPLOAD));
            // Ctrl-C ends it by the same way.
            run.signal("TERM");

            assertThat(run.exitCode()).isEqualTo(143);
            assertThat(run.words()).contains("the same command goes on there");
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String server(HttpHandler handler) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            handler.handle(exchange);
        });
        server.start();
        servers.add(server);
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As a Kinora that has nothing yet and takes everything. */
    private static void taken(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                headers.set("Location", UPLOAD);
                answer(exchange, 201);
            }
            case "HEAD" -> {
                headers.set("Upload-Offset", "0");
                answer(exchange, 200);
            }
            default -> {
                var read = exchange.getRequestBody().readAllBytes().length;
                headers.set("Upload-Offset", Integer.toString(read));
                answer(exchange, 204);
            }
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
