package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a learner may read and say after the work is done. */
class AnswersTest extends OnKnownData {
    private static final String ANSWERED =
            "select position, correct, answer, explanation from answered_questions where attempt_id = ?::uuid order by position";

    private String attempt(String answers) {
        return db.as("lin").value("""
                insert into quiz_attempts (user_id, quiz_id, video_id, course_id, video_timestamp, questions, user_answers)
                values (:lin, :quiz, :breath, :meditation, 40, '[]', ?::jsonb) returning id""", answers);
    }

    @Test
    void an_attempt_that_passed_explains_every_question() {
        var passed = attempt("[1, 1]");

        assertThat(db.rows(ANSWERED, passed)).containsExactly("1|f|0|always in first", "2|t|1|four");
    }

    @Test
    void an_attempt_that_failed_is_no_key_to_the_next() {
        var failed = attempt("[0, 0]");
        var empty = attempt("[]");

        assertThat(db.rows(ANSWERED, failed)).containsExactly("1|t|0|always in first");
        assertThat(db.rows(ANSWERED, empty)).isEmpty();
    }

    @Test
    void nobody_reads_answers_through_another_s_attempt_or_out_of_a_course_they_left() {
        var passed = attempt("[0, 1]");

        assertThat(db.as("mal").rows(ANSWERED, passed)).isEmpty();
        assertThat(db.anonymous().rows(ANSWERED, passed)).isEmpty();

        db.worker().run("update orders set status = 'refunded' where id = :linorder");

        assertThat(db.as("lin").rows(ANSWERED, passed)).isEmpty();
    }

    @Test
    void a_learner_marks_the_answer_to_their_own_reflection_as_read_and_writes_nothing_else() {
        var read = "update reflection_responses set read_at = now() where reflection_id = ";

        assertThat(db.as("lin").run(read + ":memo")).isEqualTo(1);
        assertThat(db.refusal("update reflection_responses set response = 'Perfect.' where reflection_id = :memo"))
                .contains("nobody puts words into another's mouth");
        assertThat(db.refusedWith("update reflection_responses set author_id = :lin where reflection_id = :memo"))
                .isEqualTo("42501");
        assertThat(db.run(read + ":adathought")).isZero();
        assertThat(db.as("mal").run(read + ":memo")).isZero();
    }

    @Test
    void a_teacher_changes_their_answer_and_cannot_say_that_it_was_read() {
        assertThat(db.as("ada").run("update reflection_responses set response = 'Better.' where reflection_id = :memo"))
                .isEqualTo(1);
        assertThat(db.refusal("update reflection_responses set read_at = now() where reflection_id = :memo"))
                .contains("only whom a response is for");
        assertThat(
                        db.refusedWith(
                                "insert into reflection_responses (reflection_id, author_id, response, read_at) values (:memo, :ada, 'x', now())"))
                .isEqualTo("42501");
    }
}
