package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finding with and without accents, whichever of the two was written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccentsTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final People.Person lin = People.member(kinora, "lin");

    @BeforeAll
    void films() {
        Films.execute(kinora, "update users set display_name = 'Zoë Müller' where username = 'ada'");
        Films.execute(kinora, "update users set display_name = 'Jose Nunez' where username = 'lin'");
        Films.published(ada, "Café in Paris", "Ein Nachmittag auf der Straße");
        Films.published(ada, "El niño aprende");
        Films.published(ada, "Nấu phở Việt Nam");
        Films.published(ada, "Smørrebrød og œuvre");
        Films.published(ada, "Übung macht den Meister");
        Films.published(ada, "Noch eine Übung", "Ubung ohne Punkte");
        Films.published(lin, "A resume that works");
        Films.published(lin, "How to resume");
        Films.published(lin, "My résumé");
        Films.published(lin, "Plain sailing");
        Films.published(lin, "A tarte tatin");
        Films.execute(kinora, "update videos set tags = '{crème}' where title = 'A tarte tatin'");
        var said = Films.published(lin, "Talking");
        Films.says(kinora, said, "we went to a château", "and to a fiancee");
        Films.countWords(kinora);
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private JsonNode ask(String path, String words) {
        var answer = kinora.get(path + "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private JsonNode search(String words) {
        return ask("/api/v1/search", words);
    }

    private static List<String> titles(JsonNode found) {
        var titles = new ArrayList<String>();
        found.get("items")
                .forEach(item -> titles.add(item.get("title").get("text").asString()));
        return titles;
    }

    private static String marked(JsonNode text) {
        var shown = new StringBuilder();
        text.get("parts").forEach(part -> {
            var words = part.get("text").asString();
            shown.append(part.get("match").asBoolean() ? "[" + words + "]" : words);
        });
        return shown.toString();
    }

    private List<String> suggested(String typed, String kind) {
        var texts = new ArrayList<String>();
        ask("/api/v1/search/suggestions", typed).get("items").forEach(item -> {
            if (item.get("kind").asString().equals(kind)) {
                texts.add(item.get("text").asString());
            }
        });
        return texts;
    }

    @ParameterizedTest
    @CsvSource({
        "cafe,[Café] in Paris",
        "CAFÉ,[Café] in Paris",
        "cafe\u0301,[Café] in Paris",
        "nino,El [niño] aprende",
        "nau pho viet,[Nấu] [phở] [Việt] Nam",
        "việt,Nấu phở [Việt] Nam",
        "smorrebrod oeuvre,[Smørrebrød] og [œuvre]",
        "plàin,[Plain] sailing",
        "creme tatin,A tarte [tatin]"
    })
    void a_word_is_found_with_and_without_accents_and_marked_as_it_is_written(String typed, String title) {
        var found = search(typed);

        assertThat(titles(found)).hasSize(1);
        assertThat(marked(found.get("items").get(0).get("title"))).isEqualTo(title);
        assertThat(found.get("shownFor").isNull()).isTrue();
        assertThat(found.get("didYouMean").isNull()).isTrue();
    }

    @Test
    void descriptions_and_what_is_said_are_found_and_marked_as_well() {
        assertThat(marked(search("strasse").get("items").get(0).get("description")))
                .isEqualTo("Ein Nachmittag auf der [Straße]");
        for (var typed : List.of("chateau", "château")) {
            var said = search(typed).get("items").get(0).get("said");
            assertThat(marked(said.get("text"))).isEqualTo("we went to a [château]");
        }
        assertThat(marked(search("fiancée").get("items").get(0).get("said").get("text")))
                .isEqualTo("and to a [fiancee]");
    }

    @ParameterizedTest
    @CsvSource({"muller,ada", "Müller,ada", "zoe muller,ada", "núñez,lin", "nunez,lin"})
    void people_are_found_by_their_names_with_and_without_accents(String typed, String username) {
        assertThat(search(typed).get("people").get(0).get("username").asString())
                .isEqualTo(username);
        assertThat(suggested(typed, "person")).hasSize(1);
    }

    @Test
    void what_is_written_as_it_was_typed_comes_first() {
        assertThat(titles(search("résumé"))).containsExactly("My résumé", "How to resume", "A resume that works");
        assertThat(titles(search("resume")).getLast()).isEqualTo("My résumé");
    }

    @ParameterizedTest
    @CsvSource({"u", "ü", "ub", "üb", "Ubu", "übun"})
    void a_word_is_suggested_as_most_people_spell_it(String typed) {
        assertThat(suggested(typed, "word")).containsExactly("übung");
        assertThat(suggested(typed, "title")).contains("Übung macht den Meister");
    }

    @Test
    void a_spelling_that_few_use_is_not_suggested() {
        assertThat(suggested("res", "word")).containsExactly("resume");
    }

    @ParameterizedTest
    @CsvSource({"ubnug,übung", "übugn,übung", "smorrebord,smørrebrød", "resuem,resume"})
    void a_guess_is_spelled_as_most_people_spell_it(String typed, String guess) {
        assertThat(search(typed).get("shownFor").asString()).isEqualTo(guess);
    }

    @Test
    void a_spelling_is_forgotten_with_the_last_video_that_has_it() {
        var film = Films.published(ada, "Żurek");
        Films.countWords(kinora);
        assertThat(suggested("zur", "word")).containsExactly("żurek");

        Films.execute(
                kinora,
                "update videos set title = 'Zurek' where id = ?::uuid",
                film.id().toString());
        Films.countWords(kinora);
        assertThat(suggested("żur", "word")).containsExactly("zurek");

        Films.execute(
                kinora,
                "update videos set visibility = 'private' where id = ?::uuid",
                film.id().toString());
        Films.countWords(kinora);
        assertThat(suggested("zur", "word")).isEmpty();
    }
}
