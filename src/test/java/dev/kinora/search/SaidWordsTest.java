package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Await;
import dev.kinora.testing.Films;
import dev.kinora.testing.Films.Film;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Words that are said in films and written nowhere: slips of the finger in them, and parts of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaidWordsTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");

    @AfterAll
    void stop() {
        kinora.close();
    }

    private JsonNode search(String words) {
        var answer = kinora.get("/api/v1/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private boolean isGuessed(String typed) {
        var found = search(typed);
        return !found.get("shownFor").isNull() || !found.get("didYouMean").isNull();
    }

    private List<String> counted(String pattern) {
        Films.countWords(kinora);
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(
                        "select word || ' ' || places from said_words where word like ? order by word")) {
            statement.setString(1, pattern);
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

    private Film saying(String title, String visibility, String... sentences) {
        var film = Films.of(ada, title, visibility);
        Films.says(kinora, film, sentences);
        return film;
    }

    private void change(String sql, Film film) {
        Films.execute(kinora, sql, film.id().toString());
    }

    @ParameterizedTest
    @CsvSource({"xilophone,xylophone", "xylphone,xylophone", "a yxlophone,a xylophone", "glockenspeil,glockenspiel"})
    void a_slip_in_a_word_that_is_only_said_is_forgiven_and_told(String typed, String meant) {
        saying("Instruments one strikes", "public", "this is a xylophone", "and that a glockenspiel");
        Films.countWords(kinora);

        var found = search(typed);
        assertThat(found.get("shownFor").asString()).isEqualTo(meant);
        assertThat(found.get("items").get(0).get("said").get("text").toString()).contains(meant.replace("a ", ""));
    }

    @Test
    void a_word_that_is_said_is_no_slip_of_one_that_is_written() {
        Films.published(ada, "Marmalade");
        saying("What is on the table", "public", "a marmelade of oranges");
        Films.countWords(kinora);

        assertThat(isGuessed("marmelade")).isFalse();
        assertThat(search("marmeladde").get("shownFor").asString()).isEqualTo("marmelade");
    }

    @Test
    void what_is_said_where_not_everybody_hears_it_is_never_guessed() {
        saying("Diary", "private", "my zanzibarian secret");
        saying("For a few", "unlisted", "my zanzibarian secret");
        saying("For a course", "course", "my zanzibarian secret");

        assertThat(counted("zanz%")).isEmpty();
        assertThat(isGuessed("zanzibarain")).isFalse();
    }

    @Test
    void what_is_hidden_shown_again_or_deleted_is_counted() {
        var film = saying("A walk", "public", "the quokka eats", "a quokka and a wallaroo");
        assertThat(counted("quok%")).containsExactly("quokka 2");
        assertThat(counted("wallar%")).containsExactly("wallaroo 1");

        change("update videos set visibility = 'private' where id = ?::uuid", film);
        assertThat(counted("quok%")).isEmpty();
        assertThat(isGuessed("qoukka")).isFalse();
        change("update videos set visibility = 'public', published_at = now() where id = ?::uuid", film);
        assertThat(counted("quok%")).containsExactly("quokka 2");

        change("update transcript_segments set text = 'an emu eats' where position = 1 and video_id = ?::uuid", film);
        assertThat(counted("quok%")).containsExactly("quokka 1");
        change("update videos set deleted_at = now() where id = ?::uuid", film);
        assertThat(counted("quok%")).isEmpty();
        change("update videos set deleted_at = null where id = ?::uuid", film);
        assertThat(counted("quok%")).containsExactly("quokka 1");

        change("delete from captions where video_id = ?::uuid", film);
        assertThat(counted("quok%")).isEmpty();
        assertThat(counted("wallar%")).isEmpty();
    }

    @Test
    void a_public_film_takes_its_words_along_when_it_is_deleted_at_once() {
        var film = saying("Gone", "public", "an axolotl is here");
        var other = saying("Here", "public", "an axolotl was there");
        assertThat(counted("axol%")).containsExactly("axolotl 2");

        change("delete from videos where id = ?::uuid", film);
        assertThat(counted("axol%")).containsExactly("axolotl 1");
        change("delete from videos where id = ?::uuid", other);
        assertThat(counted("axol%")).isEmpty();
    }

    @Test
    void counting_anew_comes_to_the_same() {
        saying("Counted", "public", "a capybara swims", "two capybaras swim", "a capybara sleeps");
        saying("Not counted", "private", "a capybara hides");
        var before = counted("%");
        assertThat(before).contains("capybara 2", "capybaras 1");

        Films.execute(kinora, "select recount_said_words()");
        assertThat(counted("%")).isEqualTo(before);
    }

    private List<String> titles(String words) {
        var titles = new ArrayList<String>();
        search(words)
                .get("items")
                .forEach(item -> titles.add(item.get("title").get("text").asString()));
        return titles;
    }

    @ParameterizedTest
    @CsvSource({"東京,東京", "日本の,日本の", "首都で,首都で"})
    void letters_of_a_language_without_spaces_are_found_where_they_are_said(String typed, String marked) {
        saying("Capitals", "public", "そして", "東京は日本の首都です");
        saying("Secret capitals", "private", "東京は日本の首都です");
        Films.countWords(kinora);

        assertThat(titles(typed)).containsOnly("Capitals");
        var said = search(typed).get("items").get(0).get("said");
        assertThat(said.get("startSeconds").asInt()).isEqualTo(4);
        assertThat(said.get("text").toString()).contains("{\"text\":\"" + marked + "\",\"match\":true}");
    }

    @Test
    void a_part_of_a_word_is_found_where_it_is_said_after_what_has_it_written() {
        saying("Bones", "public", "the palaeontologist digs");
        var both = saying("Palaeontologists at work", "public", "a palaeontologist rests");
        saying("Hidden bones", "private", "the palaeontologist hides");
        Films.countWords(kinora);

        assertThat(titles("laeonto")).containsExactly("Palaeontologists at work", "Bones");
        Films.execute(
                kinora,
                "update videos set title = 'At work' where id = ?::uuid",
                both.id().toString());
        Films.countWords(kinora);
        assertThat(titles("laeonto")).containsExactlyInAnyOrder("At work", "Bones");
        assertThat(titles("laeontoz")).isEmpty();
    }

    @Test
    void films_that_say_it_often_or_in_private_hide_no_other() {
        saying("Once", "public", "奈良の鹿");
        var often = IntStream.range(0, 300).mapToObj(i -> "奈良の鹿が " + i).toArray(String[]::new);
        saying("Often", "public", often);
        saying("In private", "private", often);
        Films.countWords(kinora);

        assertThat(titles("奈良")).containsExactlyInAnyOrder("Once", "Often");
        assertThat(titles("奈良の")).containsExactlyInAnyOrder("Once", "Often");
    }

    @Test
    void what_is_said_while_the_film_is_published_is_counted_once() throws Exception {
        var film = saying("Published just now", "private", "the first numbat");
        try (var captions = kinora.access().worker().connect();
                var saving = captions.createStatement();
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            captions.setAutoCommit(false);
            saving.execute("select pg_advisory_xact_lock(hashtextextended('captions " + film.id() + "', 0))");
            saving.execute(
                    "insert into transcript_segments (caption_id, video_id, position, start_time_seconds, end_time_seconds, text)"
                            + " select caption_id, video_id, 2, 4, 8, 'a second numbat' from transcript_segments where video_id = '"
                            + film.id() + "'");
            var published =
                    others.submit(() -> change("update videos set visibility = 'public' where id = ?::uuid", film));
            Await.until(this::somebodyWaits);
            captions.commit();
            published.get();
        }

        assertThat(counted("numbat%")).containsExactly("numbat 2");
    }

    private boolean somebodyWaits() {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select exists (select from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database() and l.locktype = 'advisory' and not l.granted)")) {
            return rows.next() && rows.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
