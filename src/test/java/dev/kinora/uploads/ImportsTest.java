package dev.kinora.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Films fetched from a server of somebody else, which does as it likes. */
class ImportsTest {
    private static RunningKinora kinora;
    private static Desk ada;
    private static byte[] film;
    private static HttpServer origin;
    private static final List<String> RANGES = new ArrayList<>();
    private static final AtomicInteger CUTS = new AtomicInteger();

    @BeforeAll
    static void start() throws IOException {
        kinora = RunningKinora.start("--kinora.jobs.background=false", "--kinora.outbound.allow=127.0.0.1/32");
        ada = Desk.of(kinora, People.member(kinora, "ada"));
        film = Desk.bytes(Clips.mp4());
        origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        origin.createContext("/films/", exchange -> serve(exchange, true));
        origin.createContext("/whole/", exchange -> serve(exchange, false));
        origin.createContext("/moved/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/films/x.mp4");
            answer(exchange, 302, new byte[0]);
        });
        origin.createContext("/inward/", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data");
            answer(exchange, 302, new byte[0]);
        });
        origin.createContext("/gone/", exchange -> answer(exchange, 404, new byte[0]));
        origin.createContext(
                "/text/",
                exchange -> answer(exchange, 200, "No film. ".repeat(2000).getBytes(StandardCharsets.UTF_8)));
        origin.start();
    }

    @AfterAll
    static void stop() {
        origin.stop(0);
        kinora.close();
    }

    @BeforeEach
    void forget() {
        RANGES.clear();
        CUTS.set(0);
    }

    @Test
    void film_at_an_address_becomes_a_video_named_after_it() {
        var begun = begin("/films/Mein%20Film.mp4");
        kinora.bean(Jobs.class).runDue();

        assertThat(begun.get("status").asString()).isEqualTo("downloading");
        assertThat(begun.get("title").asString()).isEqualTo("Mein Film");
        var video = video(begun);
        assertThat(video.get("status").asString()).isEqualTo("ready");
        assertThat(file(begun).get("sha256").asString()).isEqualTo(Desk.sha256(film));
        assertThat(file(begun).get("importedFrom").asString()).endsWith("/films/Mein%20Film.mp4");
    }

    @Test
    void redirect_is_followed() {
        var begun = begin("/moved/film.mp4");
        kinora.bean(Jobs.class).runDue();

        assertThat(video(begun).get("status").asString()).isEqualTo("ready");
    }

    @Test
    void line_that_breaks_is_taken_up_where_it_broke() {
        CUTS.set(1);
        var begun = begin("/films/cut.mp4");
        kinora.bean(Jobs.class).runDue();
        makeDue();

        assertThat(video(begun).get("status").asString()).isEqualTo("ready");
        assertThat(file(begun).get("sha256").asString()).isEqualTo(Desk.sha256(film));
        assertThat(RANGES).hasSize(2);
        assertThat(RANGES.getLast()).matches("bytes=[1-9][0-9]*-");
    }

    @Test
    void server_without_ranges_is_asked_anew_from_the_beginning() {
        CUTS.set(1);
        var begun = begin("/whole/cut.mp4");
        kinora.bean(Jobs.class).runDue();
        makeDue();
        makeDue();

        assertThat(video(begun).get("status").asString()).isEqualTo("ready");
        assertThat(file(begun).get("sha256").asString()).isEqualTo(Desk.sha256(film));
    }

    @Test
    void address_that_answers_nothing_of_use_fails_with_a_sentence_and_takes_nothing_of_the_quota() {
        var before = ada.usage();
        var gone = begin("/gone/film.mp4");
        var text = begin("/text/film.mp4");
        kinora.bean(Jobs.class).runDue();

        assertThat(video(gone).get("errorCode").asString()).isEqualTo("ERR_FETCH_ORIGIN_ERROR");
        assertThat(video(gone).get("errorMessage").asString()).contains("404");
        assertThat(video(text).get("errorCode").asString()).isEqualTo("ERR_NON_VIDEO");
        assertThat(ada.usage()).isEqualTo(before);
    }

    @Test
    void redirect_into_a_private_network_is_refused() {
        var begun = begin("/inward/film.mp4");
        kinora.bean(Jobs.class).runDue();

        assertThat(video(begun).get("status").asString()).isEqualTo("error");
        assertThat(video(begun).get("errorMessage").asString()).contains("169.254.169.254");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "ftp://example.org/x.mp4",
                "file:///etc/passwd",
                "http://10.0.0.1/x.mp4",
                "http://[::1]/x.mp4"
            })
    void address_that_cannot_be_meant_is_refused_at_once(String address) {
        var answer = ada.send("POST", "/api/v1/imports", json(address), "Content-Type", "application/json");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    }

    /** What waits for its next attempt is let run now. */
    private static void makeDue() {
        System.err.println(
                "DEBUG "
                        + ada.row(
                                "select string_agg(d.due_at || ' ' || j.status || j.attempts || j.job_type, ';') || now() from job_due d join processing_jobs j on j.id = d.job_id"));
        ada.row(
                "update processing_jobs set backoff_until = null, next_retry_at = null where backoff_until is not null returning id");
        ada.row("update job_due set due_at = now() returning job_id");
        kinora.bean(Jobs.class).runDue();
        System.err.println(
                "DEBUG "
                        + ada.row(
                                "select string_agg(j.status || ' ' || j.attempts || ' ' || j.job_type || coalesce(j.error_message,''), ';') from processing_jobs j where job_type = 'download_video'"));
    }

    private static JsonNode begin(String path) {
        var answer = ada.send(
                "POST",
                "/api/v1/imports",
                json("http://127.0.0.1:" + origin.getAddress().getPort() + path),
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return ada.json(answer);
    }

    private static JsonNode video(JsonNode begun) {
        return ada.json(ada.send("GET", "/api/v1/videos/" + begun.get("id").asString(), new byte[0]));
    }

    private static JsonNode file(JsonNode begun) {
        return ada.json(ada.send("GET", "/api/v1/videos/" + begun.get("id").asString() + "/file", new byte[0]));
    }

    private static byte[] json(String url) {
        return ("{\"url\": \"" + url + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** Cuts the line in the middle, as often as is asked for. */
    private static void serve(HttpExchange exchange, boolean ranges) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        RANGES.add(String.valueOf(range));
        var from = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (film.length - 1) + "/" + film.length);
        }
        var body = Arrays.copyOfRange(film, from, film.length);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length);
        if (CUTS.getAndDecrement() > 0) {
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            // Ends the connection with half of the body owed.
            exchange.close();
            return;
        }
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
