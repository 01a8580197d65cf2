package dev.kinora.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kinora.outbound.EndpointFailed.Kind;
import dev.kinora.testing.Moody;
import dev.kinora.testing.Moody.Doing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that the operator named, at their worst. */
class EndpointTest {
    private static final byte[] BODY = "{\"question\": 1}".getBytes(StandardCharsets.UTF_8);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-05-01T12:00:00Z"), ZoneOffset.UTC);

    private final Moody server = new Moody();

    @AfterEach
    void stop() {
        server.close();
    }

    private Endpoint at(String base, Duration timeout) {
        return new Endpoints("1.2", NOON).at(base, "/asked", "secret", timeout);
    }

    private EndpointFailed refused(Doing doing, Duration timeout) {
        server.usually(doing);
        try (var endpoint = at(server.url("/v1"), timeout)) {
            return catchThrowableOfType(EndpointFailed.class, () -> endpoint.post("application/json", BODY));
        }
    }

    @Test
    void server_on_this_machine_is_asked_with_its_key() throws Exception {
        server.usually(Moody.json("{\"answer\": 42}"));

        try (var endpoint = at(server.url("/v1/"), Duration.ofSeconds(30))) {
            assertThat(endpoint.post("application/json", BODY).get("answer").asInt())
                    .isEqualTo(42);
        }
        assertThat(server.asked())
                .containsExactly(
                        new Moody.Request("/v1/asked", "application/json", "Bearer secret", "{\"question\": 1}"));
    }

    @Test
    void address_that_is_whole_already_stays() throws Exception {
        try (var endpoint = at(server.url("/mine/asked"), Duration.ofSeconds(30))) {
            endpoint.post("application/json", BODY);
        }

        assertThat(server.asked().getFirst().path()).isEqualTo("/mine/asked");
    }

    static Stream<Arguments> moods() {
        return Stream.of(
                Arguments.of("500", Moody.say(500, "text/html", "<h1>Oh</h1>"), Kind.BUSY, "500"),
                Arguments.of("503", Moody.say(503, "application/json", "{}"), Kind.BUSY, "503"),
                Arguments.of("401", Moody.say(401, "application/json", "{}"), Kind.REFUSED, "key"),
                Arguments.of("404", Moody.say(404, "text/html", "no"), Kind.REFUSED, "nothing at the address"),
                Arguments.of("400", Moody.say(400, "application/json", "{}"), Kind.UNFIT, "400"),
                Arguments.of("422", Moody.say(422, "application/json", "{}"), Kind.UNFIT, "422"),
                Arguments.of("redirect", Moody.leadOn("http://127.0.0.1:1/"), Kind.REFUSED, "another address"),
                Arguments.of("html", Moody.say(200, "text/html", "<h1>Sign in</h1>"), Kind.MALFORMED, "than JSON"),
                Arguments.of("no json", Moody.json("{\"a\": "), Kind.MALFORMED, "cannot be read"),
                Arguments.of("two answers", Moody.json("{} {}"), Kind.MALFORMED, "cannot be read"),
                Arguments.of("twice the same", Moody.json("{\"a\": 1, \"a\": 2}"), Kind.MALFORMED, "cannot be read"),
                Arguments.of("deep", Moody.json("[".repeat(100_000)), Kind.MALFORMED, "cannot be read"),
                Arguments.of("endless", Moody.endless(), Kind.MALFORMED, "longer than 8 MB"),
                Arguments.of(
                        "cut", Moody.cutOff("{\"a\": \"" + "x".repeat(1000) + "\"}"), Kind.UNREACHABLE, "broke off"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moods")
    void bad_answer_is_told_by_what_is_wrong_with_it(String name, Doing doing, Kind kind, String said) {
        var failure = refused(doing, Duration.ofSeconds(30));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sentence()).contains(said).doesNotContain("secret", "127.0.0.1");
    }

    @Test
    void who_says_nothing_or_a_letter_now_and_then_is_left() {
        for (var doing : new Doing[] {Moody.hang(), Moody.drip()}) {
            assertThat(refused(doing, Duration.ofSeconds(1)).kind()).isEqualTo(Kind.LATE);
        }
    }

    @Test
    void who_is_not_there_is_unreachable() {
        server.close();

        try (var endpoint = at(server.url("/v1"), Duration.ofSeconds(30))) {
            var failure = catchThrowableOfType(EndpointFailed.class, () -> endpoint.post("application/json", BODY));
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void who_has_too_much_to_do_says_for_how_long() {
        assertThat(refused(Moody.busy("7"), Duration.ofSeconds(30)).wish()).isEqualTo(Duration.ofSeconds(7));
        assertThat(refused(Moody.busy("Fri, 01 May 2026 12:02:00 GMT"), Duration.ofSeconds(30))
                        .wish())
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(refused(Moody.busy("soon"), Duration.ofSeconds(30)).wish()).isZero();
        assertThat(refused(Moody.busy("-5"), Duration.ofSeconds(30)).wish()).isZero();
        assertThat(refused(Moody.busy("99999999"), Duration.ofSeconds(30)).wish())
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void metadata_of_a_cloud_is_no_server_of_the_operators() {
        try (var endpoint = at("http://169.254.169.254", Duration.ofSeconds(30))) {
            var failure = catchThrowableOfType(EndpointFailed.class, () -> endpoint.post("application/json", BODY));
            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        }
        assertThatThrownBy(() -> at("ftp://example.org", Duration.ofSeconds(30)))
                .isInstanceOf(OutboundProblem.class);
    }

    @Test
    void who_does_not_want_the_answer_any_more_does_not_wait_for_it() throws Exception {
        server.usually(Moody.hang());
        try (var endpoint = at(server.url("/v1"), Duration.ofMinutes(10))) {
            var call = new FutureTask<Throwable>(() -> {
                try {
                    endpoint.post("application/json", BODY);
                    return new AssertionError("answered");
                } catch (EndpointFailed | InterruptedException e) {
                    return e;
                }
            });
            var thread = Thread.ofVirtual().start(call);
            while (server.asked().isEmpty()) {
                Thread.sleep(10);
            }

            thread.interrupt();

            assertThat(call.get()).isInstanceOf(InterruptedException.class);
        }
    }
}
