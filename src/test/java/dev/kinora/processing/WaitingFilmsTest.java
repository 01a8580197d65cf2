package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kinora.editions.Editions;
import dev.kinora.editions.Pace;
import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Films that wait for others to be encoded. */
class WaitingFilmsTest {
    private static final double SECONDS = 2;

    private Cinema cinema;
    private UUID first;
    private UUID second;

    @BeforeEach
    void start() {
        // Films are planned, and their pieces are nobody's.
        cinema = new Cinema("--kinora.processing.ladder=90", "--kinora.jobs.only=light,sound");
        first = cinema.show(Clips.mp4());
        second = cinema.show(Clips.mp4());
    }

    @AfterEach
    void stop() {
        cinema.close();
    }

    private Pace encoded(UUID video, double seconds) {
        var edition = UUID.fromString(cinema.row("select id from editions where video_id = ?", video));
        return Caller.system("test")
                .call(() -> cinema.kinora()
                        .bean(Editions.class)
                        .advanced(edition, 0, seconds)
                        .orElseThrow());
    }

    @Test
    void film_of_which_nothing_is_encoded_says_how_many_are_before_it() {
        assertThat(cinema.processing(first).get("filmsBefore").asInt(-1)).isZero();
        assertThat(cinema.processing(second).get("filmsBefore").asInt(-1)).isEqualTo(1);

        encoded(first, 0);

        assertThat(cinema.processing(first).get("filmsBefore").isNull()).isTrue();
        assertThat(cinema.processing(second).get("filmsBefore").asInt(-1)).isZero();
    }

    @Test
    void whoever_waits_to_watch_it_is_told_so() {
        Films.execute(
                cinema.kinora(),
                "update videos set visibility = 'public', published_at = now() where id = ?::uuid",
                second.toString());
        var uid = cinema.video(second).get("uid").asString();

        assertThat(cinema.kinora().get("/watch/" + uid).body())
                .contains("It waits to be encoded: 1 film is before it.");
        encoded(first, 0);
        assertThat(cinema.kinora().get("/watch/" + uid + "/now").body())
                .contains("It is the next to be encoded, as soon as there is room.");
        encoded(second, 0);
        assertThat(cinema.kinora().get("/watch/" + uid + "/now").body()).doesNotContain("to be encoded");
    }

    @Test
    void its_owner_is_told_so_in_the_studio() {
        var owner = UUID.fromString(cinema.row("select user_id from videos where id = ?", second));
        var cookie = "kinora_session=" + new People.Person(cinema.kinora(), owner, "ada", "").browser();

        var page = cinema.kinora()
                .get("/studio/videos/" + second + "/now", "Cookie", cookie)
                .body();

        assertThat(page).contains("It waits to be encoded: 1 film is before it. You need not wait here.");
    }

    @Test
    void what_others_have_left_is_known_to_who_comes_after_them() {
        assertThat(encoded(first, 0.5).before()).isZero();
        var begun = encoded(second, 0);
        assertThat(begun.before()).isEqualTo(SECONDS - 0.5, within(0.1));
        assertThat(begun.beforeThen()).isEqualTo(begun.before());

        encoded(first, 1.5);

        var later = encoded(second, 1);
        assertThat(later.before()).isEqualTo(SECONDS - 1.5, within(0.1));
        assertThat(later.beforeThen()).isEqualTo(begun.before());
        assertThat(encoded(first, 1.5).before()).as("who came later").isZero();
    }
}
