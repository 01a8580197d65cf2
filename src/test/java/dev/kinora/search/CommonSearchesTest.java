package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Words of so many films that they are looked for among the newest instead of by the index. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommonSearchesTest {
    private static final int MOST = 200;
    private static final String PUBLIC = "visibility = 'public' and published_at is not null and deleted_at is null";

    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");

    /**
     * Every minute a film, the newest first: harbours, of which each fortieth is private, and beyond them gardens and a few of both.
     * All harbours are by the water at the pier; every third is tagged with the pier, but only a few old ones with the water.
     */
    @BeforeAll
    void films() {
        var ada = People.member(kinora, "ada").id();
        Films.execute(kinora, """
                insert into videos (id, provider_uid, user_id, title, description, tags, visibility, status, duration)
                select gen_random_uuid(), md5(i::text), '%s',
                       case when i <= 9400 then 'Harbour ' || i when i <= 9700 then 'Garden ' || i else 'Harbour garden ' || i end,
                       case when i <= 9400 then 'By the water at the pier' else '' end,
                       case when i between 2900 and 3100 then '{WATER}' when i <= 9400 and i %% 3 = 0 then '{Pier}' else '{}' end::text[],
                       case when i %% 40 = 0 then 'private'::video_visibility else 'public' end, 'queued', 90
                from generate_series(1, 9730) i
                """.formatted(ada));
        Films.execute(kinora, "update videos set status = 'inprogress'");
        Films.execute(kinora, """
                update videos set status = 'ready', processing_progress = 100,
                    published_at = now() - make_interval(mins => substring(title from '[0-9]+')::integer)
                """);
        Films.execute(kinora, "select fold_search_words(now(), 1000000)");
        Films.execute(kinora, "analyze");
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private List<String> found(String words) {
        return found(words, "");
    }

    private List<String> found(String words, String filter) {
        return titles(
                "select v.title from find_videos(?, now(), " + filter + "among => " + MOST
                        + ") f join videos v on v.id = f.id order by f.score desc, f.moment desc, f.id desc",
                words);
    }

    private List<String> titles(String query, String... bindings) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(query)) {
            for (var index = 0; index < bindings.length; index++) {
                statement.setString(index + 1, bindings[index]);
            }
            var titles = new ArrayList<String>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                titles.add(rows.getString(1));
            }
            return titles;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private List<String> newest(String condition) {
        return titles("select title from videos where " + PUBLIC + " and " + condition
                + " order by published_at desc limit " + MOST);
    }

    @Test
    void of_a_word_of_thousands_the_newest_are_found_in_their_order_and_none_that_is_private() {
        assertThat(found("harbour")).hasSize(MOST).isEqualTo(newest("title like 'Harbour%'"));
    }

    @Test
    void a_word_that_is_common_but_not_lately_is_found_all_the_same() {
        assertThat(found("garden")).hasSize(MOST).isEqualTo(newest("title ~* 'garden'"));
    }

    @Test
    void the_few_films_that_have_two_common_words_are_all_found_though_they_are_old() {
        assertThat(found("harbour garden"))
                .isNotEmpty()
                .isEqualTo(newest("title like 'Harbour garden%'"))
                .isEqualTo(found("\"harbour garden\""));
    }

    @Test
    void what_has_a_common_word_and_not_another_is_found_beyond_the_newest() {
        assertThat(found("harbour 3199")).containsExactly("Harbour 3199");
        assertThat(found("garden -harbour")).hasSize(MOST).isEqualTo(newest("title like 'Garden%'"));
    }

    @Test
    void of_a_tag_of_thousands_the_newest_are_found_in_their_order() {
        assertThat(found("", "tag => 'pier', ")).hasSize(MOST).isEqualTo(newest("tags = '{Pier}'"));
    }

    @Test
    void of_a_tag_that_few_have_whose_word_is_common_all_are_found_though_they_are_old() {
        var all = newest("tags = '{WATER}'");

        assertThat(found("", "tag => 'water', ")).hasSizeGreaterThan(150).isEqualTo(all);
        assertThat(found("harbour", "tag => 'water', ")).containsExactlyInAnyOrderElementsOf(all);
        assertThat(found("garden", "tag => 'water', ")).isEmpty();
    }

    @Test
    void a_rare_word_is_found_among_a_common_tag() {
        assertThat(found("3198", "tag => 'pier', ")).containsExactly("Harbour 3198");
        assertThat(found("3197", "tag => 'pier', ")).isEmpty();
    }

    @Test
    void of_a_short_time_long_ago_all_are_found() {
        var time = "since => (select published_at from videos where title = 'Harbour 3150'),"
                + " until => (select published_at from videos where title = 'Harbour 3049'), ";
        var then = "substring(title from '[0-9]+')::integer between 3050 and 3150";

        assertThat(found("harbour", time)).hasSize(99).containsExactlyInAnyOrderElementsOf(newest(then));
        assertThat(found("", time)).isEqualTo(newest(then));
        assertThat(found("", time + "tag => 'pier', ")).isEqualTo(newest(then + " and tags = '{Pier}'"));
        assertThat(found("", time + "tag => 'water', ")).isEqualTo(newest(then + " and tags = '{WATER}'"));
        assertThat(found("garden", time)).isEmpty();
    }

    @Test
    void what_is_said_is_found_within_a_short_time_and_not_beyond_it() {
        var time = "since => (select published_at from videos where title = 'Harbour 3150'),"
                + " until => (select published_at from videos where title = 'Harbour 3049'), ";
        List.of("Harbour 3101", "Harbour 3080", "Harbour 3201")
                .forEach(title -> Films.execute(kinora, """
                with c as (
                    insert into captions (video_id, language, label, origin, vtt)
                    select id, 'en', 'English', 'uploaded', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nHello' from videos where title = '%s'
                    returning id, video_id)
                insert into transcript_segments (caption_id, video_id, position, start_time_seconds, end_time_seconds, text)
                select id, video_id, 1, 1, 2, 'ships and a harbour of flotsam' from c
                """.formatted(title)));

        assertThat(found("flotsam", time)).containsExactly("Harbour 3101");
        assertThat(found("harbour", time)).hasSize(99).startsWith("Harbour 3101");
        assertThat(found("flotsam")).containsExactlyInAnyOrder("Harbour 3101", "Harbour 3201");
        Films.execute(kinora, "delete from captions");
    }

    @Test
    void of_words_one_of_which_is_enough_the_common_are_found_as_well_as_the_rare() {
        assertThat(found("harbour or nothing")).hasSize(MOST).isEqualTo(newest("title like 'Harbour%'"));
        assertThat(found("3199 or 3197")).containsExactly("Harbour 3197", "Harbour 3199");
    }

    @Test
    void without_a_word_the_others_are_found_however_rare_it_is() {
        assertThat(found("-3199")).hasSize(MOST).isEqualTo(newest("true"));
        assertThat(found("harbour -3"))
                .hasSize(MOST)
                .isEqualTo(newest("title like 'Harbour%' and title <> 'Harbour 3'"));
        assertThat(found("-harbour", "tag => 'pier', ")).isEmpty();
        assertThat(found("-garden", "tag => 'water', "))
                .containsExactlyInAnyOrderElementsOf(newest("tags = '{WATER}'"));
    }

    @Test
    void letters_within_a_word_are_found_whether_it_is_counted_yet_or_not() {
        var mal = People.member(kinora, "mal");
        var film = Films.published(
                mal,
                "Xerothermophily",
                "An O'Quillfeather\\x, snake_case and List<Quokka>. このビデオではPhotomontageを使って写真を編集する方法を初心者にもわかりやすく丁寧に説明します");
        var within = List.of("thermoph", "illfeath", "ke_ca", "quokk", "quokka", "photomontage");
        Films.says(kinora, film, "a quokka says thermoph");

        assertThat(within)
                .allSatisfy(letters -> assertThat(found(letters))
                        .as(letters + " of a film that came a moment ago")
                        .containsExactly("Xerothermophily"));
        Films.countWords(kinora);
        assertThat(within)
                .allSatisfy(letters -> assertThat(found(letters)).as(letters).containsExactly("Xerothermophily"));
        assertThat(found("thermopz")).isEmpty();
        Films.execute(kinora, "update videos set tags = '{Zebrawoodcraft}' where title = 'Xerothermophily'");
        Films.countWords(kinora);
        assertThat(found("rawoodc")).as("of a tag").containsExactly("Xerothermophily");
        Films.execute(kinora, "delete from videos where title = 'Xerothermophily'");
        Films.countWords(kinora);
    }
}
