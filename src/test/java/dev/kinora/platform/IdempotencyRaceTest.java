package dev.kinora.platform;

import static dev.kinora.platform.Workshop.ADA;
import static dev.kinora.platform.Workshop.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Workshop.Made;
import dev.kinora.platform.Workshop.Wish;
import dev.kinora.testing.Await;
import dev.kinora.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One key, two requests at the same time. */
class IdempotencyRaceTest {
    @TempDir
    private static Path keys;

    @AutoClose
    private final Workshop workshop = new Workshop(keys);

    private final Db db = workshop.db();
    private final Idempotency idempotency = workshop.idempotency();

    @Test
    void of_two_at_once_the_second_waits_and_is_given_the_answer_of_the_first() throws Exception {
        var claimed = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var wish = new Wish("lamp", 1);
        var first = inBackground(() -> ADA.call(
                () -> idempotency.once("key", "POST /things", idempotency.fingerprint(wish), Made.class, () -> {
                    claimed.countDown();
                    await(goOn);
                    return workshop.make("lamp");
                })));
        claimed.await();

        var second = inBackground(() -> workshop.ask(ADA, "key", wish));
        Await.until(this::somebodyWaits);
        goOn.countDown();

        assertThat(second.get().replayed()).isTrue();
        assertThat(second.get().body()).isEqualTo(first.get().body());
        assertThat(workshop.worked()).hasValue(1);
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

        var second = inBackground(() -> workshop.ask(ADA, "key", wish));
        Await.until(this::somebodyWaits);
        goOn.countDown();

        assertThat(first).failsWithin(Duration.ofSeconds(30));
        assertThat(second.get().replayed()).isFalse();
        assertThat(workshop.made()).isEqualTo(1);
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
                    return workshop.make("lamp");
                })));
        claimed.await();

        refused(
                "idempotency-key-busy",
                () -> ADA.call(() -> db.write(sql -> {
                    sql.execute("set local lock_timeout = '50ms'");
                    return workshop.ask(ADA, "key", wish);
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
}
