package dev.kinora.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Films that do not come from where they are fetched: who is told why, and what is tried again. */
class ImportTroublesTest {
    private static final byte[] NOTHING = {};

    private static RunningKinora kinora;
    private static Desk ada;
    private static byte[] film;
    private static Origin origin;

    @BeforeAll
    static void start() throws IOException {
        kinora = RunningKinora.start("--kinora.jobs.background=false", "--kinora.outbound.allow=127.0.0.1/32");
        ada = Desk.of(kinora, People.member(kinora, "ada"));
        film = Desk.bytes(Clips.mp4());
        origin = new Origin(film);
        origin.on("/in-circles/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/in-circles/film.mp4");
            Origin.answer(exchange, 302, NOTHING);
        });
        origin.on("/come-back-tomorrow/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "86400");
            Origin.answer(exchange, 503, NOTHING);
        });
    }

    @AfterAll
    static void stop() {
        origin.close();
        kinora.close();
    }

    @BeforeEach
    void forget() {
        origin.forget();
    }

    @AfterEach
    void clear() {
        ada.row("delete from processing_jobs where job_type = 'download_video' and status = 'queued' returning id");
    }

    @ParameterizedTest
    @CsvSource({
        "401, without signing in",
        "403, without signing in",
        "404, nothing at this address",
        "410, no longer at this address",
        "451, no film at this address",
        "501, trouble of its own"
    })
    void what_cannot_become_right_is_tried_once_and_says_why(int status, String words) {
        origin.status.set(status);
        var begun = begin(origin.url("/as-it-is/film.mp4"));
        run();

        var video = video(begun);
        assertThat(video.get("status").asString()).isEqualTo("error");
        assertThat(video.get("errorCode").asString()).isEqualTo("ERR_FETCH_ORIGIN_ERROR");
        assertThat(video.get("errorMessage").asString()).contains(words, "answered " + status);
        assertThat(one(begun).get("state").asString()).isEqualTo("failed");
        assertThat(one(begun).get("attempts").asInt()).isEqualTo(1);
        assertThat(one(begun).get("retryAt").isNull()).isTrue();
    }

    @Test
    void address_that_leads_in_circles_is_given_up_at_once() {
        var begun = begin(origin.url("/in-circles/film.mp4"));
        run();

        assertThat(video(begun).get("status").asString()).isEqualTo("error");
        assertThat(video(begun).get("errorMessage").asString()).contains("leads on to another more than 5 times");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void what_may_become_right_says_why_it_waits_and_when_it_is_tried_again(int status) {
        origin.status.set(status);
        var begun = begin(origin.url("/as-it-is/film.mp4"));
        run();

        assertWaits(begun, "answered " + status);
    }

    @Test
    void server_that_takes_no_connections_is_named_while_the_film_waits() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var begun = begin("http://127.0.0.1:" + port + "/film.mp4");
        run();

        assertWaits(begun, "127.0.0.1 takes no connections there");
    }

    @Test
    void name_that_nobody_has_is_named_while_the_film_waits() {
        var begun = begin("http://nobody-has-this.invalid/film.mp4");
        run();

        assertWaits(begun, "There is no server of the name nobody-has-this.invalid.");
        assertThat(ada.send("GET", "/api/v1/jobs?type=download_video", NOTHING).body())
                .contains("no server of the name nobody-has-this.invalid");
    }

    @Test
    void trying_ends_within_the_hour_however_long_the_server_asks_to_be_left_alone() {
        var begun = begin(origin.url("/come-back-tomorrow/film.mp4"));
        var waited = Duration.ZERO;
        for (var attempt = 0; attempt < 30 && !status(begun).equals("error"); attempt++) {
            run();
            if (!one(begun).get("retryAt").isNull()) {
                waited = waited.plus(Duration.between(
                        Instant.now(), Instant.parse(one(begun).get("retryAt").asString())));
            }
            makeDue();
        }

        assertThat(video(begun).get("errorMessage").asString()).contains("answered 503", "It was tried 12 times.");
        assertThat(waited).isBetween(Duration.ofMinutes(20), Duration.ofHours(1));
    }

    @Test
    void who_does_not_want_to_wait_tries_now_and_nothing_of_the_trouble_stays() {
        origin.status.set(503);
        var begun = begin(origin.url("/as-it-is/film.mp4"));
        run();
        origin.status.set(200);

        var answer = ada.send("POST", path(begun) + "/attempts", NOTHING);
        var once = ada.send("POST", path(begun) + "/attempts", NOTHING);
        run();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(once.statusCode()).isEqualTo(202);
        assertThat(status(begun)).isEqualTo("ready");
        assertThat(video(begun).get("errorCode").isNull()).isTrue();
        assertThat(one(begun).get("state").asString()).isEqualTo("fetched");
        assertThat(one(begun).get("errorMessage").isNull()).isTrue();
        assertThat(origin.ranges).hasSize(1);
        var over = ada.send("POST", path(begun) + "/attempts", NOTHING);
        assertThat(over.statusCode()).isEqualTo(409);
        assertThat(ada.json(over).get("code").asString()).isEqualTo("import-over");
        assertThat(ada.send("DELETE", path(begun), NOTHING).statusCode()).isEqualTo(409);
    }

    @Test
    void what_was_given_up_is_fetched_once_more_as_the_same_video() {
        origin.status.set(404);
        var before = ada.usage();
        var begun = begin(origin.url("/as-it-is/film.mp4"));
        run();
        assertThat(ada.usage()).isEqualTo(before);
        origin.status.set(200);

        var answer = ada.send("POST", path(begun) + "/attempts", NOTHING);
        assertThat(ada.json(answer).get("state").asString()).as(answer.body()).isEqualTo("waiting");
        assertThat(video(begun).get("errorMessage").isNull()).isTrue();
        run();

        assertThat(status(begun)).isEqualTo("ready");
        var listed = ada.json(ada.send("GET", "/api/v1/imports", NOTHING)).get("items");
        assertThat(listed.get(0).get("video").asString()).isEqualTo(id(begun));
        assertThat(listed.valueStream()
                        .filter(each -> each.get("video").asString().equals(id(begun))))
                .hasSize(1);
    }

    @Test
    void import_that_is_cancelled_leaves_nothing_and_asks_nobody_any_more() {
        origin.status.set(503);
        var before = ada.usage();
        var begun = begin(origin.url("/as-it-is/film.mp4"));
        run();

        assertThat(ada.send("DELETE", path(begun), NOTHING).statusCode()).isEqualTo(204);
        origin.status.set(200);
        makeDue();

        assertThat(ada.send("GET", "/api/v1/videos/" + id(begun), NOTHING).statusCode())
                .isEqualTo(404);
        assertThat(ada.send("GET", path(begun), NOTHING).statusCode()).isEqualTo(404);
        assertThat(ada.usage()).isEqualTo(before);
        assertThat(origin.ranges).isEmpty();
    }

    @Test
    void other_file_that_does_not_come_says_why_and_what_plays_stays() {
        var begun = begin(origin.url("/films/first.mp4"));
        run();
        origin.status.set(503);
        var answer =
                ask("{\"url\": \"" + origin.url("/as-it-is/second.mp4") + "\", \"replaces\": \"" + id(begun) + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        run();

        assertThat(one(begun).get("state").asString()).isEqualTo("retrying");
        assertThat(ada.row("select state || ' ' || error_message from remakes where video_id = ?::uuid", id(begun)))
                .startsWith("arriving")
                .contains("answered 503");
        assertThat(ada.send("DELETE", path(begun), NOTHING).statusCode()).isEqualTo(204);
        assertThat(status(begun)).isEqualTo("ready");
        assertThat(ada.row("select state from remakes where video_id = ?::uuid", id(begun)))
                .isEqualTo("cancelled");
    }

    @Test
    void imports_of_others_are_nobodys_affair() {
        var mal = Desk.of(kinora, People.member(kinora, "mal"));
        origin.status.set(503);
        var begun = begin(origin.url("/as-it-is/film.mp4"));

        assertThat(mal.send("GET", path(begun), NOTHING).statusCode()).isEqualTo(404);
        assertThat(mal.send("POST", path(begun) + "/attempts", NOTHING).statusCode())
                .isEqualTo(404);
        assertThat(mal.send("DELETE", path(begun), NOTHING).statusCode()).isEqualTo(404);
        assertThat(mal.json(mal.send("GET", "/api/v1/imports", NOTHING))
                        .get("items")
                        .isEmpty())
                .isTrue();
    }

    private static void assertWaits(JsonNode begun, String why) {
        assertThat(status(begun)).isEqualTo("downloading");
        assertThat(video(begun).get("errorCode").asString()).isEqualTo("ERR_FETCH_ORIGIN_ERROR");
        assertThat(video(begun).get("errorMessage").asString()).contains(why);
        assertThat(one(begun).get("state").asString()).isEqualTo("retrying");
        assertThat(one(begun).get("errorMessage").asString()).contains(why);
        assertThat(Instant.parse(one(begun).get("retryAt").asString())).isAfter(Instant.now());
    }

    private static void run() {
        kinora.bean(Jobs.class).runDue();
    }

    /** What waits for its next attempt may run now. */
    private static void makeDue() {
        ada.row(
                "update processing_jobs set backoff_until = null, next_retry_at = null where backoff_until is not null returning id");
        ada.row("update job_due set due_at = now() returning job_id");
    }

    private static JsonNode begin(String address) {
        var answer = ask("{\"url\": \"" + address + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return ada.json(answer);
    }

    private static HttpResponse<String> ask(String body) {
        return ada.send(
                "POST", "/api/v1/imports", body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    private static String id(JsonNode begun) {
        return begun.get("id").asString();
    }

    private static String path(JsonNode begun) {
        return "/api/v1/imports/" + id(begun);
    }

    private static JsonNode one(JsonNode begun) {
        return ada.json(ada.send("GET", path(begun), NOTHING));
    }

    private static JsonNode video(JsonNode begun) {
        return ada.json(ada.send("GET", "/api/v1/videos/" + id(begun), NOTHING));
    }

    private static String status(JsonNode begun) {
        return video(begun).get("status").asString();
    }
}
