package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.platform.Idempotency.Answer;
import dev.kinora.testing.Await;
import dev.kinora.testing.Cast;
import dev.kinora.testing.Pools;
import dev.kinora.testing.SettableClock;
import dev.kinora.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyTest {
    record Wish(String name, int size) {}

    record Made(UUID id, String name) {}

    private static final Caller ADA = new Caller(new Viewer.User(Cast.ADA), "request-1", null, null);
    private static final Caller MAL = new Caller(new Viewer.User(Cast.MAL), "request-2", null, null);

    @TempDir
    private static Path keys;

    private final DatabaseAccess access = TestServer.get().freshDatabase();
    private final Pools pools = new Pools(access);
    private final Db db = pools.db();
    private final SettableClock clock = SettableClock.at("2026-11-20T10:00:00Z");
    private final Idempotency idempotency =
            new Idempotency(db, Secrets.of(keys, ""), JsonMapper.builder().build(), clock);
    private final AtomicInteger worked = new AtomicInteger();

    @BeforeEach
    void open() throws Exception {
        try (var owner = access.owner().connect();
                var statement = owner.createStatement()) {
            statement.execute("create table made (name text)");
            statement.execute("grant select, insert on made to kinora_app");
        }
    }

    @AfterEach
    void close() {
        pools.close();
    }

    private Answer<Made> make(String name) {
        worked.incrementAndGet();
        db.write(sql -> sql.execute("insert into made values (?)", name));
        return new Answer<>(201, "/things/" + name, new Made(UUID.randomUUID(), name));
    }

    private Answer<Made> ask(Caller caller, String key, Wish wish) {
        return caller.call(() -> idempotency.once(
                key, "POST /things", idempotency.fingerprint(wish), Made.class, () -> make(wish.name())));
    }

    private int made() {
        return ADA.call(() -> db.read(sql -> sql.fetchCount(sql.selectFrom("made"))));
    }

    @Test
    void the_same_request_again_is_answered_as_before_and_not_done() {
        var first = ask(ADA, "key", new Wish("lamp", 1));
        var second = ask(ADA, "key", new Wish("lamp", 1));

        assertThat(first.replayed()).isFalse();
        assertThat(second).isEqualTo(new Answer<>(201, "/things/lamp", first.body(), true));
        assertThat(worked).hasValue(1);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void another_request_under_the_same_key_is_refused() {
        ask(ADA, "key", new Wish("lamp", 1));

        refused("idempotency-key-reused", () -> ask(ADA, "key", new Wish("lamp", 2)));
        refused(
                "idempotency-key-reused",
                () -> ADA.call(() -> idempotency.once(
                        "key",
                        "POST /others",
                        idempotency.fingerprint(new Wish("lamp", 1)),
                        Made.class,
                        () -> make("other"))));
        assertThat(worked).hasValue(1);
    }

    private static void refused(String code, Runnable asking) {
        assertThatExceptionOfType(IdempotencyProblem.class)
                .isThrownBy(asking::run)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void the_key_of_one_person_is_nothing_to_another() {
        var first = ask(ADA, "key", new Wish("lamp", 1));
        var other = ask(MAL, "key", new Wish("chair", 1));

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
                            make("lamp");
                            throw new IllegalArgumentException("no lamps");
                        })))
                .hasMessage("no lamps");
        assertThat(made()).isZero();

        assertThat(ask(ADA, "key", new Wish("lamp", 1)).replayed()).isFalse();
    }

    @Test
    void of_two_at_once_the_second_waits_and_is_given_the_answer_of_the_first() throws Exception {
        var claimed = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var wish = new Wish("lamp", 1);
        var first = inBackground(() -> ADA.call(
                () -> idempotency.once("key", "POST /things", idempotency.fingerprint(wish), Made.class, () -> {
                    claimed.countDown();
                    await(goOn);
                    return make("lamp");
                })));
        claimed.await();

        var second = inBackground(() -> ask(ADA, "key", wish));
        Await.until(this::somebodyWaits);
        goOn.countDown();

        assertThat(second.get().replayed()).isTrue();
        assertThat(second.get().body()).isEqualTo(first.get().body());
        assertThat(worked).hasValue(1);
    }

    @Test
    void when_the_first_of_two_fails_the_second_does_the_work() throws Exception {
        var claimed = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var wish = new Wish("lamp", 1);
        var first = inBackground(() -> ADA.call(
                () -> idempotency.once("key", "POST /things", idempotency.fingerprint(wish), Made.class, () -> {
                    claimed.countDown();
                    await(goOn);
                    throw new IllegalArgumentException("no");
                })));
        claimed.await();

        var second = inBackground(() -> ask(ADA, "key", wish));
        Await.until(this::somebodyWaits);
        goOn.countDown();

        assertThat(first).failsWithin(Duration.ofSeconds(30));
        assertThat(second.get().replayed()).isFalse();
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void whoever_waits_too_long_is_told_that_the_first_is_at_work() throws Exception {
        var claimed = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var wish = new Wish("lamp", 1);
        var first = inBackground(() -> ADA.call(
                () -> idempotency.once("key", "POST /things", idempotency.fingerprint(wish), Made.class, () -> {
                    claimed.countDown();
                    await(goOn);
                    return make("lamp");
                })));
        claimed.await();

        refused(
                "idempotency-key-busy",
                () -> ADA.call(() -> db.write(sql -> {
                    sql.execute("set local lock_timeout = '50ms'");
                    return ask(ADA, "key", wish);
                })));

        goOn.countDown();
        first.get();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> CompletableFuture<T> inBackground(java.util.function.Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }

    private boolean somebodyWaits() {
        try (var owner = TestServer.get().server().superuser("postgres").connect();
                var statement = owner.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%idempotency_keys%'")) {
            return rows.next() && rows.getInt(1) > 0;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_day_later_the_key_may_be_used_anew() {
        ask(ADA, "key", new Wish("lamp", 1));
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(ask(ADA, "key", new Wish("lamp", 1)).replayed()).isTrue();
        clock.advance(Duration.ofSeconds(1));

        var anew = ask(ADA, "key", new Wish("chair", 2));

        assertThat(anew.replayed()).isFalse();
        assertThat(ask(ADA, "key", new Wish("chair", 2)).body()).isEqualTo(anew.body());
    }

    @Test
    void the_system_purges_what_has_expired_and_sees_nothing_else() {
        clock.advance(Duration.between(clock.instant(), Instant.now()).minusDays(3));
        ask(ADA, "old", new Wish("lamp", 1));
        clock.advance(Duration.ofDays(3));
        ask(ADA, "new", new Wish("lamp", 1));

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
        ask(ADA, "key", new Wish("kin_topsecret", 1));

        var stored = ADA.<String, RuntimeException>call(
                () -> db.read(sql -> String.valueOf(sql.fetchValue("select response from idempotency_keys"))));

        assertThat(stored).hasSizeGreaterThan(50).doesNotContain("topsecret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "tab\t", "ä", "line\nbreak"})
    void what_is_no_key_is_refused(String key) {
        refused("idempotency-key-invalid", () -> ask(ADA, key, new Wish("lamp", 1)));
        refused("idempotency-key-invalid", () -> ask(ADA, "k".repeat(256), new Wish("lamp", 1)));
        assertThat(ask(ADA, "k".repeat(255), new Wish("lamp", 1)).status()).isEqualTo(201);
    }

    @Test
    void a_visitor_without_an_account_is_refused_a_key_and_served_without() {
        var anonymous = new Caller(Viewer.ANONYMOUS, "request-3", null, null);

        refused("idempotency-key-anonymous", () -> ask(anonymous, "key", new Wish("lamp", 1)));
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
        assertThat(made()).isEqualTo(1);
    }

    private ResponseEntity<Made> created() {
        var made = make("lamp");
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
}
