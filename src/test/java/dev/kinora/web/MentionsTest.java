package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a text names: people, and moments of the film above it. */
class MentionsTest {
    private static RunningKinora kinora;
    private static People.Person ada;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        ada = People.member(kinora, "ada");
        People.member(kinora, "lin");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void people_named_in_a_description_are_linked_where_there_are_such_people() {
        var film = Films.published(ada, "Harbour", "With @Lin, @nobody and mail@lin.example.");

        var page = kinora.get("/watch/" + film.uid()).body();

        assertThat(page)
                .contains("With <a href=\"/@Lin\">@Lin</a>, @nobody and mail@lin.example.")
                .doesNotContain("/@nobody", "href=\"/@lin");
        assertThat(kinora.get("/@Lin").statusCode()).isEqualTo(200);
    }

    @Test
    void moments_are_linked_that_the_film_has_and_times_of_the_day_are_not() {
        var film = Films.published(ada, "Ferries", "See 1:05 and 0:59:03; 1:30 is its end. Live on Fridays at 20:30.");

        assertThat(kinora.get("/watch/" + film.uid()).body())
                .contains(
                        "See <a href=\"?t=65\" data-seek=\"65\">1:05</a> and 0:59:03; 1:30 is its end. Live on Fridays at 20:30.");
    }

    @Test
    void moments_beyond_an_hour_are_known_with_hours_and_without() {
        var film = Films.published(ada, "A day", "75:30 or 1:15:30, not 75:75 and not 1:75:30");
        Films.execute(
                kinora,
                "update videos set duration = 5400 where id = ?::uuid",
                film.id().toString());

        assertThat(kinora.get("/watch/" + film.uid()).body())
                .contains(
                        "<a href=\"?t=4530\" data-seek=\"4530\">75:30</a> or <a href=\"?t=4530\" data-seek=\"4530\">1:15:30</a>,"
                                + " not 75:75 and not 1:75:30");
    }

    @Test
    void while_nobody_knows_how_long_a_film_is_all_moments_are_its_own() {
        var film = Films.published(ada, "Just come", "20:30");
        Films.execute(
                kinora,
                "update videos set duration = null where id = ?::uuid",
                film.id().toString());

        assertThat(kinora.get("/watch/" + film.uid()).body())
                .contains("<a href=\"?t=1230\" data-seek=\"1230\">20:30</a>");
    }

    @Test
    void a_channel_has_no_moments() {
        Films.execute(
                kinora,
                "update users set bio = 'With @lin, live at 20:30' where id = ?::uuid",
                ada.id().toString());

        assertThat(kinora.get("/@ada").body()).contains("With <a href=\"/@lin\">@lin</a>, live at 20:30");
    }
}
