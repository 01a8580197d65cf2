package dev.kinora.platform;

import static dev.kinora.platform.Workshop.ADA;
import static dev.kinora.platform.Workshop.MAL;
import static dev.kinora.platform.Workshop.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Idempotency.Answer;
import dev.kinora.platform.Workshop.Made;
import dev.kinora.platform.Workshop.Wish;
import dev.kinora.testing.Cast;
import dev.kinora.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class IdempotencyTest {
    @TempDir
    private static Path keys;

    @AutoClose
    private final Workshop workshop = new Workshop(keys);

    private final Db db = workshop.db();
    private final SettableClock clock = workshop.clock();
    private final Idempotency idempotency = workshop.idempotency();

    @Test
    void the_same_request_again_is_answered_as_before_and_not_done() {
        var first = workshop.ask(ADA, "key", new Wish("lamp", 1));
        var second = workshop.ask(ADA, "key", new Wish("lamp", 1));

        assertThat(first.replayed()).isFalse();
        assertThat(second).isEqualTo(new Answer<>(201, "/things/lamp", first.body(), true));
        assertThat(workshop.worked()).hasValue(1);
        assertThat(workshop.made()).isEqualTo(1);
    }

    @Test
    void another_request_under_the_same_key_is_refused() {
        workshop.ask(ADA, "key", new Wish("lamp", 1));

        refused("idempotency-key-reused", () -> workshop.ask(ADA, "key", new Wish("lamp", 2)));
        refused(
                "idempotency-key-reused",
                () -> ADA.call(() -> idempotency.once(
                        "key",
                        "POST /others",
                        idempotency.fingerprint(new Wish("lamp", 1)),
                        Made.class,
                        () -> workshop.make("other"))));
        assertThat(workshop.worked()).hasValue(1);
    }

    @Test
    void the_key_of_one_person_is_nothing_to_another() {
        var first = workshop.ask(ADA, "key", new Wish("lamp", 1));
        var other = workshop.ask(MAL, "key", new Wish("chair", 1));

        assertThat(other.replayed()).isFalse();
        assertThat(other.body()).isNotEqualTo(first.body());
        assertThat(keysSeenBy(MAL)).isEqualTo(1);
        assertThat(MAL.<Integer, RuntimeException>call(() -> db.write(sql ->
                        sql.execute("update idempotency_keys set operation = 'mine' where user_id = ?", Cast.ADA))))
                .isZero();
        assertThat(keysSeenBy(new Caller(Viewer.ANONYMOUS, "request-3", null, null)))
                .isZero();
    }

    private int keysSeenBy(Caller caller) {
        return caller.call(() -> db.read(sql -> sql.fetchCount(sql.selectFrom("idempotency_keys"))));
    }

    @Test
    void work_that_fails_leaves_neither_effect_nor_key() {
        assertThatThrownBy(() -> ADA.call(() -> idempotency.once(
                        "key", "POST /things", idempotency.fingerprint(new Wish("lamp", 1)), Made.class, () -> {
                            workshop.make("lamp");
                            throw new IllegalArgumentException("no lamps");
                        })))
                .hasMessage("no lamps");
        assertThat(workshop.made()).isZero();

        assertThat(workshop.ask(ADA, "key", new Wish("lamp", 1)).replayed()).isFalse();
    }

    @Test
    void a_day_later_the_key_may_be_used_anew() {
        workshop.ask(ADA, "key", new Wish("lamp", 1));
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(workshop.ask(ADA, "key", new Wish("lamp", 1)).replayed()).isTrue();
        clock.advance(Duration.ofSeconds(1));

        var anew = workshop.ask(ADA, "key", new Wish("chair", 2));

        assertThat(anew.replayed()).isFalse();
        assertThat(workshop.ask(ADA, "key", new Wish("chair", 2)).body()).isEqualTo(anew.body());
    }

    @Test
    void the_system_purges_what_has_expired_and_sees_nothing_else() {
        clock.advance(Duration.between(clock.instant(), Instant.now()).minusDays(3));
        workshop.ask(ADA, "old", new Wish("lamp", 1));
        clock.advance(Duration.ofDays(3));
        workshop.ask(ADA, "new", new Wish("lamp", 1));

        var system = Caller.system("maintenance");
        var purged = system.call(() -> db.write(sql -> sql.fetchValue("select purge_idempotency_keys()")));

        assertThat(purged).isEqualTo(1L);
        assertThat(keysSeenBy(ADA)).isEqualTo(1);
        assertThatThrownBy(() -> ADA.call(() -> db.write(sql -> sql.fetchValue("select purge_idempotency_keys()"))))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> system.call(() -> db.read(sql -> sql.fetch("select response from idempotency_keys"))))
                .hasMessageContaining("permission denied");
    }

    @Test
    void an_answer_is_stored_so_that_the_database_alone_does_not_give_it_away() {
        workshop.ask(ADA, "key", new Wish("kin_topsecret", 1));

        var stored = ADA.<String, RuntimeException>call(
                () -> db.read(sql -> String.valueOf(sql.fetchValue("select response from idempotency_keys"))));

        assertThat(stored).hasSizeGreaterThan(50).doesNotContain("topsecret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "tab\t", "ä", "line\nbreak"})
    void what_is_no_key_is_refused(String key) {
        refused("idempotency-key-invalid", () -> workshop.ask(ADA, key, new Wish("lamp", 1)));
        refused("idempotency-key-invalid", () -> workshop.ask(ADA, "k".repeat(256), new Wish("lamp", 1)));
        assertThat(workshop.ask(ADA, "k".repeat(255), new Wish("lamp", 1)).status())
                .isEqualTo(201);
    }

    @Test
    void a_visitor_without_an_account_is_refused_a_key_and_served_without() {
        var anonymous = new Caller(Viewer.ANONYMOUS, "request-3", null, null);

        refused("idempotency-key-anonymous", () -> workshop.ask(anonymous, "key", new Wish("lamp", 1)));
        var answer = anonymous.call(() -> idempotency.once(
                new MockHttpServletRequest("POST", "/things"),
                new Wish("lamp", 1),
                String.class,
                () -> ResponseEntity.ok("done")));
        assertThat(answer.getBody()).isEqualTo("done");
    }

    @Test
    void a_controller_replays_status_location_and_body_and_says_so() {
        var request = new MockHttpServletRequest("POST", "/things");
        request.addHeader("Idempotency-Key", "key");

        var first = ADA.call(() -> idempotency.once(request, new Wish("lamp", 1), Made.class, this::created));
        var second = ADA.call(() -> idempotency.once(request, new Wish("lamp", 1), Made.class, this::created));

        assertThat(first.getHeaders().containsHeader("Idempotency-Replayed")).isFalse();
        assertThat(second.getStatusCode().value()).isEqualTo(201);
        assertThat(second.getHeaders().getLocation()).hasToString("/things/lamp");
        assertThat(second.getHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.getBody()).isEqualTo(first.getBody());
        assertThat(workshop.made()).isEqualTo(1);
    }

    private ResponseEntity<Made> created() {
        var made = workshop.make("lamp");
        return ResponseEntity.created(java.net.URI.create("/things/lamp")).body(made.body());
    }

    @Test
    void an_answer_without_a_body_is_replayed_without_one() {
        var request = new MockHttpServletRequest("DELETE", "/things/1");
        request.addHeader("Idempotency-Key", "key");

        ADA.call(() -> idempotency.once(
                request, null, Void.class, () -> ResponseEntity.noContent().build()));
        var second = ADA.call(() -> idempotency.once(request, null, Void.class, () -> {
            throw new IllegalStateException("done twice");
        }));

        assertThat(second.getStatusCode().value()).isEqualTo(204);
        assertThat(second.getBody()).isNull();
    }

    @Test
    void the_first_answer_goes_out_as_the_controller_made_it() {
        var request = asked("/things", "");
        var made = ResponseEntity.ok().header("ETag", "\"1\"").body("done");

        var answer = ADA.call(() -> idempotency.once(request, null, String.class, () -> made));

        assertThat(answer).isSameAs(made);
    }

    @Test
    void another_query_is_another_request_however_long_it_is() {
        var long1 = "q=" + "x".repeat(5000) + "1";
        var long2 = "q=" + "x".repeat(5000) + "2";

        assertThat(done("/things", long1).getHeaders().containsHeader(Idempotency.REPLAYED))
                .isFalse();
        assertThat(done("/things", long1).getHeaders().containsHeader(Idempotency.REPLAYED))
                .isTrue();
        refused("idempotency-key-reused", () -> done("/things", long2));
        refused("idempotency-key-reused", () -> done("/things", "q=1"));
    }

    private ResponseEntity<String> done(String path, String query) {
        return ADA.call(
                () -> idempotency.once(asked(path, query), null, String.class, () -> ResponseEntity.ok("done")));
    }

    private static MockHttpServletRequest asked(String path, String query) {
        var request = new MockHttpServletRequest("POST", path);
        request.setQueryString(query);
        request.addHeader("Idempotency-Key", "key");
        return request;
    }
}
