package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Searches narrowed to a tag and to a time of publication. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilteredSearchesTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final People.Person mal = People.member(kinora, "mal");
    private Films.Film knives;

    @BeforeAll
    void films() {
        tagged("Boiling water", "{basics,Kitchen}", "{}", "2020-01-10T12:00:00Z");
        var eggs = tagged("Frying eggs", "{}", "{kitchen}", "2020-02-10T12:00:00Z");
        var bread = tagged("Baking bread", "{#KITCHEN}", "{}", "2020-03-10T12:00:00Z");
        tagged("A kitchen for plants", "{kitchen garden}", "{}", "2020-04-10T12:00:00Z");
        knives = tagged("Sharp knives", "{C++,🎬}", "{Steel}", "2020-05-10T12:00:00Z");
        Films.execute(
                kinora,
                "update videos set language = 'pt-BR' where id = ?::uuid",
                knives.id().toString());
        Films.says(kinora, eggs, "take a whisk");
        Films.says(kinora, bread, "no whisk is needed");
        var sauce = Films.of(ada, "Secret sauce", "private");
        Films.execute(
                kinora,
                "update videos set tags = '{kitchen}' where id = ?::uuid",
                sauce.id().toString());
        Films.countWords(kinora);
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private Films.Film tagged(String title, String tags, String hashtags, String published) {
        var film = Films.published(ada, title);
        Films.execute(
                kinora,
                "update videos set tags = ?::text[], hashtags = ?::text[], published_at = ?::timestamptz where id = ?::uuid",
                tags,
                hashtags,
                published,
                film.id().toString());
        return film;
    }

    private JsonNode search(String query, String... headers) {
        var answer = kinora.get("/api/v1/search?" + query, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> titles(JsonNode found) {
        var titles = new ArrayList<String>();
        found.get("items")
                .forEach(item -> titles.add(item.get("title").get("text").asString()));
        return titles;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kitchen", "Kitchen", "KITCHEN", "#kitchen", " ##Kitchen "})
    void a_tag_is_a_hashtag_too_and_capitals_make_no_difference(String tag) {
        assertThat(titles(search("tag=" + encoded(tag))))
                .containsExactly("Baking bread", "Frying eggs", "Boiling water");
    }

    @ParameterizedTest
    @CsvSource({
        "Kitchen Garden,A kitchen for plants",
        "c++,Sharp knives",
        "🎬,Sharp knives",
        "steel,Sharp knives",
        "garden,",
        "kitche,",
        "water,"
    })
    void a_tag_is_meant_as_a_whole(String tag, String title) {
        assertThat(titles(search("tag=" + encoded(tag)))).isEqualTo(title == null ? List.of() : List.of(title));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pt-BR", "pt-br", "PT-BR", "pt", "PT"})
    void a_language_is_known_however_its_tag_is_written(String language) {
        assertThat(titles(search("q=knives&language=" + language))).containsExactly("Sharp knives");
    }

    /** As many as a film can be said to be in, so that none is found by its address alone. */
    @Test
    void the_page_offers_every_language_that_a_film_may_have() {
        var offered = kinora.get("/search").body();
        var chosen = kinora.get("/search?q=knives&language=pt").body();

        assertThat(offered)
                .containsPattern("value=\"\"\\s+selected\\s*>Any language<")
                .containsPattern("value=\"is\"\\s*>Icelandic<")
                .containsPattern("value=\"sw\"\\s*>Swahili<")
                .containsPattern("value=\"pt-BR\"\\s*>Portuguese \\(Brazil\\)<");
        assertThat(chosen)
                .containsPattern("value=\"pt\"\\s+selected\\s*>Portuguese<")
                .contains("<mark>knives</mark>");
        assertThat(kinora.get("/search?language=yue").body()).containsPattern("value=\"yue\"\\s+selected\\s*>yue<");
    }

    @Test
    void of_a_tag_its_owner_finds_what_is_private_and_nobody_else() {
        var mine = search("tag=kitchen", "Authorization", "Bearer " + ada.key(ApiScope.read));
        var theirs = search("tag=kitchen", "Authorization", "Bearer " + mal.key(ApiScope.read));

        assertThat(titles(mine)).hasSize(4).contains("Secret sauce");
        assertThat(titles(theirs)).hasSize(3).doesNotContain("Secret sauce");
    }

    @ParameterizedTest
    @CsvSource({
        "tag=kitchen&since=2020-02-10,Baking bread|Frying eggs",
        "tag=kitchen&until=2020-02-10,Frying eggs|Boiling water",
        "tag=kitchen&until=9999-12-31,Baking bread|Frying eggs|Boiling water",
        "tag=kitchen&since=2020-02-10&until=2020-02-10,Frying eggs",
        "since=2020-01-01&until=2020-01-31,Boiling water",
        "until=2020-02-10T12:00:00Z,Boiling water",
        "since=2020-05-10T12:00:00Z&until=2020-05-10T12:00:01Z,Sharp knives",
        "q=eggs&until=2020-02-10,Frying eggs",
        "q=eggs&until=2020-02-09,",
        "q=eggs&tag=kitchen&person=ada&since=2020-02-01&maxDuration=100,Frying eggs",
        "q=eggs&tag=steel,",
        "tag=kitchen&person=mal,",
        "q=whisk%20-eggs,Baking bread",
        "q=-eggs&tag=kitchen,Baking bread|Boiling water",
        "q=eggs%20or%20bread&tag=kitchen,Baking bread|Frying eggs",
        "q=whisk&until=2020-02-28,Frying eggs",
        "q=whisk&since=2020-02-28&tag=kitchen,Baking bread",
        "q=ead&since=2020-02-28&until=2020-04-30&tag=kitchen,Baking bread",
        "q=ada&until=2020-01-31,Boiling water",
        "q=ada&tag=c%2B%2B,Sharp knives"
    })
    void a_tag_a_time_and_everything_else_narrow_together(String query, String titles) {
        assertThat(titles(search(query))).isEqualTo(titles == null ? List.of() : Arrays.asList(titles.split("\\|")));
    }

    @Test
    void a_video_found_by_its_tag_says_which_it_was() {
        var knives = search("q=steel").get("items").get(0);

        assertThat(knives.get("title").get("text").asString()).isEqualTo("Sharp knives");
        assertThat(knives.get("tags")).hasSize(1);
        assertThat(knives.get("tags").get(0).get("parts").get(0).get("match").asBoolean())
                .isTrue();
        assertThat(search("q=eggs").get("items").get(0).get("tags")).isEmpty();
    }

    @Test
    void an_end_before_the_beginning_is_refused() {
        var answer = kinora.get("/api/v1/search?since=2020-03-01&until=2020-02-01");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("until", "The end lies before the beginning.");
    }

    @Test
    void pages_of_a_tag_stay_as_they_began_while_videos_are_added() {
        for (int i = 0; i < 12; i++) {
            tagged("Part " + i, "{Serial}", "{}", "2021-01-0" + (1 + i % 5) + "T12:00:00Z");
        }
        var query = "tag=serial&since=2021-01-02&limit=4";
        var page = search(query);
        var seen = new ArrayList<>(titles(page));
        while (!page.get("next").isNull()) {
            var late = tagged("Late part", "{serial}", "{}", "2021-01-03T12:00:00Z");
            Films.execute(
                    kinora,
                    "update videos set published_at = now() where id = ?::uuid",
                    late.id().toString());
            page = search(query + "&cursor=" + page.get("next").asString());
            seen.addAll(titles(page));
        }

        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "Part 1", "Part 6", "Part 11", "Part 2", "Part 7", "Part 3", "Part 8", "Part 4", "Part 9");
    }

    @Test
    void a_film_leads_to_what_else_has_its_tags_and_the_page_says_so() {
        assertThat(kinora.get("/watch/" + knives.uid()).body())
                .contains("href=\"/search?tag=C%2B%2B\"", "href=\"/search?tag=Steel\"");

        var page = kinora.get("/search?tag=C%2B%2B").body();
        assertThat(page)
                .contains("Tagged “C++”", "Sharp knives", "value=\"C++\"")
                .doesNotContain("Frying eggs");
    }

    @Test
    void the_page_narrows_to_the_last_day_and_goes_on_there() {
        for (int i = 0; i < 30; i++) {
            Films.published(mal, "Fresh butter " + i);
        }
        tagged("Old butter", "{}", "{}", "2020-06-10T12:00:00Z");

        var page = kinora.get("/search?q=butter&age=day").body();
        assertThat(page).contains("Fresh butter", "/search?q=butter&amp;age=day&amp;cursor=");
        assertThat(page).doesNotContain("Old butter");
        assertThat(kinora.get("/search?q=butter&age=year").body()).doesNotContain("Old butter");
        assertThat(titles(search("q=butter&until=2020-12-31"))).containsExactly("Old butter");
    }
}
