package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the chaptered social video schema shows and claims. */
class SeedFourTest extends OnKnownData {
    private static final String TIMES =
            "select title, start_time_seconds, end_time_seconds from chapters where video_id = :clip order by chapter_order";
    private static final String CHAPTER =
            "insert into chapters (video_id, title, start_time_seconds, end_time_seconds, chapter_order) values (:clip, 'x', %s, %s, %s)";
    private static final String COMMENT = "insert into comments (video_id, author_id, content) values (:clip, :lin, ?)";

    @Test
    void names_have_three_letters_and_addresses_an_at() {
        var insert = "insert into users (email, password_hash, username) values ('%s', '$argon2id$', '%s')";

        assertThat(db.worker().violated(insert.formatted("x@example.org", "ab")))
                .isEqualTo("users_username_form");
        for (var wrong : new String[] {"nobody", "a@b", "a b@example.org", "@example.org", "a@example."}) {
            assertThat(db.violated(insert.formatted(wrong, "somebody")))
                    .as(wrong)
                    .isEqualTo("users_email_form");
        }
        assertThat(
                        db.violated(
                                "insert into users (email, password_hash, username) values ('x@example.org', '$2b$12$', 'bcrypt')"))
                .isEqualTo("users_password_hashed");
    }

    @Test
    void a_video_has_length_size_and_progress_in_their_bounds() {
        db.worker();

        assertThat(db.violated("update videos set duration = 0 where id = :clip"))
                .isEqualTo("videos_duration_positive");
        assertThat(db.violated("update videos set original_size = 0 where id = :clip"))
                .isEqualTo("videos_original_size_positive");
        assertThat(db.violated("update videos set processing_progress = 101 where id = :half"))
                .isEqualTo("videos_processing_progress_range");
    }

    @Test
    void chapters_begin_before_they_end_and_not_before_the_film() {
        db.as("ada");

        assertThat(db.violated(CHAPTER.formatted("25", "25", "3"))).isEqualTo("chapters_start_before_end");
        assertThat(db.violated(CHAPTER.formatted("-1", "0", "3"))).isEqualTo("chapters_start_non_negative");
        assertThat(db.violated(CHAPTER.formatted("20", "25", "0"))).isEqualTo("chapters_order_positive");
        assertThat(db.violated("update chapters set confidence_score = 1.01 where id = :opening"))
                .isEqualTo("chapters_confidence_range");
    }

    @Test
    void chapters_never_overlap_and_may_touch() {
        db.as("ada");

        assertThat(db.violated(CHAPTER.formatted("19.999", "25", "3"))).isEqualTo("chapters_never_overlap");
        assertThat(db.violated(CHAPTER.formatted("0", "100", "3"))).isEqualTo("chapters_never_overlap");
        assertThat(db.violated(CHAPTER.formatted("20", "25", "2"))).isEqualTo("chapters_video_order_key");

        db.run("update chapters set end_time_seconds = 20 where id = :middle");
        assertThat(db.run(CHAPTER.formatted("20", "30", "3"))).isEqualTo(1);
        db.settle();
    }

    @Test
    void a_boundary_moves_in_one_transaction() {
        db.as("ada").run("update chapters set end_time_seconds = 12 where id = :opening");
        db.run("update chapters set start_time_seconds = 12 where id = :middle");
        db.settle();

        assertThat(db.rows(TIMES)).containsExactly("Opening|0.000|12.000", "Middle|12.000|30.000");
    }

    @Test
    void a_comment_says_something_and_not_too_much() {
        db.as("lin");

        assertThat(db.violated(COMMENT, " \n\t ")).isEqualTo("comments_content_not_empty");
        assertThat(db.violated(COMMENT, "x".repeat(2001))).isEqualTo("comments_content_length");
        assertThat(db.run(COMMENT, "x".repeat(2000))).isEqualTo(1);
        assertThat(db.run(COMMENT, "สวย")).isEqualTo(1);
    }

    @Test
    void an_answer_and_a_chapter_belong_to_the_same_video() {
        assertThat(
                        db.worker()
                                .violated(
                                        "insert into comments (video_id, author_id, content, parent_id) values (:trailer, :lin, 'x', :nice)"))
                .isEqualTo("comments_parent_on_same_video");
        assertThat(
                        db.violated(
                                "insert into comments (video_id, author_id, content, chapter_id) values (:trailer, :lin, 'x', :opening)"))
                .isEqualTo("comments_chapter_of_same_video");
    }

    @Test
    void a_comment_outlives_its_chapter_and_goes_with_its_video() {
        db.as("ada").run("delete from chapters where video_id = :clip");
        assertThat(db.value("select content, chapter_id from comments where id = :nice"))
                .isEqualTo("Nice!|null");

        db.worker().run("delete from videos where id = :clip");
        assertThat(db.rows("select from comments where video_id = :clip")).isEmpty();
    }

    @Test
    void an_edit_is_marked_and_a_count_leaves_the_comment_alone() {
        var version = db.as("lin").value("select updated_at from comments where id = :nice");

        db.as("bob").run("insert into likes (user_id, comment_id) values (:bob, :nice)");
        assertThat(db.as("lin").value("select updated_at, edited_at from comments where id = :nice"))
                .isEqualTo(version + "|null");

        db.run("update comments set content = 'Very nice!' where id = :nice");
        assertThat(db.value("select edited_at is not null from comments where id = :nice"))
                .isEqualTo("t");
    }

    @Test
    void a_like_is_of_a_video_or_a_comment_once() {
        var like = "insert into likes (user_id, video_id, comment_id) values (:bob, %s, %s)";
        db.worker();

        assertThat(db.violated(like.formatted(":clip", ":nice"))).isEqualTo("likes_one_thing");
        assertThat(db.violated(like.formatted("null", "null"))).isEqualTo("likes_one_thing");
        db.run(like.formatted(":clip", "null"));
        db.run(like.formatted("null", ":nice"));
        assertThat(db.violated(like.formatted(":clip", "null"))).isEqualTo("likes_user_video_key");
        assertThat(db.violated(like.formatted("null", ":nice"))).isEqualTo("likes_user_comment_key");
    }

    @Test
    void likes_are_counted_up_and_down() {
        db.as("bob").run("insert into likes (user_id, video_id) values (:bob, :clip)");
        assertThat(db.value("select likes from video_counters where video_id = :clip"))
                .isEqualTo("3");

        db.run("delete from likes where video_id = :clip");
        assertThat(db.value("select likes from video_counters where video_id = :clip"))
                .isEqualTo("2");
        assertThat(db.value("select likes, replies from comment_counters where comment_id = :nice"))
                .isEqualTo("1|1");
    }

    @Test
    void nobody_follows_or_supports_themselves_or_anybody_twice() {
        db.worker();

        assertThat(db.violated("insert into follows (follower_id, following_id) values (:ada, :ada)"))
                .isEqualTo("follows_no_self_follow");
        assertThat(db.violated("insert into follows (follower_id, following_id) values (:lin, :ada)"))
                .isEqualTo("follows_pair_key");
        assertThat(db.violated("insert into subscriptions (subscriber_id, creator_id) values (:ada, :ada)"))
                .isEqualTo("subscriptions_no_self_subscription");
        assertThat(db.violated("insert into subscriptions (subscriber_id, creator_id) values (:lin, :ada)"))
                .isEqualTo("subscriptions_pair_key");
        assertThat(
                        db.refusedWith(
                                "insert into subscriptions (subscriber_id, creator_id, subscription_type) values (:mal, :ada, 'gold')"))
                .isEqualTo("22P02");
    }

    @Test
    void a_session_is_found_by_its_token_and_gone_when_it_ended() {
        assertThat(
                        db.worker()
                                .value(
                                        "select user_id = :ada from sessions where token_hash = sha256('session') and expires_at > now()"))
                .isEqualTo("t");
        assertThat(
                        db.violated(
                                "insert into sessions (user_id, token_hash, expires_at) values (:lin, sha256('session'), '2099-01-01')"))
                .isEqualTo("sessions_token_key");
        assertThat(db.violated(
                        "insert into sessions (user_id, token_hash, expires_at) values (:lin, 'short', '2099-01-01')"))
                .isEqualTo("sessions_token_sha256");
    }

    @Test
    void statistics_of_people_are_not_multiplied_by_each_other() {
        db.worker().run("insert into follows (follower_id, following_id) values (:moe, :ada), (:amy, :ada)");

        assertThat(db.anonymous().rows("""
                        select username, display_name, is_verified, video_count, followers_count, following_count, subscribers_count
                        from user_stats where username in ('ada', 'bob') order by 1""")).containsExactly("ada|Ada|t|1|3|1|1", "bob|Bob|f|1|2|0|1");
    }

    @Test
    void public_videos_with_their_statistics() {
        assertThat(db.anonymous().rows("""
                        select title, uploader_username, uploader_is_verified, chapter_count, comment_count, like_count, view_count
                        from videos_with_stats order by published_at"""))
                .containsExactly("Morning stretch|ada|t|2|2|2|0", "Yoga for all|bob|f|0|0|0|0");
    }

    @Test
    void the_feed_of_whom_one_follows() {
        assertThat(db.as("lin").rows("""
                        select v.title from videos v join follows f on f.following_id = v.user_id and f.follower_id = :lin
                        where v.visibility = 'public' and v.deleted_at is null order by v.published_at desc""")).containsExactly("Morning stretch");
    }

    @Test
    void a_thread_in_its_order() {
        assertThat(
                        db.anonymous()
                                .rows(
                                        "select content from comments where video_id = :clip and parent_id is null and deleted_at is null order by created_at desc"))
                .containsExactly("Nice!");
        assertThat(db.rows("select content from comments where parent_id = :nice order by created_at"))
                .containsExactly("Thanks");
    }

    @Test
    void tags_and_metadata_are_found() {
        assertThat(db.anonymous().rows("select title from videos where tags @> '{morning}'"))
                .containsExactly("Morning stretch");
        assertThat(db.rows("select title from videos where metadata @> '{\"codec\": \"h264\"}'"))
                .containsExactly("Morning stretch");
    }

    @Test
    void chapters_in_their_order() {
        assertThat(
                        db.anonymous()
                                .rows(
                                        "select title, confidence_score from chapters where video_id = :clip order by chapter_order, start_time_seconds"))
                .containsExactly("Opening|0.95", "Middle|0.40");
        assertThat(
                        db.value(
                                "select title from chapters where video_id = :clip and numrange(start_time_seconds, end_time_seconds) @> 10.0"))
                .isEqualTo("Middle");
    }

    @Test
    void a_job_is_queued_for_every_video_that_waits() {
        assertThat(
                        db.worker()
                                .run(
                                        "insert into processing_jobs (video_id, user_id, job_type) select id, user_id, 'chapter_generation' from videos where status = 'queued'"))
                .isEqualTo(1);
        assertThat(db.violated("update processing_jobs set progress = 101 where id = :probe"))
                .isEqualTo("processing_jobs_progress_range");
        assertThat(db.violated("update processing_jobs set attempts = -1 where id = :probe"))
                .isEqualTo("processing_jobs_attempts_counted");
    }

    @Test
    void uploads_by_day() {
        assertThat(
                        db.worker()
                                .rows(
                                        "select * from daily_video_stats where date >= '2026-01-05' and date < '2026-01-09' order by date desc"))
                .containsExactly(
                        "2026-01-08|1|0|null", "2026-01-07|1|0|null", "2026-01-06|1|0|null", "2026-01-05|1|1|200.000");
        assertThat(db.as("amy").rows("select date, videos_uploaded from admin_daily_video_stats() limit 1"))
                .containsExactly("2026-01-15|1");
        assertThat(db.refusedWith("select * from daily_video_stats")).isEqualTo("42501");
    }

    @Test
    void people_see_public_videos_and_their_own() {
        assertThat(db.as("bob").rows("select title from videos where user_id = :bob order by 1"))
                .containsExactly("Copied from a film", "Sun salutation", "Yoga for all");
        assertThat(db.as("mal").rows("select title from videos where visibility = 'public' order by 1"))
                .containsExactly("Morning stretch", "Yoga for all");
        assertThat(db.rows("select username from users")).containsExactly("mal");
    }
}
