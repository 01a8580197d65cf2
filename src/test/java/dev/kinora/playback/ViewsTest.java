package dev.kinora.playback;

import static dev.kinora.playback.BeatDesk.beat;
import static dev.kinora.playback.BeatDesk.views;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;

/** What counts as a view. Films are ninety seconds long where nothing else is said. */
class ViewsTest {
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
    private static String[] lin;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(Time.class), "--kinora.jobs.background=false");
        ada = People.member(kinora, "ada");
        lin = new String[] {
            "Authorization", "Bearer " + People.member(kinora, "lin").key(ApiScope.read, ApiScope.write)
        };
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static Films.Film film() {
        return Films.published(ada, "Film");
    }

    private static void send(Films.Film film, String beat, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        var answer = kinora.post("/api/v1/videos/" + film.id() + "/beats", beat, all.toArray(String[]::new));
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    private static void pass(int seconds) {
        CLOCK.advance(Duration.ofSeconds(seconds));
    }

    private static void watched(Films.Film film, String... headers) {
        var play = UUID.randomUUID();
        send(film, beat(play, 0, 0, 0, 1), headers);
        pass(30);
        send(film, beat(play, 1, 0, 30, 1), headers);
    }

    @Test
    void a_play_becomes_a_view_after_half_a_minute_and_a_viewer_counts_once_a_day() {
        var film = film();
        var play = UUID.randomUUID();
        send(film, beat(play, 0, 0, 0, 1), lin);
        pass(15);
        send(film, beat(play, 1, 0, 15, 1), lin);
        pass(14);
        send(film, beat(play, 2, 15, 29, 1), lin);
        assertThat(views(kinora, film)).isZero();
        pass(2);
        send(film, beat(play, 3, 29, 31, 1), lin);
        assertThat(views(kinora, film)).isEqualTo(1);
        watched(film, lin);
        assertThat(views(kinora, film)).isEqualTo(1);
        CLOCK.advance(Duration.ofDays(1));
        watched(film, lin);
        assertThat(views(kinora, film)).isEqualTo(2);
    }

    @Test
    void nothing_is_a_view_before_its_time_however_fast_it_is_said_to_play() {
        var film = film();
        var play = UUID.randomUUID();
        for (var i = 0; i < 3; i++) {
            send(film, beat(play, i, 0, 60, 4), lin);
            send(film, beat(UUID.randomUUID(), 0, 0, 60, 4), lin);
            pass(9);
        }

        assertThat(views(kinora, film)).isZero();
    }

    @Test
    void half_of_a_short_film_is_a_view_once_it_can_have_been_watched() {
        var film = film();
        Films.execute(
                kinora,
                "update videos set duration = 6 where id = ?::uuid",
                film.id().toString());
        var play = UUID.randomUUID();

        send(film, beat(play, 0, 0, 0, 1), lin);
        send(film, beat(play, 1, 0, 3, 1), lin);
        assertThat(views(kinora, film)).isZero();
        pass(3);
        send(film, beat(play, 2, 3, 6, 1), lin);

        assertThat(views(kinora, film)).isEqualTo(1);
    }

    @Test
    void half_a_minute_may_be_watched_in_several_plays() {
        var film = film();
        for (var i = 0; i < 3; i++) {
            var play = UUID.randomUUID();
            send(film, beat(play, 0, 0, 0, 1), lin);
            pass(10);
            send(film, beat(play, 1, 10 * i, 10 * i + 10, 1), lin);
        }
        assertThat(views(kinora, film)).isZero();
        var last = UUID.randomUUID();
        send(film, beat(last, 0, 0, 0, 1), lin);
        pass(30);
        send(film, beat(last, 1, 30, 32, 1), lin);

        assertThat(views(kinora, film)).isEqualTo(1);
    }

    @Test
    void whoever_calls_their_browser_otherwise_each_time_counts_as_a_few_and_no_more() {
        var film = film();
        watched(film, "User-Agent", "one");
        watched(film, "User-Agent", "one");
        assertThat(views(kinora, film)).isEqualTo(1);

        for (var i = 0; i < 20; i++) {
            watched(film, "User-Agent", "browser " + i);
        }

        assertThat(views(kinora, film)).isEqualTo(4);
        CLOCK.advance(Duration.ofDays(1));
        watched(film, "User-Agent", "one");
        assertThat(views(kinora, film)).isEqualTo(5);
    }

    @Test
    void many_behind_one_address_who_watch_at_once_are_not_lost() {
        var film = film();
        var plays = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        for (var i = 0; i < 6; i++) {
            for (var play : plays) {
                send(film, beat(play, i, Math.max(0, 10 * i - 10), 10 * i, 1), "User-Agent", "of the hall");
            }
            pass(10);
        }

        assertThat(views(kinora, film)).isEqualTo(1);
    }
}
