package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a client claims about times, names, films and other people's things is not believed. */
class ClaimsTest extends OnKnownData {
    @Test
    void a_film_that_a_stranger_s_quiz_shows_can_be_deleted_by_its_owner() {
        db.worker().run("insert into quiz_videos (quiz_id, video_id, position) values (:yogaquiz, :clip, 1)");

        assertThat(db.as("ada").run("delete from videos where id = :clip")).isEqualTo(1);
    }

    @Test
    void a_quiz_shows_films_of_its_teacher_alone() {
        assertThat(db.as("bob")
                        .refusedWith(
                                "insert into quiz_videos (quiz_id, video_id, position) values (:yogaquiz, :clip, 1)"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("insert into quizzes (course_id, video_id, title) values (:yoga, :clip, 'Theirs')"))
                .isEqualTo("42501");
        assertThat(db.run("insert into quiz_videos (quiz_id, video_id, position) values (:yogaquiz, :trailer, 1)"))
                .isEqualTo(1);
    }

    @Test
    void what_is_said_stands_in_the_captions_of_its_own_film() {
        assertThat(db.as("ada").violated("""
                        insert into transcript_segments (caption_id, video_id, position, start_time_seconds, end_time_seconds, text)
                        values (:english, :clip, 9, 0, 5, 'of another')""")).isEqualTo("transcript_segments_caption_id_fkey");
        assertThat(db.run("delete from captions where id = :english")).isEqualTo(1);
        assertThat(db.rows("select from transcript_segments where caption_id = :english"))
                .isEmpty();
    }

    @Test
    void nobody_chooses_the_address_their_film_is_played_at() {
        assertThat(
                        db.as("mal")
                                .refusedWith(
                                        "insert into videos (user_id, title, provider_uid) values (:mal, 'x', '../../secrets')"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("insert into videos (user_id, title, provider) values (:mal, 'x', 'cloudflare')"))
                .isEqualTo("42501");
        assertThat(
                        db.worker()
                                .violated(
                                        "insert into videos (user_id, title, provider_uid) values (:mal, 'x', '../../secrets')"))
                .isEqualTo("videos_provider_uid_form");
    }

    @Test
    void a_role_nobody_thought_of_is_guarded_like_a_person() {
        db.superuser().run("create role analyst login");
        db.run("grant kinora_app to analyst");
        db.run("create policy analyst_all on video_views to analyst using (true) with check (true)");
        db.run("create policy analyst_reads on videos for select to analyst using (true)");
        db.run("grant insert on video_views to analyst");
        db.run("set local session authorization analyst");
        db.run(
                "select set_config('app.current_user_id', ?, true)",
                Known.key("ada").toString());

        assertThat(db.value("select is_system()")).isEqualTo("f");
        assertThat(db.value("""
                        insert into video_views (user_id, video_id, watched, duration_seconds)
                        values (:ada, :clip, '{[0,1)}', 1) returning duration_seconds""")).isEqualTo("30");
        assertThat(db.refusal("update videos set featured_at = now() where id = :clip"))
                .contains("only an admin");
        assertThat(db.worker().value("select is_system()")).isEqualTo("t");
        assertThat(db.owner().value("select is_system()")).isEqualTo("t");
        assertThat(db.as("amy").value("select is_system()")).isEqualTo("f");
    }

    @Test
    void who_publishes_publishes_now() {
        for (var thing :
                new String[] {"videos|diary", "courses|sketch", "digital_products|leaflet", "quizzes|draftquiz"}) {
            var parts = thing.split("\\|", 2);
            var change = "update " + parts[0] + " set published_at = '%s' where id = '" + Known.key(parts[1]) + "'";

            assertThat(db.as("ada").value(change.formatted("infinity") + " returning published_at = now()"))
                    .as(thing)
                    .isEqualTo("t");
            assertThat(db.refusal(change.formatted("2020-01-01"))).contains("is not for its owner");
            assertThat(db.run(change.replace("'%s'", "null"))).isEqualTo(1);
            assertThat(db.worker().value(change.formatted("2020-01-01") + " returning published_at < now()"))
                    .isEqualTo("t");
        }
        assertThat(db.as("ada").refusedWith("update courses set created_at = '2020-01-01' where id = :sketch"))
                .isEqualTo("42501");
    }

    @Test
    void only_its_author_takes_back_a_comment_or_its_withdrawal_and_nobody_hides_an_edit() {
        db.worker().run("update comments set deleted_at = now() where id = :nice");

        assertThat(db.as("ada").refusal("update comments set deleted_at = null"))
                .contains("only whose it is");
        assertThat(db.as("lin").run("update comments set deleted_at = null where id = :nice"))
                .isEqualTo(1);
        assertThat(db.refusedWith("update comments set edited_at = null where id = :nice"))
                .isEqualTo("42501");
        assertThat(
                        db.as("ada")
                                .value(
                                        "update comments set pinned_at = 'infinity' where id = :thanks returning isfinite(pinned_at)"))
                .isEqualTo("t");
    }

    @Test
    void nothing_is_watched_of_a_film_beyond_its_end_or_before_its_length_is_known() {
        assertThat(db.as("lin").value("""
                        insert into video_views (user_id, video_id, watched, duration_seconds)
                        values (:lin, :guided, '{[150,100000)}', 1) returning watched, percentage, completed""")).isEqualTo("{[150,200)}|25.00|f");
        assertThat(db.as("ada").violated("""
                        insert into video_views (user_id, video_id, watched, duration_seconds)
                        values (:ada, :rough, '{[0,1)}', 1)""")).isEqualTo("video_views_duration_known");
        assertThat(
                        db.as("lin")
                                .value(
                                        "update video_views set watched = '{[190,5000)}' where user_id = :lin and video_id = :guided returning completed"))
                .isEqualTo("f");
    }

    @Test
    void who_was_given_a_course_keeps_it_when_what_they_paid_besides_goes_back() {
        db.worker().run("""
                insert into enrollments (user_id, course_id, origin, enrolled_at, expires_at)
                values (:mal, :meditation, 'gift', '2026-01-01', '2098-01-01')""");
        db.run("insert into orders (id, user_id, currency) values (:besides, :mal, 'EUR')");
        db.run(
                "insert into order_items (order_id, course_id, title, unit_price_minor) values (:besides, :meditation, 'x', 4900)");
        db.run("update orders set status = 'paid' where id = :besides");
        var enrolment =
                "select origin, revoked_at, expires_at::date from enrollments where user_id = :mal and course_id = :meditation";
        assertThat(db.value(enrolment)).isEqualTo("order|null|null");

        db.run("update orders set status = 'refunded' where id = :besides");

        assertThat(db.value(enrolment)).isEqualTo("gift|null|2098-01-01");
    }

    @Test
    void a_gift_that_has_run_out_keeps_nobody_in_a_course_after_a_refund() {
        db.worker()
                .run(
                        "insert into entitlements (user_id, course_id, expires_at) values (:lin, :meditation, now() - interval '1 day')");

        db.run("update orders set status = 'refunded' where id = :linorder");

        assertThat(
                        db.value(
                                "select revoked_at is not null from enrollments where user_id = :lin and course_id = :meditation"))
                .isEqualTo("t");
    }
}
