package dev.kinora.playback;

import static dev.kinora.playback.BeatDesk.beat;
import static dev.kinora.playback.BeatDesk.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.SettableClock;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How much of it one client may tell, what becomes of the others when something fails, and how films end. */
class BeatEdgesTest {
    /** No @Configuration: it would be found by every other test. */
    static class Time {
        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    /** Noon, so that a test does not run into the next day. */
    private static final SettableClock CLOCK =
            new SettableClock(Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(12)));

    private static RunningKinora kinora;
    private static People.Person ada;
    private static People.Person lin;
    private static String[] byLin;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(Time.class), "--kinora.jobs.background=false");
        ada = People.member(kinora, "ada");
        lin = People.member(kinora, "lin");
        byLin = new String[] {"Authorization", "Bearer " + lin.key(ApiScope.read, ApiScope.write)};
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static Films.Film film() {
        return Films.published(ada, "Film");
    }

    private static Films.Film film(double seconds) {
        var film = film();
        Films.execute(
                kinora,
                "update videos set duration = " + seconds + " where id = ?::uuid",
                film.id().toString());
        return film;
    }

    private static HttpResponse<String> send(Films.Film film, String beat, String... headers) {
        var all = Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers));
        return kinora.post("/api/v1/videos/" + film.id() + "/beats", beat, all.toArray(String[]::new));
    }

    private static int linTells(Films.Film film, String beat) {
        return send(film, beat, byLin).statusCode();
    }

    private static JsonNode view(Films.Film film) {
        return JsonMapper.shared()
                .readTree(kinora.get("/api/v1/videos/" + film.id() + "/view", byLin)
                        .body());
    }

    private static long plays(Films.Film film) {
        return number(kinora, "select count(*) from plays where video_id = ?", film.id());
    }

    @Test
    void whoever_begins_a_film_again_and_again_is_refused_and_nobody_else_is() {
        var film = film();
        var first = UUID.randomUUID();
        linTells(film, beat(first, 0, 0, 0, 1));
        for (var i = 1; i < BeatStore.MOST_PLAYS; i++) {
            assertThat(linTells(film, beat(UUID.randomUUID(), 0, 0, 0, 1))).isEqualTo(204);
        }
        CLOCK.advance(Duration.ofSeconds(10));

        var refused = send(film, beat(UUID.randomUUID(), 0, 0, 10, 1), byLin);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(JsonMapper.shared().readTree(refused.body()).path("code").asString())
                .isEqualTo("too-many-plays");
        assertThat(linTells(film, beat(first, 1, 0, 10, 1))).isEqualTo(204);
        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(10);
        assertThat(linTells(film(), beat(UUID.randomUUID(), 0, 0, 0, 1))).isEqualTo(204);
        assertThat(send(film, beat(UUID.randomUUID(), 0, 0, 0, 1)).statusCode()).isEqualTo(204);
        assertThat(plays(film)).isEqualTo(BeatStore.MOST_PLAYS + 1);
        CLOCK.advance(Duration.ofDays(1));
        assertThat(linTells(film, beat(UUID.randomUUID(), 0, 0, 0, 1))).isEqualTo(204);
    }

    @Test
    void a_play_too_many_does_not_hurt_the_others_it_is_written_with() {
        var film = film();
        var other = film();
        var store = new BeatStore(kinora.bean(Db.class));
        Caller.system("test").run(() -> {
            for (var i = 0; i < BeatStore.MOST_PLAYS; i++) {
                assertThat(store.take(List.of(begun(film)))).isEmpty();
            }
        });
        var tooMany = begun(film);

        var refused = Caller.system("test").call(() -> store.take(List.of(tooMany, begun(other))));

        assertThat(refused).containsOnlyKeys(tooMany.play());
        assertThat(plays(other)).isEqualTo(1);
        assertThat(plays(film)).isEqualTo(BeatStore.MOST_PLAYS);
    }

    private static Beat begun(Films.Film film) {
        return new Beat(
                UUID.randomUUID(),
                0,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ONE,
                true,
                film.id(),
                lin.id(),
                new byte[32],
                BigDecimal.valueOf(90),
                CLOCK.instant());
    }

    @Test
    void beats_that_never_came_do_not_add_up_and_late_ones_still_count() {
        var film = film();
        var play = UUID.randomUUID();
        for (var sequence : List.of(0, 2, 4, 5_000, 5_002)) {
            assertThat(linTells(film, beat(play, sequence, 0, 0, 1))).isEqualTo(204);
        }

        assertThat(number(kinora, "select (select count(*) from unnest(sequences)) from plays where id = ?", play))
                .isEqualTo(3);
        linTells(film, beat(play, 3, 20, 30, 1));
        assertThat(view(film).path("watchedSeconds").asInt()).isZero();
        linTells(film, beat(play, 4_500, 0, 10, 1));
        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(10);
    }

    /** A database of which the first to come hears late, the second not at all, and everybody else as usual. */
    private static final class Failing {
        private final CountDownLatch firstIsHere = new CountDownLatch(1);
        private final CountDownLatch othersWait = new CountDownLatch(1);
        private final AtomicInteger transactions = new AtomicInteger();

        Beats beats() {
            var whole = kinora.bean(Db.class);
            var source = (DataSource) Proxy.newProxyInstance(
                    DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, _, _) -> {
                        switch (transactions.incrementAndGet()) {
                            case 1 -> {
                                firstIsHere.countDown();
                                othersWait.await();
                            }
                            case 2 -> throw new OutOfMemoryError("as if there were none left");
                            default -> {}
                        }
                        return kinora.access().worker().connect();
                    });
            return new Beats(
                    new BeatStore(new Db(source, source)), new ViewStore(whole), kinora.bean(SigningKeys.class), CLOCK);
        }
    }

    private static void tell(Beats beats, Films.Film film) {
        var told = new Beats.Told(UUID.randomUUID(), 0, BigDecimal.ZERO, BigDecimal.TEN, null, null);
        Caller.system("test").as(new Viewer.User(lin.id())).run(() -> beats.take(film.id(), told));
    }

    @Test
    void all_that_were_to_be_written_together_are_told_of_an_error() throws InterruptedException {
        var database = new Failing();
        var beats = database.beats();
        var failures = new ArrayList<Throwable>();
        var senders = Stream.generate(BeatEdgesTest::film)
                .limit(4)
                .map(film -> Thread.ofPlatform().daemon().unstarted(() -> {
                    try {
                        tell(beats, film);
                    } catch (Throwable e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                }))
                .toList();

        senders.getFirst().start();
        database.firstIsHere.await();
        var others = senders.subList(1, senders.size());
        others.forEach(Thread::start);
        // For the one that writes.
        while (others.stream().anyMatch(sender -> sender.isAlive() && sender.getState() != Thread.State.WAITING)) {
            Thread.sleep(10);
        }
        database.othersWait.countDown();

        for (var sender : senders) {
            assertThat(sender.join(Duration.ofSeconds(30))).as("has an answer").isTrue();
        }
        assertThat(failures).hasSize(3).allSatisfy(each -> assertThat(each).hasRootCauseInstanceOf(Error.class));
        var film = film();
        tell(beats, film);
        assertThat(plays(film)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 1.4, 5.4, 8.3})
    void whoever_watched_a_short_film_to_its_end_has_completed_it(double seconds) {
        var film = film(seconds);
        var play = UUID.randomUUID();
        linTells(film, beat(play, 0, 0, 0, 1));
        CLOCK.advance(Duration.ofSeconds(9));

        linTells(film, beat(play, 1, 0, seconds, 1));

        assertThat(view(film).path("completedAt").isNull()).isFalse();
        assertThat(view(film).path("percentage").asDouble()).isEqualTo(100);
    }

    @Test
    void the_end_of_a_film_counts_for_nothing_where_it_was_not_played() {
        var film = film(5.4);
        var play = UUID.randomUUID();
        linTells(film, beat(play, 0, 0, 4.4, 1));
        linTells(film, beat(play, 1, 5.4, 5.4, 1));

        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(4);
        assertThat(view(film).path("completedAt").isNull()).isTrue();
    }
}
