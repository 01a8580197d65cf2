package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import org.junit.jupiter.api.Test;

class MentionsTest {
    @Test
    void people_named_in_a_description_are_linked_where_there_are_such_people() {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false")) {
            var ada = People.member(kinora, "ada");
            People.member(kinora, "lin");
            var film = Films.published(ada, "Harbour", "With @Lin, @nobody and mail@lin.example.");

            var page = kinora.get("/watch/" + film.uid()).body();

            assertThat(page)
                    .contains("With <a href=\"/@Lin\">@Lin</a>, @nobody and mail@lin.example.")
                    .doesNotContain("/@nobody", "href=\"/@lin");
            assertThat(kinora.get("/@Lin").statusCode()).isEqualTo(200);
        }
    }
}
