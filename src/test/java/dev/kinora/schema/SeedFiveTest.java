package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the analysis of the video page found missing, and its queries. */
class SeedFiveTest extends OnKnownData {
    private static final String ATTEMPT = """
            insert into quiz_attempts (user_id, video_id, course_id, video_timestamp, questions, user_answers, graded_answers)
            values (:lin, %s, %s, 1, '[{"text": "a"}, {"text": "b"}, {"text": "c"}]', '[0, 1, 2]', '%s') returning score, total_questions, percentage""";
    private static final String REFLECTION =
            "insert into reflections (user_id, course_id, video_id, reflection_type, reflection_text, file_url, duration_seconds) values (:lin, %s, %s, %s)";

    @Test
    void an_attempt_without_its_video_or_course_is_refused() {
        db.worker();

        assertThat(db.refusedWith(ATTEMPT.formatted("null", ":meditation", "[]")))
                .isEqualTo("23502");
        assertThat(db.refusedWith(ATTEMPT.formatted(":breath", "null", "[]"))).isEqualTo("23502");
        assertThat(db.violated(ATTEMPT.formatted(":nowhere", ":meditation", "[]")))
                .isEqualTo("quiz_attempts_video_id_fkey");
        assertThat(db.violated(ATTEMPT.formatted(":breath", ":nowhere", "[]")))
                .isEqualTo("quiz_attempts_course_id_fkey");
        assertThat(db.refusedWith(ATTEMPT.formatted("'not-a-uuid'", ":meditation", "[]")))
                .isEqualTo("22P02");
    }

    @Test
    void score_total_and_percentage_follow_from_the_graded_answers() {
        db.worker();

        assertThat(db.rows(ATTEMPT.formatted(":breath", ":meditation", """
                [{"correct": true, "points": 1}, {"correct": true, "points": 1}, {"correct": false, "points": 1}]"""))).containsExactly("2|3|66.67");
        assertThat(db.rows(ATTEMPT.formatted(":breath", ":meditation", "[]"))).containsExactly("0|3|null");
        assertThat(db.refusal("update quiz_attempts set percentage = 100 where id = :attempt"))
                .contains("can only be updated to DEFAULT");
    }

    @Test
    void answers_of_another_shape_are_refused() {
        db.worker();

        assertThat(db.violated("update quiz_attempts set user_answers = '{}' where id = :attempt"))
                .isEqualTo("quiz_attempts_answers_array");
        assertThat(db.violated("update quiz_attempts set questions = '[]' where id = :attempt"))
                .isEqualTo("quiz_attempts_questions_array");
        assertThat(db.refusedWith("update quiz_attempts set graded_answers = '{}' where id = :attempt"))
                .isIn("23514", "22023");
        assertThat(db.violated("update quiz_attempts set video_timestamp = -1 where id = :attempt"))
                .isEqualTo("quiz_attempts_timestamp_non_negative");
    }

    @Test
    void a_reflection_without_its_video_or_course_is_refused() {
        db.worker();

        assertThat(db.refusedWith(REFLECTION.formatted("null", ":breath", "'text', 'x', null, null")))
                .isEqualTo("23502");
        assertThat(db.refusedWith(REFLECTION.formatted(":meditation", "null", "'text', 'x', null, null")))
                .isEqualTo("23502");
    }

    @Test
    void each_kind_of_reflection_has_what_it_needs_and_the_older_kinds_are_gone() {
        db.worker();

        assertThat(db.violated(REFLECTION.formatted(":meditation", ":breath", "'text', null, null, null")))
                .isEqualTo("reflections_text_has_text");
        assertThat(db.violated(REFLECTION.formatted(":meditation", ":breath", "'screenshot', null, null, null")))
                .isEqualTo("reflections_media_has_file");
        assertThat(db.violated(REFLECTION.formatted(":meditation", ":breath", "'voice', null, '/a.ogg', null")))
                .isEqualTo("reflections_voice_has_length");
        assertThat(db.violated(REFLECTION.formatted(":meditation", ":breath", "'voice', null, '/a.ogg', 0")))
                .isEqualTo("reflections_duration_positive");
        assertThat(db.run(REFLECTION.formatted(":meditation", ":breath", "'loom', null, '/a.webm', null")))
                .isEqualTo(1);
        assertThat(db.refusedWith(REFLECTION.formatted(":meditation", ":breath", "'confusion', 'x', null, null")))
                .isEqualTo("22P02");
    }

    @Test
    void a_reflection_is_about_a_lesson_of_the_course() {
        assertThat(db.as("lin").refusedWith(REFLECTION.formatted(":meditation", ":clip", "'text', 'x', null, null")))
                .isEqualTo("42501");
        assertThat(db.refusedWith(REFLECTION.formatted(":yoga", ":stretch", "'text', 'x', null, null")))
                .isEqualTo("42501");
        assertThat(db.run(REFLECTION.formatted(":meditation", ":breath", "'text', 'x', null, null")))
                .isEqualTo(1);
    }

    @Test
    void work_goes_with_its_video_its_course_and_its_person() {
        db.worker().run("delete from course_videos where video_id = :breath");
        db.run("delete from videos where id = :breath");

        assertThat(
                        db.rows(
                                "select from quiz_attempts where id = :attempt union all select from reflections where id = :memo"))
                .isEmpty();
    }

    @Test
    void an_attempt_outlives_its_quiz() {
        db.worker().run("delete from quizzes where id = :quiz");

        assertThat(db.value("select quiz_id, score from quiz_attempts where id = :attempt"))
                .isEqualTo("null|1");
    }

    @Test
    void the_query_of_voice_memos_filters_in_the_database() {
        assertThat(db.as("lin").rows("""
                        select file_url, duration_seconds, video_timestamp_seconds from reflections
                        where user_id = :lin and video_id = :breath and reflection_type = 'voice'
                          and file_url is not null and duration_seconds > 0 order by created_at desc""")).containsExactly("/memo.ogg|12.500|33.250");
    }

    @Test
    void the_queries_of_every_page_load() {
        assertThat(
                        db.as("lin")
                                .rows(
                                        "select id from reflections where user_id = :lin and video_id = :breath and reflection_type = 'voice'"))
                .containsExactly(Known.key("memo").toString());
        assertThat(
                        db.rows(
                                "select score, total_questions, percentage from quiz_attempts where user_id = :lin and video_id = :breath order by created_at desc"))
                .containsExactly("1|2|25.00");
    }

    @Test
    void the_join_of_reflections_and_attempts_multiplies_and_the_view_does_not() {
        db.worker().run(ATTEMPT.formatted(":breath", ":meditation", "[]"));

        assertThat(db.as("lin").rows("""
                        select r.id from reflections r left join quiz_attempts qa on (r.user_id = qa.user_id and r.video_id = qa.video_id)
                        where r.user_id = :lin and r.video_id = :breath""")).hasSize(4);
        assertThat(db.rows(
                        "select activity_type from video_page_activities where user_id = :lin and video_id = :breath"))
                .hasSize(4);
        assertThat(
                        db.rows(
                                "select distinct activity_type, id from video_page_activities where user_id = :lin and video_id = :breath"))
                .hasSize(4);
    }

    @Test
    void activities_of_both_kinds_newest_first() {
        assertThat(db.as("lin").rows("""
                        select activity_type, reflection_type, file_url, duration_seconds, video_timestamp_seconds from video_page_activities
                        where user_id = :lin and video_id = :breath order by created_at desc"""))
                .containsExactly(
                        "reflection|text|null|null|null",
                        "reflection|voice|/memo.ogg|12.500|33.250",
                        "quiz|quiz|null|12|40.000");
    }

    @Test
    void an_activity_appears_at_once() {
        db.as("lin").run(REFLECTION.formatted(":meditation", ":breath", "'text', 'just now', null, null"));

        assertThat(db.value("select count(*) from video_page_activities where video_id = :breath"))
                .isEqualTo("4");
    }

    @Test
    void others_activities_are_theirs() {
        assertThat(db.as("mal").rows("select from video_page_activities")).isEmpty();
        assertThat(db.as("bob").rows("select user_id from video_page_activities"))
                .containsOnly(Known.key("ada").toString());
    }

    @Test
    void the_page_s_queries_have_their_indexes() {
        db.worker().run("set local enable_seqscan = off");

        assertThat(
                        plan(
                                "select * from reflections where user_id = :lin and video_id = :breath and reflection_type = 'voice' and file_url is not null order by created_at desc"))
                .containsPattern("reflections_(voice_memos|video_page)_idx");
        assertThat(plan("select * from reflections where user_id = :lin and video_id = :breath"))
                .containsPattern("reflections_(video_page|video)_idx");
        assertThat(
                        plan(
                                "select * from quiz_attempts where user_id = :lin and video_id = :breath order by created_at desc"))
                .contains("quiz_attempts_video_page_idx");
    }

    private String plan(String sql) {
        return String.join("\n", db.rows("explain " + sql));
    }

    @Test
    void a_learner_s_page_asks_who_is_viewing_once() {
        var plan = String.join(
                "\n",
                db.as("lin")
                        .rows(
                                "explain (analyze, costs off, timing off, summary off) select * from video_page_activities where video_id = :breath"));

        assertThat(plan).contains("InitPlan");
        assertThat(plan.lines().filter(line -> line.contains("Filter: (user_id = current_user_id())")))
                .isEmpty();
    }

    @Test
    void a_teacher_answers_as_often_as_needed_and_the_learner_reads() {
        db.as("ada")
                .run(
                        "insert into reflection_responses (reflection_id, author_id, response) values (:memo, :ada, 'And better.')");

        assertThat(db.as("lin")
                        .rows("select response from reflection_responses where reflection_id = :memo order by id"))
                .isEqualTo(List.of("Good.", "And better."));
    }

    @Test
    void the_instructor_s_inbox_of_a_course() {
        assertThat(
                        db.as("ada")
                                .rows(
                                        "select reflection_type, user_id = :lin from reflections where course_id = :meditation order by created_at desc"))
                .containsExactly("text|t", "voice|t");
    }
}
