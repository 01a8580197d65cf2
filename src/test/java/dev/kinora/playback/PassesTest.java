package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.SettableClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;

/** Who plays which film, and by which address. */
class PassesTest {
    /** No @Configuration: it would be found by every other test. */
    static class Time {
        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    private static final SettableClock CLOCK = new SettableClock(Instant.now());
    private static RunningKinora kinora;
    private static Player player;
    private static People.Person ada;
    private static People.Person lin;
    private static People.Person mal;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(Time.class), "--kinora.jobs.background=false");
        player = new Player(kinora);
        ada = People.member(kinora, "ada");
        lin = People.member(kinora, "lin");
        mal = People.member(kinora, "mal");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static Films.Film film(String visibility) {
        var film = visibility.equals("draft") ? Films.of(ada, "Draft", "public") : Films.of(ada, "Film", visibility);
        if (visibility.equals("draft")) {
            change(film, "published_at = null");
        }
        if (visibility.equals("course")) {
            enrol(film);
        }
        Reel.whole(kinora, film);
        return film;
    }

    private static void change(Films.Film film, String change) {
        Films.execute(
                kinora,
                "update videos set " + change + " where id = ?::uuid",
                film.id().toString());
    }

    private static void enrol(Films.Film film) {
        var course = UUID.randomUUID().toString();
        Films.execute(
                kinora,
                "insert into courses (id, instructor_id, slug, title, published_at) values (?::uuid, ?::uuid, ?, 'Course', now())",
                course,
                ada.id().toString(),
                "c" + course.substring(0, 8));
        Films.execute(
                kinora,
                "insert into course_videos (course_id, lesson_id, video_id, position) values (?::uuid, 'one', ?::uuid, 1)",
                course,
                film.id().toString());
        Films.execute(
                kinora,
                "insert into enrollments (course_id, user_id, origin) values (?::uuid, ?::uuid, 'free')",
                course,
                lin.id().toString());
    }

    private static People.@Nullable Person person(String name) {
        return switch (name) {
            case "ada" -> ada;
            case "lin" -> lin;
            case "mal" -> mal;
            default -> null;
        };
    }

    @ParameterizedTest(name = "{1} plays a {0} film: {2}")
    @CsvSource({
        "public, anonymous, by uid",
        "public, ada, by uid",
        "public, mal, by uid",
        "unlisted, anonymous, by uid",
        "unlisted, ada, by uid",
        "unlisted, mal, by uid",
        "private, anonymous, never",
        "private, ada, by token",
        "private, mal, never",
        "course, anonymous, never",
        "course, ada, by token",
        "course, lin, by token",
        "course, mal, never",
        "draft, anonymous, never",
        "draft, ada, by token",
        "draft, mal, never"
    })
    void everybody_plays_what_they_may_see_and_nothing_else(String visibility, String who, String how) {
        var film = film(visibility);
        var person = person(who);

        assertThat(player.manifest(film)).isEqualTo(how.equals("by uid") ? 200 : 404);
        if (how.equals("never")) {
            assertThatThrownBy(() -> player.link(film, person)).isInstanceOf(PlaybackProblem.class);
            return;
        }
        var link = player.link(film, person);
        assertThat(link.base())
                .satisfies(base -> assertThat(base.endsWith(film.uid())).isEqualTo(how.equals("by uid")));
        var playlist = kinora.get(link.hls());
        assertThat(playlist.statusCode()).isEqualTo(200);
        assertThat(playlist.headers().firstValue("Cache-Control").orElse(""))
                .startsWith(how.equals("by uid") ? "public" : "private");
        var segment = Playlist.of(kinora.get(link.base() + "/manifest/90p.m3u8").body())
                .segments()
                .getFirst();
        assertThat(player.status(
                        URI.create(link.hls()).resolve(segment.address()).toString()))
                .isEqualTo(200);
    }

    @Test
    void what_a_preview_of_a_course_shows_is_open_to_everybody_by_a_token() {
        var film = film("course");
        Films.execute(
                kinora,
                "update courses set preview_video_id = ?::uuid where id in (select course_id from course_videos where video_id = ?::uuid)",
                film.id().toString(),
                film.id().toString());

        assertThat(player.manifest(film)).isEqualTo(404);
        assertThat(player.status(player.link(film, null).hls())).isEqualTo(200);
    }

    @Test
    void a_film_that_is_taken_down_stops_within_a_minute_for_all_but_its_owner() {
        var film = film("public");
        assertThat(player.manifest(film)).isEqualTo(200);

        change(film, "taken_down_at = now(), taken_down_reason = 'no'");
        CLOCK.advance(Duration.ofSeconds(59));

        assertThat(player.manifest(film)).isEqualTo(404);
        assertThatThrownBy(() -> player.link(film, mal)).isInstanceOf(PlaybackProblem.class);
        assertThat(player.status(player.link(film, ada).hls())).isEqualTo(200);
    }

    @Test
    void a_film_in_the_bin_stops_within_a_minute_for_everybody() {
        var open = film("public");
        var secret = film("private");
        var link = player.link(secret, ada);
        assertThat(player.manifest(open)).isEqualTo(200);
        assertThat(player.status(link.hls())).isEqualTo(200);

        change(open, "deleted_at = now()");
        change(secret, "deleted_at = now()");
        CLOCK.advance(Duration.ofSeconds(59));

        assertThat(player.manifest(open)).isEqualTo(404);
        assertThat(player.status(link.hls())).isEqualTo(404);
    }

    @Test
    void somebody_who_is_put_out_of_a_course_stops_within_a_minute() {
        var film = film("course");
        var link = player.link(film, lin);
        assertThat(player.status(link.hls())).isEqualTo(200);

        Films.execute(
                kinora,
                "update enrollments set revoked_at = now() where user_id = ?::uuid",
                lin.id().toString());
        CLOCK.advance(Duration.ofSeconds(59));

        assertThat(player.status(link.hls())).isEqualTo(404);
    }

    @Test
    void an_address_of_ones_own_is_good_for_six_hours() {
        var film = film("private");
        var link = player.link(film, ada);

        assertThat(link.endsAt()).isEqualTo(CLOCK.instant().plus(Duration.ofHours(6)));
        CLOCK.advance(Duration.ofHours(6).minusSeconds(5));
        assertThat(player.status(link.hls())).isEqualTo(200);
        CLOCK.advance(Duration.ofSeconds(6));
        var over = kinora.get(link.hls());
        assertThat(over.statusCode()).isEqualTo(401);
        assertThat(over.body()).contains("\"token-expired\"");
    }

    @Test
    void a_film_that_only_some_sites_may_show_is_refused_to_the_pages_of_others() {
        var film = film("public");
        change(film, "allowed_origins = '{example.org,*.example.net,localhost:3000}'");
        var manifest = "/media/" + film.uid() + "/manifest/video.m3u8";

        for (var allowed :
                List.of("https://example.org", "http://a.b.example.net", "http://localhost:3000", kinora.url(""))) {
            assertThat(player.status(manifest, "Origin", allowed)).as(allowed).isEqualTo(200);
            assertThat(player.status(manifest, "Referer", allowed + "/page"))
                    .as(allowed)
                    .isEqualTo(200);
        }
        for (var refused : List.of("https://sub.example.org", "https://example.net", "http://localhost:3001", "null")) {
            var answer = kinora.get(manifest, "Origin", refused);
            assertThat(answer.statusCode()).as(refused).isEqualTo(403);
            assertThat(answer.body()).contains("\"embedding-not-allowed\"");
        }
        assertThat(player.status(manifest)).isEqualTo(200);
        assertThat(kinora.get(manifest).headers().allValues("Vary").toString()).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"visibility = 'private'", "deleted_at = now()", "published_at = null"})
    void whoever_withdraws_a_film_has_its_manifests_withdrawn_at_once(String withdrawal) {
        var film = film("public");
        assertThat(player.manifest(film)).isEqualTo(200);

        change(film, withdrawal);

        assertThat(player.manifest(film)).isEqualTo(404);
    }
}
