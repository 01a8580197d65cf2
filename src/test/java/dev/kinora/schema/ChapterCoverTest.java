package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Chapters and the length of their video. */
class ChapterCoverTest extends OnKnownData {
    private static final String TIMES =
            "select title, start_time_seconds, end_time_seconds from chapters where video_id = :clip order by chapter_order";
    private static final String CHAPTER =
            "insert into chapters (video_id, title, start_time_seconds, end_time_seconds, chapter_order) values (:clip, 'x', %s, %s, %s)";

    @Test
    void chapters_cover_their_video_without_a_gap() {
        db.as("ada");

        for (var gap : new String[] {
            "update chapters set start_time_seconds = 11 where id = :middle",
            "update chapters set start_time_seconds = 1 where id = :opening",
            "update chapters set end_time_seconds = 29 where id = :middle",
            "update chapters set end_time_seconds = 31 where id = :middle",
            "update chapters set chapter_order = 3 where id = :middle",
            "delete from chapters where id = :opening",
            "delete from chapters where id = :middle",
            CHAPTER.formatted("30", "31", "3"),
            CHAPTER.formatted("30", "31", "9")
        }) {
            assertThat(db.violated(gap)).as(gap).isEqualTo("chapters_cover_the_video");
        }
        assertThat(db.run("delete from chapters where video_id = :clip")).isEqualTo(2);
        db.settle();
    }

    @Test
    void a_film_of_another_length_keeps_its_chapters_as_far_as_it_goes() {
        db.worker().run("update videos set duration = 45.5 where id = :clip");
        db.settle();
        assertThat(db.rows(TIMES)).containsExactly("Opening|0.000|10.000", "Middle|10.000|45.500");

        db.run("update videos set duration = 10 where id = :clip");
        db.settle();
        assertThat(db.rows(TIMES)).containsExactly("Opening|0.000|10.000");
    }
}
