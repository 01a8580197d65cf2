package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finding, by everybody's eyes and by one's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchesTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final People.Person mal = People.member(kinora, "mal");
    private final String adasKey = ada.key(ApiScope.read);
    private final String malsKey = mal.key(ApiScope.read);

    @BeforeAll
    void films() {
        Films.execute(kinora, "update users set display_name = 'Ada Lovelace' where username = 'ada'");
        Films.begins(kinora, Films.published(ada, "Morning stretch", "Wake up slowly"));
        var photosynthesis =
                Films.published(ada, "Photosynthesis explained", "Leaves & light <script>alert(1)</script>");
        Films.says(kinora, photosynthesis, "good morning class", "chlorophyll catches the light");
        var diary = Films.of(ada, "Zyzzogeton diary", "private");
        Films.says(kinora, diary, "quinquagesima secret");
        Films.of(ada, "Xylography by address", "unlisted");
        Films.published(mal, "Cooking pasta");
        Films.published(mal, "วิธีทำสมาธิสำหรับผู้เริ่มต้น");
        Films.execute(
                kinora,
                "update videos set language = 'de', duration = 3000, tags = '{kitchen}' where title = 'Cooking pasta'");
        Films.countWords(kinora);
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode ask(String path, String... headers) {
        var answer = kinora.get(path, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private JsonNode search(String words, String... headers) {
        return ask("/api/v1/search?q=" + encoded(words), headers);
    }

    private static List<String> titles(JsonNode found) {
        var titles = new ArrayList<String>();
        found.get("items")
                .forEach(item -> titles.add(item.get("title").get("text").asString()));
        return titles;
    }

    @Test
    void words_are_found_in_titles_before_what_is_said_and_the_moment_is_told() {
        var found = search("morning");

        assertThat(titles(found)).containsExactly("Morning stretch", "Photosynthesis explained");
        assertThat(found.get("items").get(0).get("title").get("parts").get(0).toString())
                .isEqualTo("{\"text\":\"Morning\",\"match\":true}");
        assertThat(found.get("items").get(1).get("said").get("startSeconds").decimalValue())
                .isEqualByComparingTo("0");
        var said = search("chlorophyll").get("items").get(0);
        assertThat(said.get("said").get("startSeconds").decimalValue()).isEqualByComparingTo("4");
        assertThat(said.get("url").asString()).endsWith("?t=4");
    }

    @Test
    void a_person_is_found_with_what_they_published() {
        var found = search("lovelace");

        assertThat(found.get("people").get(0).get("username").asString()).isEqualTo("ada");
        assertThat(titles(found)).containsExactlyInAnyOrder("Morning stretch", "Photosynthesis explained");
        assertThat(titles(search("ada stretch"))).containsExactly("Morning stretch");
    }

    @Test
    void a_slip_of_the_finger_is_forgiven_and_told() {
        var found = search("photosyntesis");
        assertThat(found.get("shownFor").asString()).isEqualTo("photosynthesis");
        assertThat(titles(found)).containsExactly("Photosynthesis explained");

        for (var slip : List.of("mornign", "mroning", "omrning", "mornnig")) {
            assertThat(titles(search(slip))).as(slip).containsExactly("Morning stretch", "Photosynthesis explained");
        }
        var nonsense = search("qwxzvbn");
        assertThat(titles(nonsense)).isEmpty();
        assertThat(nonsense.get("shownFor").isNull()).isTrue();
        assertThat(nonsense.get("didYouMean").isNull()).isTrue();
    }

    @Test
    void letters_in_a_row_are_found_where_no_spaces_are() {
        assertThat(titles(search("สมาธิ"))).containsExactly("วิธีทำสมาธิสำหรับผู้เริ่มต้น");
        assertThat(titles(search("tosynth"))).containsExactly("Photosynthesis explained");
    }

    @Test
    void phrases_and_words_left_out_count() {
        assertThat(titles(search("morning -stretch"))).containsExactly("Photosynthesis explained");
        assertThat(titles(search("\"good morning\""))).containsExactly("Photosynthesis explained");
        assertThat(titles(search("pasta or stretch"))).containsExactlyInAnyOrder("Cooking pasta", "Morning stretch");
    }

    @Test
    void of_many_words_all_must_be_there_though_only_the_rarest_are_looked_up() {
        var many = "one two three four five six seven eight nine ten eleven";
        for (int i = 0; i < 30; i++) {
            Films.published(mal, "Counting " + i, many.replace(" eleven", "") + " zero");
        }
        for (int i = 0; i < 5; i++) {
            Films.published(mal, "Count down " + i, "zero");
        }
        Films.published(ada, "Counted to the end", many + " o'clock\\");
        Films.countWords(kinora);

        assertThat(titles(search(many))).containsExactly("Counted to the end");
        assertThat(titles(search(many + " o'clock\\"))).containsExactly("Counted to the end");
        assertThat(titles(search(many.replace("eleven", "thirteen")))).isEmpty();
        assertThat(titles(search(many + " zero")))
                .as("the commonest is not there")
                .isEmpty();
        assertThat(titles(search(many.replace(" eleven", "")))).hasSize(25).contains("Counted to the end");
        Films.execute(kinora, "delete from videos where title like 'Count%'");
        Films.countWords(kinora);
    }

    @Test
    void of_two_that_say_the_same_the_one_that_people_watch_comes_first_but_words_count_more() {
        var watched = Films.published(mal, "Passacaglia");
        Films.published(ada, "Passacaglia");
        var aside = Films.published(mal, "Something else", "A passacaglia in passing");
        for (var film : List.of(watched, aside)) {
            Films.execute(
                    kinora,
                    "update video_counters set views = 100000 where video_id = ?::uuid",
                    film.id().toString());
        }
        Films.countWords(kinora);

        var found = search("passacaglia");
        Films.execute(
                kinora, "delete from videos where title = 'Passacaglia' or description = 'A passacaglia in passing'");
        Films.countWords(kinora);

        assertThat(titles(found)).containsExactly("Passacaglia", "Passacaglia", "Something else");
        assertThat(found.get("items").get(0).get("id").asString())
                .isEqualTo(watched.id().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "language=de,Cooking pasta",
        "minDuration=2000,Cooking pasta",
        "tag=kitchen,Cooking pasta",
        "captions=true,Photosynthesis explained",
        "person=mal&maxDuration=100,วิธีทำสมาธิสำหรับผู้เริ่มต้น",
        "q=stretch&person=ada&since=2020-01-01,Morning stretch"
    })
    void filters_narrow(String filter, String title) {
        assertThat(titles(ask("/api/v1/search?" + filter))).containsExactly(title);
    }

    @Test
    void filters_that_nothing_fits_find_nothing() {
        for (var none :
                List.of("q=pasta&language=en", "person=nobody", "q=pasta&since=2999-01-01", "person=ada&q=pasta", "")) {
            assertThat(titles(ask("/api/v1/search?" + none))).as(none).isEmpty();
        }
    }

    @Test
    void nobody_learns_of_what_is_private_and_its_owner_finds_it() {
        for (var word : List.of("zyzzogeton", "zyzzogetno", "quinquagesima", "quinquagesim", "xylography", "yzzoget")) {
            for (var key : new String[][] {{}, {"Authorization", "Bearer " + malsKey}}) {
                var found = search(word, key);
                assertThat(titles(found)).as(word).isEmpty();
                assertThat(found.get("shownFor").isNull()).as(word).isTrue();
                assertThat(found.get("didYouMean").isNull()).as(word).isTrue();
                for (int letters = 1; letters <= word.length(); letters++) {
                    assertThat(ask("/api/v1/search/suggestions?q=" + word.substring(0, letters), key)
                                    .toString())
                            .doesNotContainIgnoringCase("zyzzogeton")
                            .doesNotContainIgnoringCase("quinquagesima")
                            .doesNotContainIgnoringCase("xylography");
                }
            }
        }
        assertThat(titles(search("zyzzogeton", "Authorization", "Bearer " + adasKey)))
                .containsExactly("Zyzzogeton diary");
        assertThat(titles(search("quinquagesima", "Authorization", "Bearer " + adasKey)))
                .containsExactly("Zyzzogeton diary");
    }

    @Test
    void what_becomes_private_is_forgotten_with_its_words() {
        var film = Films.published(ada, "Heptarchy for a day");
        Films.countWords(kinora);
        assertThat(titles(search("heptarchy"))).hasSize(1);
        assertThat(search("heptarhcy").get("shownFor").asString()).isEqualTo("heptarchy");

        Films.execute(
                kinora,
                "update videos set visibility = 'private' where id = ?::uuid",
                film.id().toString());
        Films.countWords(kinora);

        assertThat(titles(search("heptarchy"))).isEmpty();
        assertThat(search("heptarhcy").get("shownFor").isNull()).isTrue();
        assertThat(ask("/api/v1/search/suggestions?q=hepta").get("items").isEmpty())
                .isTrue();
    }

    @Test
    void pages_stay_as_they_began_while_videos_are_added() {
        for (int i = 0; i < 12; i++) {
            Films.published(mal, "Ocarina lesson " + i);
        }
        var seen = new ArrayList<String>();
        var page = ask("/api/v1/search?q=ocarina&limit=5");
        seen.addAll(titles(page));
        while (!page.get("next").isNull()) {
            Films.execute(
                    kinora,
                    "update videos set published_at = now() where id = ?::uuid",
                    Films.published(mal, "Ocarina ocarina ocarina").id().toString());
            page = ask("/api/v1/search?q=ocarina&limit=5&cursor="
                    + page.get("next").asString());
            seen.addAll(titles(page));
        }

        assertThat(seen).hasSize(12).doesNotContain("Ocarina ocarina ocarina");
        assertThat(new HashSet<>(seen)).hasSize(12);
    }

    @Test
    void pages_of_a_corrected_search_go_on_with_the_corrected_words() {
        for (int i = 0; i < 7; i++) {
            Films.published(mal, "Bandoneon tango " + i);
        }
        Films.countWords(kinora);

        var first = ask("/api/v1/search?q=bandonoen&limit=4");
        var second = ask(
                "/api/v1/search?q=bandonoen&limit=4&cursor=" + first.get("next").asString());

        assertThat(first.get("shownFor").asString()).isEqualTo("bandoneon");
        assertThat(new HashSet<>(titles(first))).hasSize(4).doesNotContainAnyElementsOf(titles(second));
        assertThat(titles(second)).hasSize(3);
    }

    @Test
    void suggestions_are_words_people_and_titles_and_at_most_eight() {
        var phot = ask("/api/v1/search/suggestions?q=phot").get("items");
        assertThat(phot.toString())
                .contains(
                        "{\"kind\":\"word\",\"text\":\"photosynthesis\",\"path\":\"/search?q=photosynthesis\"}",
                        "\"kind\":\"title\"");
        assertThat(ask("/api/v1/search/suggestions?q=Ada%20Love").toString()).contains("\"/@ada\"");
        assertThat(ask("/api/v1/search/suggestions?q=morning%20str").toString()).contains("Morning stretch");
        for (var letter : "abcdefghijklmnopqrstuvwxyz".split("")) {
            assertThat(ask("/api/v1/search/suggestions?q=" + letter)
                            .get("items")
                            .size())
                    .isLessThanOrEqualTo(8);
        }
    }

    @Test
    void nothing_of_the_data_becomes_markup() {
        var page = kinora.get("/search?q=leaves").body();

        assertThat(page).contains("<mark>Leaves</mark>", "&lt;script&gt;").doesNotContain("<script>alert");
    }
}
