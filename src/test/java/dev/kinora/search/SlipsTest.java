package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
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

/** Slips of the finger in people's names, and in what is not yet typed to its end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlipsTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final People.Person zoe = People.member(kinora, "tea.kettle");
    private final People.Person lin = People.member(kinora, "lin");

    @BeforeAll
    void films() {
        called("ada", "Ada Lovelace");
        called("tea.kettle", "Zoë Müller");
        called("lin", "Quill Featherstone");
        Films.published(ada, "Morning stretch", "Wake up slowly");
        Films.published(zoe, "Photosynthesis explained");
        Films.published(zoe, "Adam smiles");
        Films.of(lin, "Diary", "private");
        Films.countWords(kinora);
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private void called(String username, String name) {
        Films.execute(kinora, "update users set display_name = ? where username = ?", name, username);
    }

    private JsonNode ask(String path, String words) {
        var answer = kinora.get(path + "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private JsonNode search(String words) {
        return ask("/api/v1/search", words);
    }

    private List<String> suggested(String typed) {
        var texts = new ArrayList<String>();
        ask("/api/v1/search/suggestions", typed)
                .get("items")
                .forEach(item -> texts.add(item.get("text").asString()));
        return texts;
    }

    private static List<String> titles(JsonNode found) {
        var titles = new ArrayList<String>();
        found.get("items")
                .forEach(item -> titles.add(item.get("title").get("text").asString()));
        return titles;
    }

    private List<String> namesCounted(String word) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement("select people from search_names where word = ?")) {
            statement.setString(1, word);
            var counts = new ArrayList<String>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                counts.add(rows.getString(1));
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lovlace,lovelace,ada",
        "Lovelcae,lovelace,ada",
        "lvoelace,lovelace,ada",
        "ada lovlace,ada lovelace,ada",
        "mullre,müller,tea.kettle",
        "Zoe Mulller,Zoe müller,tea.kettle",
        "tea kettel,tea kettle,tea.kettle"
    })
    void a_slip_in_a_name_is_forgiven_and_told(String typed, String meant, String username) {
        var found = search(typed);

        assertThat(found.get("shownFor").asString()).isEqualTo(meant);
        assertThat(found.get("people").get(0).get("username").asString()).isEqualTo(username);
        assertThat(titles(found)).isNotEmpty();
    }

    @Test
    void a_name_is_no_slip_of_a_word() {
        var found = search("ada");

        assertThat(titles(found)).containsExactly("Morning stretch", "Adam smiles");
        assertThat(found.get("didYouMean").isNull()).isTrue();
    }

    @Test
    void a_word_of_videos_is_meant_before_a_name_as_near() {
        var film = Films.published(zoe, "Lovelance");
        Films.countWords(kinora);

        assertThat(search("lovelaxce").get("shownFor").asString()).isEqualTo("lovelance");
        assertThat(search("lovlace").get("shownFor").asString()).isEqualTo("lovelace");
        Films.execute(kinora, "delete from videos where id = ?::uuid", film.id().toString());
        Films.countWords(kinora);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetherstone", "featherstoen", "featherstnoe", "fethers"})
    void nobody_learns_of_who_has_published_nothing(String typed) {
        var found = search(typed);

        assertThat(found.get("shownFor").isNull()).isTrue();
        assertThat(found.get("didYouMean").isNull()).isTrue();
        assertThat(found.get("people").isEmpty()).isTrue();
        assertThat(suggested(typed)).isEmpty();
    }

    @Test
    void a_name_is_forgotten_with_the_last_who_has_it() {
        var eve = People.member(kinora, "eve.quagmire");
        Films.published(eve, "Something");
        called("eve.quagmire", "Eve Mudlark");
        Films.countWords(kinora);
        assertThat(search("mudlrak").get("shownFor").asString()).isEqualTo("mudlark");
        assertThat(namesCounted("mudlark")).containsExactly("1");

        called("eve.quagmire", "Eve Puddle");
        Films.countWords(kinora);
        assertThat(search("mudlrak").get("shownFor").isNull()).isTrue();
        assertThat(namesCounted("mudlark")).isEmpty();
        assertThat(search("pudlde").get("shownFor").asString()).isEqualTo("puddle");

        Films.execute(kinora, "update users set deleted_at = now() where username = 'eve.quagmire'");
        Films.countWords(kinora);
        assertThat(search("pudlde").get("shownFor").isNull()).isTrue();
        assertThat(namesCounted("puddle")).isEmpty();
    }

    @Test
    void counting_anew_comes_to_the_same() {
        var before = namesCounted("muller");
        Films.execute(kinora, "select recount_search_words()");

        assertThat(namesCounted("muller")).isEqualTo(before).containsExactly("1");
        assertThat(search("photosyntesis").get("shownFor").asString()).isEqualTo("photosynthesis");
    }

    @ParameterizedTest
    @CsvSource({
        "fotosyn,photosynthesis,Photosynthesis explained",
        "photsyn,photosynthesis,Photosynthesis explained",
        "phtoos,photosynthesis,Photosynthesis explained",
        "hpotos,photosynthesis,Photosynthesis explained",
        "mroni,morning,Morning stretch",
        "morming st,Morning stretch,Morning stretch",
        "morning srte,Morning stretch,Morning stretch",
        "lovlac,Ada Lovelace,Ada Lovelace",
        "mulel,Zoë Müller,Zoë Müller"
    })
    void where_nothing_begins_with_what_is_typed_what_begins_nearly_so_is_suggested(
            String typed, String first, String also) {
        assertThat(suggested(typed)).startsWith(first).contains(also);
    }

    @Test
    void nothing_is_guessed_where_something_begins_so_or_too_little_is_typed() {
        assertThat(suggested("ada")).contains("Ada Lovelace", "adam").doesNotContain("morning");
        assertThat(suggested("mro")).isEmpty();
        assertThat(suggested("qwxzvbn")).isEmpty();
    }
}
