package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may do more than a stranger, and where that ends. */
class RightsTest extends OnKnownData {
    private static final String COURSE_FILMS =
            "select title from videos where id in (:welcome, :breath, :guided) order by created_at";

    @Test
    void who_is_enrolled_sees_the_films_until_the_enrolment_is_revoked() {
        assertThat(db.as("lin").rows(COURSE_FILMS))
                .containsExactly("Introduction to Practice", "Breathing Techniques", "Guided Session");

        db.worker().run("update orders set status = 'refunded' where id = :linorder");

        assertThat(db.as("lin").rows(COURSE_FILMS)).isEmpty();
        assertThat(db.rows("select from learner_questions")).isEmpty();
    }

    @Test
    void an_enrolment_that_ran_out_shows_nothing() {
        db.worker()
                .run(
                        "update enrollments set enrolled_at = '2020-01-01', expires_at = '2020-02-01' where user_id = :lin");

        assertThat(db.as("lin").rows(COURSE_FILMS)).isEmpty();
    }

    @Test
    void a_preview_is_open_and_the_lessons_beside_it_are_not() {
        assertThat(db.anonymous().rows("select title from videos where visibility = 'course'"))
                .containsExactly("Why meditate");
        assertThat(db.rows("select lesson_id from course_videos where course_id = :meditation"))
                .hasSize(6);
    }

    @Test
    void nobody_opens_another_s_film_by_naming_it_their_preview() {
        db.as("mal").run("""
                insert into courses (instructor_id, slug, title, preview_video_id, published_at)
                values (:mal, 'stolen', 'Stolen', :breath, now())""");

        assertThat(db.rows("select from videos where id = :breath")).isEmpty();
    }

    @Test
    void nobody_teaches_with_another_s_film() {
        db.as("mal")
                .run("insert into courses (id, instructor_id, slug, title) values (:theirs, :mal, 'stolen', 'Stolen')");

        assertThat(
                        db.refusedWith(
                                "insert into course_videos (course_id, lesson_id, video_id, position) values (:theirs, 'l', :breath, 1)"))
                .isEqualTo("42501");
        assertThat(
                        db.refusedWith(
                                "insert into course_videos (course_id, lesson_id, video_id, position) values (:theirs, 'l', :clip, 1)"))
                .isEqualTo("42501");
    }

    @Test
    void who_has_the_address_opens_an_unlisted_video_and_no_other_hidden_one() {
        db.as("mal");

        assertThat(db.rows("select title from videos where id in (:linked, :diary, :soon, :binned, :half)"))
                .containsExactly("By address");
    }

    @Test
    void an_owner_sees_their_private_scheduled_and_binned_videos() {
        assertThat(db.as("ada").rows("select title from videos where id in (:diary, :soon, :binned) order by title"))
                .containsExactly("Diary", "Next year", "Thrown away");
    }

    @Test
    void a_teacher_sees_what_people_do_in_the_own_course_and_in_no_other() {
        var work = List.of("reflections", "quiz_attempts", "video_views", "enrollments");

        for (var table : work) {
            assertThat(db.as("ada").rows("select distinct course_id from " + table + " where user_id = :lin"))
                    .as("ada, of " + table)
                    .containsExactly(Known.key("meditation").toString());
            assertThat(db.as("bob").rows("select from " + table + " where user_id = :lin"))
                    .as("bob, of " + table)
                    .isEmpty();
        }
    }

    @Test
    void a_teacher_answers_in_the_own_course_alone() {
        var answer = "insert into reflection_responses (reflection_id, author_id, response) values (:thought, ";

        assertThat(db.as("ada").run(answer + ":ada, 'Yes.')")).isEqualTo(1);
        assertThat(db.as("bob").refusedWith(answer + ":bob, 'Yes.')")).isEqualTo("42501");
        assertThat(db.as("lin").refusedWith(answer + ":ada, 'Forged.')")).isEqualTo("42501");
    }

    @Test
    void what_a_learner_took_back_the_teacher_no_longer_sees() {
        db.as("lin").run("update reflections set deleted_at = now() where id = :thought");

        assertThat(db.as("ada").rows("select from reflections where id = :thought"))
                .isEmpty();
    }

    @Test
    void who_was_put_out_of_a_free_course_cannot_come_back_by_leaving() {
        var enter = "insert into enrollments (user_id, course_id) values (:lin, :silence)";
        db.as("lin").run(enter);
        db.as("ada").run("update enrollments set revoked_at = now() where user_id = :lin and course_id = :silence");

        assertThat(db.as("lin").run("delete from enrollments where course_id = :silence"))
                .isZero();
        assertThat(db.violated(enter)).isEqualTo("enrollments_user_course_key");
    }

    @Test
    void nobody_lets_themselves_into_what_costs_money_or_is_not_open() {
        assertThat(db.as("mal").refusedWith("insert into enrollments (user_id, course_id) values (:mal, :meditation)"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("insert into enrollments (user_id, course_id) values (:mal, :sketch)"))
                .isEqualTo("42501");
        assertThat(db.refusedWith(
                        "insert into enrollments (user_id, course_id, origin) values (:mal, :silence, 'gift')"))
                .isEqualTo("42501");
        assertThat(db.run("insert into enrollments (user_id, course_id) values (:mal, :silence)"))
                .isEqualTo(1);
    }

    @Test
    void a_teacher_cannot_take_back_what_was_paid() {
        assertThat(db.as("ada").run("update enrollments set revoked_at = now() where user_id = :lin"))
                .isZero();
        assertThat(db.run("delete from enrollments where user_id = :lin")).isZero();
    }

    @Test
    void a_moderator_sees_and_takes_down_and_puts_no_words_into_mouths() {
        db.as("moe");

        assertThat(db.run("update videos set taken_down_at = now() where id = :clip"))
                .isEqualTo(1);
        assertThat(db.run("update comments set taken_down_at = now() where id = :nice"))
                .isEqualTo(1);
        assertThat(db.refusal("update comments set content = 'I take it back' where id = :nice"))
                .contains("nobody puts words into another's mouth");
        assertThat(db.run("update reports set status = 'upheld', moderator_id = :moe where comment_id = :nice"))
                .isEqualTo(1);
        assertThat(db.rows("select from orders")).isEmpty();
        assertThat(db.rows("select from users where id <> :moe")).isEmpty();
    }

    @Test
    void a_moderator_reads_private_things_only_once_they_are_reported() {
        var films = "select title from videos where id in (:diary, :breath, :soon) order by title";
        assertThat(db.as("moe").rows(films)).isEmpty();
        assertThat(db.rows("select from playlists where visibility = 'private'"))
                .isEmpty();
        assertThat(db.rows("select from courses where published_at is null")).isEmpty();
        assertThat(db.rows("select from enrollments")).isEmpty();

        db.worker().run("insert into reports (reporter_id, video_id, reason) values (:lin, :breath, 'Not theirs')");
        assertThat(db.as("moe").rows(films)).containsExactly("Breathing Techniques");
        assertThat(db.as("mal").rows(films)).isEmpty();

        assertThat(db.as("moe").run("update reports set status = 'dismissed' where video_id = :breath"))
                .isEqualTo(1);
        assertThat(db.rows(films)).isEmpty();
    }

    @Test
    void what_was_taken_down_stays_in_sight_of_moderators_and_admins_see_everything() {
        db.as("moe").run("update videos set taken_down_at = now() where id = :clip");

        assertThat(db.rows("select title from videos where id = :clip")).containsExactly("Morning stretch");
        assertThat(db.as("amy").rows("select from videos where id in (:clip, :diary, :breath)"))
                .hasSize(3);
    }

    @Test
    void an_admin_sees_people_orders_jobs_alarms_and_the_trail() {
        db.as("amy");

        assertThat(db.rows("select username from users order by 1")).hasSize(7);
        for (var table : List.of(
                "orders", "processing_jobs", "alarms", "audit_logs", "workers", "entitlements", "video_analytics")) {
            assertThat(db.value("select count(*) > 0 from " + table)).as(table).isEqualTo("t");
        }
        assertThat(db.rows("select date from admin_daily_video_stats()")).hasSize(15);
        assertThat(db.as("moe").rows("select date from admin_daily_video_stats()"))
                .isEmpty();
    }

    @Test
    void a_suspended_admin_is_nobody() {
        db.as("sam");

        assertThat(db.value("select is_admin() or is_moderator()")).isEqualTo("f");
        assertThat(db.rows("select username from users")).containsExactly("sam");
        assertThat(db.rows("select from videos where id = :diary")).isEmpty();
        assertThat(db.rows("select from alarms")).isEmpty();
    }

    @Test
    void only_an_admin_puts_a_video_forward() {
        assertThat(db.as("ada").refusal("update videos set featured_at = now() where id = :clip"))
                .contains("only an admin");
        assertThat(db.as("amy").run("update videos set featured_at = now() where id = :clip"))
                .isEqualTo(1);
    }

    @Test
    void only_the_owner_of_a_video_pins_a_comment() {
        assertThat(db.as("lin").refusal("update comments set pinned_at = now() where id = :nice"))
                .contains("only the owner");
        assertThat(db.as("ada").run("update comments set pinned_at = now() where id = :nice"))
                .isEqualTo(1);
    }

    @Test
    void secrets_cannot_be_read_even_by_whom_they_belong_to() {
        db.as("amy");
        var secrets = List.of(
                "users.password_hash",
                "sessions.token_hash",
                "password_reset_tokens.token_hash",
                "email_verifications.token_hash",
                "api_keys.key_hash",
                "api_credentials.token_encrypted",
                "platform_accounts.access_token_encrypted",
                "platform_accounts.refresh_token_encrypted",
                "signing_keys.private_key_encrypted",
                "webhooks.secret_encrypted",
                "digital_products.storage_key",
                "uploads.storage_key",
                "watermark_profiles.storage_key",
                "videos.storage_key",
                "videos.original_url",
                "videos.original_filename",
                "videos.error_details",
                "renditions.details",
                "video_metadata.probe",
                "mails.text");

        assertThat(secrets).allSatisfy(secret -> {
            var parts = secret.split("\\.", 2);
            assertThat(db.refusedWith("select " + parts[1] + " from " + parts[0]))
                    .isEqualTo("42501");
        });
    }

    @Test
    void every_column_that_sounds_secret_is_hidden_from_people() {
        assertThat(db.rows("""
                        select attrelid::regclass, attname from pg_attribute
                        where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v'))
                          and attnum > 0 and attname ~ '(hash|encrypted|secret|token)$'
                          and has_column_privilege('kinora_app', attrelid, attnum, 'select')""")).isEmpty();
    }

    @Test
    void learners_see_questions_without_answers_and_teachers_with_them() {
        assertThat(db.as("lin").rows("select question from learner_questions order by position"))
                .containsExactly(
                        "{\"text\": \"In or out?\", \"options\": [\"in\", \"out\"]}",
                        "{\"text\": \"How long?\", \"options\": [\"1\", \"4\"]}");
        assertThat(db.rows("select answer from quiz_questions")).isEmpty();
        assertThat(db.as("mal").rows("select from learner_questions")).isEmpty();
        assertThat(db.as("ada").rows("select answer from quiz_questions where quiz_id = :quiz order by position"))
                .containsExactly("0", "1");
    }

    @Test
    void the_windows_for_everybody_show_no_address_and_nobody_suspended() {
        assertThat(db.anonymous().rows("select username from profiles order by 1"))
                .containsExactly("ada", "amy", "bob", "lin", "mal", "moe");
        assertThat(
                        db.rows(
                                "select column_name from information_schema.columns where table_name in ('profiles', 'user_stats')"))
                .doesNotContain("email", "role", "status", "metadata", "subscription_tier");
    }
}
