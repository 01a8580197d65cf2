package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Searching with indexes and without showing anybody more than they may see. */
class SearchTest extends OnKnownData {
    private static final String VIDEOS =
            "select v.title from search_videos(?) s join videos v using (id) order by s.rank desc, v.title";
    private static final String SAID =
            "select t.text from search_transcripts(?) s join transcript_segments t using (id) order by t.text";

    @Test
    void words_are_found_in_titles_before_descriptions() {
        db.worker().run("update videos set description = 'stretch after it' where id = :trailer");

        assertThat(db.anonymous().rows(VIDEOS, "stretch")).containsExactly("Morning stretch", "Yoga for all");
    }

    @Test
    void letters_in_a_row_are_found_in_any_language() {
        db.worker().run("update videos set title = 'วิธีทำสมาธิสำหรับผู้เริ่มต้น' where id = :clip");

        assertThat(db.anonymous().rows(VIDEOS, "สมาธิ")).containsExactly("วิธีทำสมาธิสำหรับผู้เริ่มต้น");
        assertThat(db.rows(VIDEOS, "GA FOR")).containsExactly("Yoga for all");
    }

    @Test
    void who_has_the_letters_comes_after_who_has_the_words_and_nobody_twice() {
        db.worker().run("update videos set title = 'Outstretched' where id = :trailer");
        db.run("update videos set title = 'Stretches', published_at = null where id = :clip");
        var ranked = "select v.title from search_videos('stretch', ?::int) with ordinality s join videos v using (id)"
                + " order by s.ordinality";

        assertThat(db.as("ada").rows(ranked, 24)).containsExactly("Outstretched", "Stretches");

        db.worker().run("update videos set description = 'a stretch' where id = :clip");
        assertThat(db.as("ada").rows(ranked, 24)).containsExactly("Stretches", "Outstretched");
        assertThat(db.rows(ranked, 1)).containsExactly("Stretches");
    }

    @Test
    void accents_make_no_difference_in_videos_in_what_is_said_and_in_courses() {
        db.worker().run("update videos set title = 'Crème brûlée', tags = '{pâtisserie}' where id = :trailer");
        db.run("update transcript_segments set text = 'le château de la forêt' where text = 'breathe in slowly'");
        db.run("update courses set title = 'Über Atem' where published_at is not null");

        for (var words : new String[] {"creme brulee", "CRÈME", "patisserie"}) {
            assertThat(db.anonymous().rows(VIDEOS, words)).as(words).containsExactly("Crème brûlée");
        }
        assertThat(db.rows(SAID, "foret chateau")).containsExactly("le château de la forêt");
        assertThat(db.rows("select from search_courses('uber')")).isNotEmpty();
    }

    @Test
    void signs_that_mean_something_to_the_database_are_letters_like_others() {
        assertThat(db.anonymous().rows(VIDEOS, "%")).isEmpty();
        assertThat(db.rows(VIDEOS, "_")).isEmpty();
        assertThat(db.rows(VIDEOS, "\\")).isEmpty();
        assertThat(db.rows(VIDEOS, "'; drop table videos; --")).isEmpty();

        db.worker().run("update videos set title = '100% yoga_ \\ here' where id = :trailer");
        for (var sign : new String[] {"0%", "a_", "\\ h"}) {
            assertThat(db.anonymous().rows(VIDEOS, sign)).as(sign).hasSize(1);
        }
    }

    @Test
    void nobody_finds_what_is_hidden_and_everybody_their_own() {
        for (var hidden : new String[] {"diary", "breathing", "address", "thrown", "next"}) {
            assertThat(db.as("mal").rows("select from search_videos(?)", hidden))
                    .as(hidden)
                    .isEmpty();
        }
        assertThat(db.as("ada").rows(VIDEOS, "diary")).containsExactly("Diary");
        assertThat(db.rows("select from search_videos('thrown')")).isEmpty();
    }

    @Test
    void what_is_said_is_found_by_who_may_hear_it() {
        db.worker()
                .run(
                        "insert into captions (id, video_id, language, label, origin, vtt) values (:lesson, :breath, 'en', 'English', 'generated', 'WEBVTT')");
        db.run(
                "insert into transcript_segments (caption_id, video_id, position, start_time_seconds, end_time_seconds, text) values (:lesson, :breath, 1, 0, 5, 'breathe out')");

        assertThat(db.anonymous().rows(SAID, "breathe")).containsExactly("breathe in slowly");
        assertThat(db.as("lin").rows(SAID, "breathe")).containsExactly("breathe in slowly", "breathe out");
        assertThat(db.as("mal").rows("select from search_transcripts('diary')")).isEmpty();
    }

    @Test
    void courses_and_tags_are_found_when_they_are_open() {
        assertThat(db.anonymous().rows("select c.title from search_courses('medit') join courses c using (id)"))
                .containsExactly("Advanced Meditation");
        assertThat(db.as("ada").rows("select from search_courses('course to be')"))
                .isEmpty();
        assertThat(db.anonymous().rows("select v.title from tagged_videos('morning') join videos v using (id)"))
                .containsExactly("Morning stretch");
    }

    @Test
    void the_owner_s_eyes_use_the_indexes_that_a_person_s_may_not() {
        var words = "explain select id from videos where search @@ websearch_to_tsquery('public.words', 'morning')"
                + " or search_text(title, description) like letters_pattern('morning')";
        db.owner().run("set local enable_seqscan = off");
        assertThat(String.join("\n", db.rows(words))).contains("videos_search_idx", "videos_trigram_idx");

        db.as("lin").run("set local enable_seqscan = off");
        assertThat(String.join("\n", db.rows(words))).doesNotContain("videos_search_idx");
    }
}
