package dev.kinora.uploads;

import static dev.kinora.uploads.Desk.UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.SettableClock;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;

/** What of an upload counts against the requests of a key. */
class RequestsOfKeysTest {
    private static final byte[] NOTHING = new byte[0];
    private static final int PIECES = 5;

    private static RunningKinora kinora;
    private static byte[] film;

    /** Stands still: at a full hour a key's requests are counted anew. */
    static class Time {
        @Bean
        Clock clock() {
            return new SettableClock(Instant.now());
        }
    }

    private Desk ada;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(Time.class), "--kinora.jobs.background=false");
        film = Desk.bytes(Clips.mp4());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @BeforeEach
    void key() {
        ada = Desk.of(kinora, People.member(kinora, "ada" + System.nanoTime()));
    }

    @Test
    void pieces_of_an_upload_are_none_of_the_requests_that_a_key_may_make() {
        allow(1);
        var upload = ada.begin(film.length);

        for (var piece = 0; piece < PIECES; piece++) {
            var from = film.length * piece / PIECES;
            var to = film.length * (piece + 1) / PIECES;
            var sent = ada.patch(upload, from, Arrays.copyOfRange(film, from, to));
            assertThat(sent.statusCode()).as(sent.body()).isEqualTo(204);
            assertThat(sent.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"key\";r=0;");
            assertThat(ada.offset(upload)).isEqualTo(to);
        }
    }

    @Test
    void method_that_a_header_names_counts_as_that_one() {
        allow(1);
        var upload = ada.begin(film.length);

        var sent = ada.tus(
                "POST",
                upload,
                film,
                "X-HTTP-Method-Override",
                "PATCH",
                "Upload-Offset",
                "0",
                "Content-Type",
                "application/offset+octet-stream");

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(204);
    }

    @Test
    void creations_count_however_many_pieces_were_sent() {
        allow(2);
        var upload = ada.begin(film.length);
        ada.patch(upload, 0, film);
        ada.begin(film.length);

        var third = ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", "100");

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(ada.json(third).get("code").asString()).isEqualTo("rate-limited");
    }

    @Test
    void pieces_have_an_end_too() {
        allow(1);
        var upload = ada.begin(film.length);
        for (var asked = 0; asked < 100; asked++) {
            assertThat(ada.head(upload).statusCode()).isEqualTo(200);
        }

        var refused = ada.patch(upload, 0, film);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    private void allow(int requests) {
        ada.row(
                "update api_keys set rate_limit = ? where user_id = ? returning rate_limit",
                requests,
                ada.person().id());
    }
}
