package dev.kinora.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;
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
    private static Origin origin;

    @BeforeAll
    static void start() throws IOException {
        kinora = RunningKinora.start(
                "--kinora.jobs.background=false",
                "--kinora.outbound.allow=127.0.0.1/32",
                "--kinora.uploads.stall-after=1s");
        ada = Desk.of(kinora, People.member(kinora, "ada"));
        film = Desk.bytes(Clips.mp4());
        origin = new Origin(film);
        origin.on("/moved/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/films/x.mp4");
            Origin.answer(exchange, 302, new byte[0]);
        });
        origin.on("/inward/", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data");
            Origin.answer(exchange, 302, new byte[0]);
        });
        origin.on("/gone/", exchange -> Origin.answer(exchange, 404, new byte[0]));
        origin.on(
                "/text/",
                exchange ->
                        Origin.answer(exchange, 200, "No film. ".repeat(2000).getBytes(StandardCharsets.UTF_8)));
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
        origin.cuts.set(1);
        var begun = begin("/films/cut.mp4");
        kinora.bean(Jobs.class).runDue();
        makeDue();

        assertThat(video(begun).get("status").asString()).isEqualTo("ready");
        assertThat(file(begun).get("sha256").asString()).isEqualTo(Desk.sha256(film));
        assertThat(origin.ranges).hasSize(2);
        assertThat(origin.ranges.getLast()).matches("bytes=[1-9][0-9]*-");
    }

    @Test
    void film_of_which_the_store_lost_what_had_come_is_fetched_from_its_beginning() throws IOException {
        origin.cuts.set(1);
        var begun = begin("/films/lost.mp4");
        kinora.bean(Jobs.class).runDue();
        try (var files = Files.walk(kinora.data().resolve("media"))) {
            for (var part :
                    files.filter(file -> file.toString().endsWith(".part")).toList()) {
                Files.delete(part);
            }
        }
        makeDue();
        makeDue();

        assertThat(video(begun).get("status").asString()).isEqualTo("ready");
        assertThat(file(begun).get("sha256").asString()).isEqualTo(Desk.sha256(film));
        assertThat(origin.ranges.getLast()).isEqualTo("null");
    }

    @Test
    void film_of_which_all_came_and_only_that_was_not_said_is_not_fetched_again() {
        var asked = new AtomicInteger();
        origin.on("/all/", exchange -> {
            asked.incrementAndGet();
            Origin.answer(exchange, 200, film);
        });
        var begun = begin("/all/film.mp4");
        kinora.bean(Jobs.class).runDue();
        var upload = UUID.fromString(ada.row(
                "update uploads set completed_at = null, settled_at = null where video_id = ?::uuid returning id",
                begun.get("id").asString()));

        Caller.system("test")
                .run(() -> kinora.bean(Jobs.class)
                        .enqueue(
                                new Downloading.Download(upload, origin.url("/all/film.mp4")),
                                JobOptions.none().user(ada.person().id())));
        kinora.bean(Jobs.class).runDue();

        assertThat(ada.row("select completed_at is not null from uploads where id = ?", upload))
                .isEqualTo("t");
        assertThat(file(begun).get("sha256").asString()).isEqualTo(Desk.sha256(film));
        assertThat(asked).hasValue(1);
    }

    @Test
    void film_that_changed_meanwhile_is_fetched_anew_and_never_mixed() {
        origin.cuts.set(1);
        var begun = begin("/changing/film.mp4");
        kinora.bean(Jobs.class).runDue();
        makeDue();
        makeDue();

        assertThat(origin.ranges.get(1)).matches("bytes=[1-9][0-9]*- if \"1\"");
        assertThat(file(begun).get("sha256").asString()).isEqualTo(Desk.sha256(film));
    }

    @Test
    void film_of_which_nothing_tells_whether_it_changed_is_fetched_anew() {
        origin.cuts.set(1);
        var begun = begin("/untold/film.mp4");
        kinora.bean(Jobs.class).runDue();
        makeDue();

        assertThat(origin.ranges).containsExactly("null if null", "null if null");
        assertThat(file(begun).get("sha256").asString()).isEqualTo(Desk.sha256(film));
    }

    @Test
    void server_that_sends_a_byte_now_and_then_holds_up_nobody_for_long() {
        var begun = begin("/trickling/film.mp4");
        kinora.bean(Jobs.class).runDue();

        assertThat(ada.row(
                        "select error_message from processing_jobs where job_type = 'download_video' and video_id = ?::uuid",
                        begun.get("id").asString()))
                .contains("next to nothing");
        assertThat(ada.row(
                        "delete from processing_jobs where job_type = 'download_video' and video_id = ?::uuid returning 1",
                        begun.get("id").asString()))
                .isEqualTo("1");
    }

    @Test
    void no_more_than_two_films_of_one_person_are_fetched_at_a_time() {
        var begun = begin("/films/gated.mp4");

        assertThat(ada.row(
                        "select gate || ' ' || gate_limit from processing_jobs where job_type = 'download_video' and video_id = ?::uuid",
                        begun.get("id").asString()))
                .isEqualTo("download:" + ada.person().id() + " 2");
    }

    @Test
    void server_without_ranges_is_asked_anew_from_the_beginning() {
        origin.cuts.set(1);
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
        ada.row(
                "update processing_jobs set backoff_until = null, next_retry_at = null where backoff_until is not null returning id");
        ada.row("update job_due set due_at = now() returning job_id");
        kinora.bean(Jobs.class).runDue();
    }

    private static JsonNode begin(String path) {
        var answer = ada.send("POST", "/api/v1/imports", json(origin.url(path)), "Content-Type", "application/json");
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
}
