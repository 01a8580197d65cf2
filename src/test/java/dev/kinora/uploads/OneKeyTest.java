package dev.kinora.uploads;

import static dev.kinora.uploads.Desk.UPLOADS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.testing.Await;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole files under an Idempotency-Key. */
class OneKeyTest {
    private static RunningKinora kinora;
    private static byte[] film;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        film = Desk.bytes(Clips.indexAtEnd());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void file_sent_twice_under_one_key_is_one_video() {
        var zoe = Desk.of(kinora, People.member(kinora, "zoe"));
        var first = zoe.send("PUT", UPLOADS + "/once.mp4", film, "Idempotency-Key", "k1");
        var second = zoe.send("PUT", UPLOADS + "/once.mp4", film, "Idempotency-Key", "k1");
        var other = zoe.send("PUT", UPLOADS + "/other.mp4", film, "Idempotency-Key", "k1");
        var failed = zoe.send("PUT", UPLOADS + "/cut.mp4", Arrays.copyOf(film, 9000), "Idempotency-Key", "k2");
        var whole = zoe.send("PUT", UPLOADS + "/cut.mp4", film, "Idempotency-Key", "k2");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(201);
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(zoe.json(second).get("id")).isEqualTo(zoe.json(first).get("id"));
        assertThat(other.statusCode()).isIn(409, 422);
        assertThat(failed.statusCode()).isEqualTo(415);
        assertThat(whole.statusCode()).isEqualTo(201);
        assertThat(zoe.usage()).isEqualTo("2 " + 2 * film.length);
    }

    @Test
    void who_stops_in_the_middle_of_a_film_hears_why_it_is_refused() throws IOException {
        var max = Desk.of(kinora, People.member(kinora, "max"));
        max.send("PUT", UPLOADS + "/first.mp4", film, "Idempotency-Key", "one");
        try (var socket = new Socket("localhost", URI.create(kinora.url("/")).getPort())) {
            socket.setSoTimeout(10_000);
            var head = String.join(
                    "\r\n",
                    "PUT " + UPLOADS + "/other.mp4 HTTP/1.1",
                    "Host: localhost",
                    "Authorization: Bearer " + max.key(),
                    "Idempotency-Key: one",
                    "Content-Length: " + film.length,
                    "\r\nftyp");
            socket.getOutputStream().write(head.getBytes(UTF_8));

            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine())
                    .matches("HTTP/1.1 4(09|22).*");
        }
    }

    @Test
    void file_that_is_on_its_way_is_not_taken_a_second_time_under_its_key() {
        var yui = Desk.of(kinora, People.member(kinora, "yui"));
        try (var body = new SubmissionPublisher<ByteBuffer>()) {
            var slow = CompletableFuture.supplyAsync(
                    () -> kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(UPLOADS + "/once.mp4")))
                            .header("Authorization", "Bearer " + yui.key())
                            .header("Idempotency-Key", "both")
                            .PUT(BodyPublishers.fromPublisher(body))));
            Await.until(body::hasSubscribers);
            body.submit(ByteBuffer.wrap(film, 0, 5000));
            Await.until(() -> yui.row(
                            "select count(*) from uploads where user_id = ?",
                            yui.person().id())
                    .equals("1"));
            var second = yui.send("PUT", UPLOADS + "/once.mp4", film, "Idempotency-Key", "both");
            body.submit(ByteBuffer.wrap(film, 5000, film.length - 5000));
            body.close();

            assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
            assertThat(yui.json(second).get("code").asString()).isEqualTo("idempotency-key-busy");
            assertThat(slow.join().statusCode()).isEqualTo(201);
        }
        assertThat(yui.usage()).isEqualTo("1 " + film.length);
    }
}
