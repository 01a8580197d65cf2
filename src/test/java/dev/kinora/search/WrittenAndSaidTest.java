package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who remembers a film remembers a word of its title and another that was said. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrittenAndSaidTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final People.Person mal = People.member(kinora, "mal");

    @BeforeAll
    void films() {
        Films.says(
                kinora,
                Films.published(ada, "Sourdough at home"),
                "flour and salt come first",
                "the starter wants warm water",
                "fold it, and wait");
        Films.says(kinora, Films.of(mal, "Sourdough of my own", "private"), "a starter from rye");
        Films.says(kinora, Films.of(mal, "Sourdough by address", "unlisted"), "a starter from rye");
        Films.published(ada, "Sourdough starter in a week");
        Films.says(kinora, Films.published(mal, "A cold morning"), "the starter of this car is worn");
        Films.execute(
                kinora,
                "update videos set language = 'en', tags = '{bread}', duration = 600 where title = 'Sourdough at home'");
        Films.countWords(kinora);
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private List<String> titles(String query, String... headers) {
        return found(query, headers).findValues("title").stream()
                .map(title -> title.get("text").asString())
                .toList();
    }

    private JsonNode found(String query, String... headers) {
        var answer = kinora.get("/api/v1/search?" + query, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).get("items");
    }

    private static String words(String words) {
        return "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    @Test
    void a_word_that_is_written_and_one_that_is_said_find_a_film_together_and_the_moment_is_told() {
        var found = found(words("sourdough starter"));

        assertThat(found.findValues("title").stream()
                        .map(title -> title.get("text").asString()))
                .containsExactly("Sourdough starter in a week", "Sourdough at home");
        assertThat(found.get(1).get("said").get("startSeconds").asInt()).isEqualTo(4);
        assertThat(found.get(1).get("said").get("text").toString()).contains("warm water");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sourdough salt fold", "Fold SOURDOUGH salt water", "home flour"})
    void words_said_at_different_times_are_found_with_those_that_are_written(String typed) {
        assertThat(titles(words(typed))).containsExactly("Sourdough at home");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sourdough car",
                "sourdough salt zeppelin",
                "\"sourdough starter wants\"",
                "sourdough water -fold",
                "flour cold"
            })
    void a_word_that_is_nowhere_in_a_film_keeps_it_out(String typed) {
        assertThat(titles(words(typed))).doesNotContain("Sourdough at home");
    }

    @Test
    void what_is_private_or_unlisted_is_found_by_its_owner_alone() {
        assertThat(titles(words("sourdough rye"))).isEmpty();
        assertThat(titles(words("sourdough rye"), "Authorization", "Bearer " + ada.key(ApiScope.read)))
                .isEmpty();
        assertThat(titles(words("sourdough rye"), "Authorization", "Bearer " + mal.key(ApiScope.read)))
                .containsExactlyInAnyOrder("Sourdough of my own", "Sourdough by address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"language=en", "tag=bread", "minDuration=300", "maxDuration=900", "person=ada"})
    void filters_narrow_these_too(String filter) {
        assertThat(titles(words("sourdough water") + "&" + filter)).containsExactly("Sourdough at home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"language=de", "tag=cake", "minDuration=900", "maxDuration=300", "person=mal"})
    void filters_that_do_not_fit_keep_them_out(String filter) {
        assertThat(titles(words("sourdough water") + "&" + filter)).isEmpty();
    }
}
