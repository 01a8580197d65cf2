package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a person sends is not what they are, were charged, knew or watched. */
class ForgeryTest extends OnKnownData {
    @Test
    void nobody_raises_their_own_role_tier_usage_or_proof() {
        db.as("mal");

        for (var column : new String[] {
            "role",
            "status",
            "subscription_tier",
            "monthly_quota",
            "current_usage",
            "storage_used_bytes",
            "quota_reset_date",
            "verified_at",
            "email_verified_at",
            "last_login_at",
            "email",
            "password_hash",
            "id"
        }) {
            assertThat(db.refusedWith("update users set " + column + " = default where id = :mal"))
                    .as(column)
                    .isEqualTo("42501");
        }
        assertThat(db.run("update users set display_name = 'Malory', time_zone = 'Asia/Bangkok' where id = :mal"))
                .isEqualTo(1);
    }

    @Test
    void nobody_tells_the_webhooks_of_somebody_else_anything() {
        var tell = "select count(*) from tell_webhooks(:ada, 'video.ready', '{}')";

        assertThat(db.as("mal").refusedWith(tell)).isEqualTo("42501");
        assertThat(db.as("ada").value(tell)).isEqualTo("1");
    }

    @Test
    void what_is_on_a_list_gets_another_place_and_never_becomes_another_video() {
        db.as("ada");

        assertThat(db.refusedWith("update playlist_items set video_id = :clip where playlist_id = :shelf"))
                .isEqualTo("42501");
        assertThat(db.run("update playlist_items set position = 7 where playlist_id = :shelf"))
                .isEqualTo(1);
    }

    @Test
    void a_zone_that_does_not_exist_is_refused_before_it_stops_the_reset_of_everybody() {
        assertThat(db.as("mal").refusal("update users set time_zone = 'Nowhere/Land' where id = :mal"))
                .contains("not recognized");
    }

    @Test
    void a_key_cannot_be_given_more_than_it_was_made_with() {
        assertThat(db.as("ada").refusedWith("update api_keys set scopes = '{admin}' where id = :key"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("update api_keys set rate_limit = 1000000 where id = :key"))
                .isEqualTo("42501");
        assertThat(db.run("update api_keys set revoked_at = now() where id = :key"))
                .isEqualTo(1);
    }

    @Test
    void answers_are_graded_by_the_database_and_by_nothing_the_learner_sends() {
        var id = db.as("lin").value("""
                insert into quiz_attempts (user_id, quiz_id, video_id, course_id, video_timestamp, questions, user_answers)
                values (:lin, :quiz, :breath, :meditation, 40, '[{"text": "Easier?"}]', '[0, 0]') returning id""");

        assertThat(db.value(
                        "select score, total_questions, percentage, questions -> 0 ->> 'text' from quiz_attempts where id = ?::uuid",
                        id))
                .isEqualTo("1|2|25.00|In or out?");
        assertThat(db.value("select questions::text like '%explanation%' from quiz_attempts where id = ?::uuid", id))
                .isEqualTo("f");
        assertThat(db.refusedWith("insert into quiz_attempts (graded_answers) values ('[]')"))
                .isEqualTo("42501");
        assertThat(db.refusal("insert into quiz_attempts (score) values (100)")).contains("generated column");
        assertThat(db.refusedWith("update quiz_attempts set user_answers = '[0, 1]'"))
                .isEqualTo("42501");
    }

    @Test
    void a_perfect_attempt_wins_all_points_and_an_empty_one_none() {
        var attempt = """
                insert into quiz_attempts (user_id, quiz_id, video_id, course_id, video_timestamp, questions, user_answers)
                values (:lin, :quiz, :breath, :meditation, 40, '[]', ?::jsonb) returning score, percentage""";

        assertThat(db.as("lin").rows(attempt, "[0, 1]")).containsExactly("4|100.00");
        assertThat(db.rows(attempt, "[]")).containsExactly("0|0.00");
        assertThat(db.rows(attempt, "[\"0\", null]")).containsExactly("0|0.00");
    }

    @Test
    void nobody_takes_a_quiz_of_a_course_they_are_not_in_or_that_is_not_open() {
        var attempt = """
                insert into quiz_attempts (user_id, quiz_id, video_id, course_id, video_timestamp, questions, user_answers)
                values (%s, %s, :breath, :meditation, 40, '[]', '[0, 1]')""";

        assertThat(db.as("mal").refusedWith(attempt.formatted(":mal", ":quiz"))).isEqualTo("42501");
        assertThat(db.as("lin").refusedWith(attempt.formatted(":lin", ":draftquiz")))
                .isEqualTo("42501");
        assertThat(db.refusedWith(attempt.formatted(":ada", ":quiz"))).isEqualTo("42501");
        assertThat(db.refusedWith(attempt.formatted(":lin", "null"))).isEqualTo("42501");
    }

    @Test
    void the_shop_says_the_price_and_the_buyer_does_not() {
        db.as("mal").run("insert into orders (id, user_id, currency) values (:cheap, :mal, 'EUR')");

        assertThat(db.rows("""
                        insert into order_items (order_id, course_id, title, unit_price_minor) values (:cheap, :meditation, 'Mine', 1)
                        returning title, unit_price_minor, total_minor, item_type""")).containsExactly("Advanced Meditation|4900|4900|course");
        assertThat(db.value("select total_minor, items, currency from order_totals where order_id = :cheap"))
                .isEqualTo("4900|1|EUR");
        assertThat(db.refusedWith("update order_items set unit_price_minor = 1"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("update orders set status = 'paid'")).isEqualTo("42501");
        assertThat(db.refusedWith("insert into orders (user_id, currency, status) values (:mal, 'EUR', 'paid')"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("insert into entitlements (user_id, course_id) values (:mal, :meditation)"))
                .isEqualTo("42501");
    }

    @Test
    void a_price_is_not_paid_in_a_weaker_currency() {
        db.as("mal").run("insert into orders (id, user_id, currency) values (:cheap, :mal, 'JPY')");

        assertThat(
                        db.violated(
                                "insert into order_items (order_id, course_id, title, unit_price_minor) values (:cheap, :meditation, 'x', 1)"))
                .isEqualTo("order_items_on_sale");
    }

    @Test
    void what_is_not_on_sale_cannot_be_ordered() {
        db.as("mal").run("insert into orders (id, user_id, currency) values (:cheap, :mal, 'EUR')");

        assertThat(
                        db.violated(
                                "insert into order_items (order_id, course_id, title, unit_price_minor) values (:cheap, :sketch, 'x', 1)"))
                .isEqualTo("order_items_on_sale");
        assertThat(
                        db.violated(
                                "insert into order_items (order_id, digital_product_id, title, unit_price_minor) values (:cheap, :leaflet, 'x', 1)"))
                .isEqualTo("order_items_on_sale");
    }

    @Test
    void nothing_is_slipped_into_an_order_whose_payment_has_begun() {
        var add =
                "insert into order_items (order_id, course_id, title, unit_price_minor) values (:cheap, :meditation, 'x', 1)";
        db.as("mal").run("insert into orders (id, user_id, currency) values (:cheap, :mal, 'EUR')");
        db.worker().run("update orders set payment_provider = 'card', payment_reference = 'pi_1' where id = :cheap");

        assertThat(db.as("mal").refusedWith(add)).isEqualTo("42501");
        assertThat(db.refusedWith(add.replace(":cheap", ":linorder"))).isEqualTo("42501");
    }

    @Test
    void nobody_gets_through_a_film_by_calling_it_short() {
        assertThat(db.as("lin").rows("""
                        insert into video_views (user_id, video_id, course_id, watched, duration_seconds)
                        values (:lin, :guided, :meditation, '{[0,1)}', 1) returning duration_seconds, percentage, completed, completed_at""")).containsExactly("200|0.50|f|null");
        assertThat(db.refusedWith("update video_views set completed_at = now()"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("update video_views set duration_seconds = 1"))
                .isEqualTo("42501");
    }

    @Test
    void nobody_shows_up_among_the_learners_of_a_course_they_are_not_in() {
        var view =
                "insert into video_views (user_id, video_id, course_id, watched, duration_seconds) values (:mal, :clip, %s, '{[0,10)}', 30)";

        assertThat(db.as("mal").refusedWith(view.formatted(":meditation"))).isEqualTo("42501");
        assertThat(db.run(view.formatted("null"))).isEqualTo(1);
    }

    @Test
    void nobody_has_work_done_on_what_they_cannot_see() {
        var job = """
                select enqueue_jobs(array[uuidv7()], array['compress_video'], null, array[%s]::uuid[], array[%s]::uuid[], null, null, null, null, null, now())""";

        assertThat(db.as("mal").refusedWith(job.formatted(":mal", ":diary"))).isEqualTo("42501");
        assertThat(db.refusedWith(job.formatted(":ada", "null"))).isEqualTo("42501");
        assertThat(db.refusedWith("update processing_jobs set priority = 1")).isEqualTo("42501");
    }

    @Test
    void nobody_posts_another_s_video_or_as_another_s_account() {
        assertThat(
                        db.as("mal")
                                .refusedWith(
                                        "insert into platform_posts (video_id, user_id, platform) values (:clip, :mal, 'youtube')"))
                .isEqualTo("42501");
        db.run("insert into videos (id, user_id, title) values (:theirs, :mal, 'Mine')");
        assertThat(
                        db.refusedWith(
                                "insert into platform_posts (video_id, user_id, platform, platform_account_id) values (:theirs, :mal, 'instagram', :insta)"))
                .isEqualTo("42501");
    }

    @Test
    void the_trail_is_written_by_changes_and_by_nobody() {
        var entry =
                "insert into audit_logs (actor_type, actor_id, action, resource_type) values ('user', 'x', 'video.created', 'video')";

        assertThat(db.as("amy").refusedWith(entry)).isEqualTo("42501");
        assertThat(db.refusedWith("update audit_logs set actor_id = 'x'")).isEqualTo("42501");
        assertThat(db.refusedWith("delete from audit_logs")).isEqualTo("42501");
        assertThat(db.worker().refusedWith("update audit_logs set actor_id = 'x'"))
                .isEqualTo("42501");
    }

    @Test
    void counters_are_beyond_people() {
        assertThat(db.as("ada").refusedWith("update video_counters set likes = 1000000"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("update course_counters set enrollments = 1000000"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("update comment_counters set likes = 1000000"))
                .isEqualTo("42501");
    }
}
