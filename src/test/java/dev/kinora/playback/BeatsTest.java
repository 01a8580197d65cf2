package dev.kinora.playback;

import static dev.kinora.playback.BeatDesk.beat;
import static dev.kinora.playback.BeatDesk.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Being watched: honest players, those that stutter, and those that lie. Films are ninety seconds long. */
class BeatsTest {
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
    private static String linKey;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(Time.class), "--kinora.jobs.background=false");
        ada = People.member(kinora, "ada");
        lin = People.member(kinora, "lin");
        linKey = lin.key(ApiScope.read, ApiScope.write);
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static Films.Film film() {
        return Films.published(ada, "Film");
    }

    private static int send(Films.Film film, String beat, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return kinora.post("/api/v1/videos/" + film.id() + "/beats", beat, all.toArray(String[]::new))
                .statusCode();
    }

    private static int byLin(Films.Film film, String beat) {
        return send(film, beat, "Authorization", "Bearer " + linKey);
    }

    private static JsonNode view(Films.Film film) {
        var answer = kinora.get("/api/v1/videos/" + film.id() + "/view", "Authorization", "Bearer " + linKey);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void pass(int seconds) {
        CLOCK.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void what_was_watched_adds_up_and_is_gone_on_from() {
        var film = film();
        var play = UUID.randomUUID();
        assertThat(view(film).path("watched")).isEmpty();
        for (var i = 0; i < 4; i++) {
            assertThat(byLin(film, beat(play, i, 10 * i, 10 * i + 10, 1))).isEqualTo(204);
            pass(10);
        }

        var view = view(film);

        assertThat(view.path("position").asDouble()).isEqualTo(40);
        assertThat(view.path("watchedSeconds").asInt()).isEqualTo(40);
        assertThat(view.path("percentage").asDouble()).isEqualTo(44.44);
        assertThat(view.path("watched").toString()).isEqualTo("[{\"from\":0,\"to\":40}]");
        assertThat(view.path("completedAt").isNull()).isTrue();
        assertThat(number(kinora, "select count(*) from watch_events where session_id = ?", play))
                .isEqualTo(4);
    }

    @Test
    void a_beat_that_comes_twice_counts_once() {
        var film = film();
        var play = UUID.randomUUID();
        for (var i = 0; i < 3; i++) {
            assertThat(byLin(film, beat(play, 0, 0, 10, 1))).isEqualTo(204);
            pass(60);
        }
        assertThat(byLin(film, beat(play, 0, 50, 60, 1))).isEqualTo(204);

        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(10);
        assertThat(number(kinora, "select count(*) from watch_events where session_id = ?", play))
                .isEqualTo(1);
    }

    @Test
    void beats_in_disorder_count_all_and_do_not_take_anybody_back() {
        var film = film();
        var play = UUID.randomUUID();
        byLin(film, beat(play, 0, 0, 10, 1));
        pass(30);
        byLin(film, beat(play, 2, 20, 30, 1));
        byLin(film, beat(play, 1, 10, 20, 1));

        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(30);
        assertThat(view(film).path("position").asDouble()).isEqualTo(30);
    }

    @Test
    void nobody_watches_faster_than_time() {
        var film = film();
        var play = UUID.randomUUID();
        byLin(film, beat(play, 0, 0, 90, 1));
        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(15);

        for (var i = 1; i < 20; i++) {
            byLin(film, beat(play, i, 15, 90, 1));
        }
        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(15);
        pass(20);
        byLin(film, beat(play, 20, 15, 90, 1));

        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(35);
        assertThat(view(film).path("completedAt").isNull()).isTrue();
    }

    @Test
    void who_plays_twice_as_fast_is_credited_twice_as_much_and_never_more_than_four_times() {
        var twice = film();
        var play = UUID.randomUUID();
        byLin(twice, beat(play, 0, 0, 0, 2));
        var wild = film();
        var other = UUID.randomUUID();
        byLin(wild, beat(other, 0, 0, 0, 16));
        pass(10);
        byLin(twice, beat(play, 1, 0, 90, 2));
        byLin(wild, beat(other, 1, 0, 90, 16));

        assertThat(view(twice).path("watchedSeconds").asInt()).isEqualTo(20 + 15);
        assertThat(view(wild).path("watchedSeconds").asInt()).isEqualTo(40 + 15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 4, 16})
    void nothing_but_a_little_is_credited_in_advance_however_fast_and_in_however_many_plays(double rate) {
        var film = film();
        for (var from = 0; from < 90; from += 5) {
            assertThat(byLin(film, beat(UUID.randomUUID(), 0, from, from + 60, rate)))
                    .isEqualTo(204);
            byLin(film, beat(UUID.randomUUID(), 0, from, from + 60, 1));
        }

        assertThat(view(film).path("watchedSeconds").asInt()).isBetween(1, 15);
    }

    @Test
    void two_plays_at_once_are_credited_as_one() {
        var film = film();
        var left = UUID.randomUUID();
        var right = UUID.randomUUID();
        for (var i = 0; i < 3; i++) {
            byLin(film, beat(left, i, 10 * i, 10 * i + 10, 1));
            byLin(film, beat(right, i, 50 + 10 * i, 60 + 10 * i, 1));
            pass(10);
        }

        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(20 + 15);
    }

    @Test
    void time_in_which_nothing_was_played_is_not_made_up_for_in_another_play() {
        var film = film();
        byLin(film, beat(UUID.randomUUID(), 0, 0, 10, 1));
        pass(3600);
        byLin(film, beat(UUID.randomUUID(), 0, 10, 90, 1));
        byLin(film, beat(UUID.randomUUID(), 0, 30, 90, 1));

        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(10 + 15);
    }

    @Test
    void people_who_are_not_signed_in_are_counted_where_the_film_is_open_and_refused_where_not() {
        var open = Films.of(ada, "Open", "unlisted");
        var secret = Films.of(ada, "Secret", "private");

        assertThat(send(open, beat(UUID.randomUUID(), 0, 0, 10, 1))).isEqualTo(204);
        assertThat(send(secret, beat(UUID.randomUUID(), 0, 0, 10, 1))).isEqualTo(404);
        assertThat(byLin(secret, beat(UUID.randomUUID(), 0, 0, 10, 1))).isEqualTo(404);
        assertThat(kinora.get("/api/v1/videos/" + open.id() + "/view", "Accept", "application/json")
                        .statusCode())
                .isEqualTo(401);
        assertThat(number(
                        kinora, "select count(*) from watch_events where video_id = ? and user_id is null", open.id()))
                .isEqualTo(1);
    }

    @Test
    void nobody_tells_of_somebody_else_s_play() {
        var film = film();
        var play = UUID.randomUUID();
        byLin(film, beat(play, 0, 0, 10, 1));

        assertThat(send(film, beat(play, 1, 10, 20, 1))).isEqualTo(409);
        assertThat(byLin(film(), beat(play, 1, 10, 20, 1))).isEqualTo(409);
        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(10);
    }

    @Test
    void nonsense_is_refused() {
        var film = film();
        var play = UUID.randomUUID();
        for (var wrong : List.of(
                "{}",
                beat(play, -1, 0, 1, 1),
                beat(play, 0, -1, 1, 1),
                beat(play, 0, 9, 1, 1),
                beat(play, 0, 0, 5000, 1),
                beat(play, 0, 0, 1, 0),
                beat(play, 0, 0, 1, 17))) {
            assertThat(send(film, wrong)).as(wrong).isEqualTo(422);
        }
        assertThat(send(film, beat(play, 0, 0, 0, 1))).isEqualTo(204);
        assertThat(send(film, beat(play, 1, 1e5, 1e5 + 1, 1))).isEqualTo(204);
        assertThat(number(kinora, "select count(*) from watch_events where session_id = ?", play))
                .isZero();
    }

    @Test
    void many_at_once_are_all_taken() throws Exception {
        var film = film();
        var other = film();
        var sends = new ArrayList<Callable<Integer>>();
        IntStream.range(0, 60).forEach(i -> {
            var play = UUID.randomUUID();
            sends.add(() -> send(i % 2 == 0 ? film : other, beat(play, 0, 0, 10, 1)));
            sends.add(() -> byLin(film, beat(play, 1, 10, 15, 1)));
        });

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : people.invokeAll(sends)) {
                // The one that comes first has the play.
                assertThat(answer.get()).isIn(204, 409);
            }
        }
        assertThat(number(kinora, "select count(*) from plays where video_id in (?, '" + other.id() + "')", film.id()))
                .isEqualTo(60);
        assertThat(view(film).path("watchedSeconds").asInt()).isLessThanOrEqualTo(15);
    }

    @Test
    void plays_are_forgotten_after_two_days_and_what_was_watched_is_not() {
        var film = film();
        var play = UUID.randomUUID();
        byLin(film, beat(play, 0, 0, 10, 1));
        CLOCK.advance(Duration.ofDays(2).plusSeconds(1));

        Caller.system("test")
                .run(() -> kinora.bean(Jobs.class).enqueue(new ForgottenPlays.Forget(), JobOptions.none()));
        kinora.bean(Jobs.class).runDue();

        assertThat(number(kinora, "select count(*) from plays where id = ?", play))
                .isZero();
        assertThat(view(film).path("watchedSeconds").asInt()).isEqualTo(10);
    }
}
