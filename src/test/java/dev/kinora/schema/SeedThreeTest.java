package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the short-video schema shows, claims and tests. */
class SeedThreeTest extends OnKnownData {
    private static final String POST =
            "insert into platform_posts (video_id, user_id, platform) values (:linked, :ada, 'instagram')";

    @Test
    void somebody_new_starts_free_with_a_quota_and_a_month() {
        assertThat(db.worker().rows("""
                        insert into users (email, password_hash, username) values ('new@example.org', '$argon2id$', 'newcomer')
                        returning subscription_tier, coalesce(monthly_quota, (select monthly_quota from tiers where tier = subscription_tier)),
                                  current_usage, quota_reset_date = (current_date + interval '1 month')::date, status, metadata""")).containsExactly("free|30|0|t|active|{}");
    }

    @Test
    void an_address_and_a_name_are_taken_whatever_their_case() {
        var insert = "insert into users (email, password_hash, username) values ('%s', '$argon2id$', '%s')";

        assertThat(db.worker().violated(insert.formatted("ADA@Example.org", "other")))
                .isEqualTo("users_email_key");
        assertThat(db.violated(insert.formatted("other@example.org", "ADA"))).isEqualTo("users_username_key");
        assertThat(db.value("select username from users where email = 'Ada@EXAMPLE.org'"))
                .isEqualTo("ada");
    }

    @Test
    void a_trial_has_an_end() {
        assertThat(
                        db.worker()
                                .violated(
                                        "insert into users (email, password_hash, username, status) values ('t@example.org', '$argon2id$', 'trial', 'trial')"))
                .isEqualTo("users_trial_has_an_end");
    }

    @Test
    void a_video_has_posts_on_many_platforms() {
        assertThat(
                        db.as("ada")
                                .rows(
                                        "select platform, upload_status from platform_posts where video_id = :clip order by platform"))
                .containsExactly("instagram|published", "tiktok|pending");
        assertThat(db.value("select sync_status from video_sync_status where video_id = :clip"))
                .isEqualTo("{\"tiktok\": \"pending\", \"instagram\": \"published\"}");
    }

    @Test
    void one_platform_gets_one_post_at_a_time() {
        db.worker().run(POST);

        assertThat(db.violated(POST)).isEqualTo("platform_posts_live_key");
        assertThat(db.run(POST.replace("instagram", "youtube"))).isEqualTo(1);
    }

    @Test
    void what_was_published_is_never_posted_again() {
        assertThat(db.worker().violated(POST.replace(":linked", ":clip"))).isEqualTo("platform_posts_live_key");
    }

    @Test
    void after_a_failure_or_a_cancellation_it_may_be_posted_anew() {
        for (var end :
                new String[] {"upload_status = 'failed', error_code = 'rate_limited'", "upload_status = 'cancelled'"}) {
            db.worker().run(POST);
            db.run("update platform_posts set " + end + " where video_id = :linked and upload_status = 'pending'");

            assertThat(db.run(POST)).isEqualTo(1);
            db.takeBack();
        }
    }

    @Test
    void a_failed_post_cannot_revive_beside_its_successor() {
        db.worker().run(POST);
        db.run("update platform_posts set upload_status = 'failed', error_code = 'x' where video_id = :linked");
        db.run(POST);

        assertThat(
                        db.violated(
                                "update platform_posts set upload_status = 'pending' where video_id = :linked and upload_status = 'failed'"))
                .isEqualTo("platform_posts_live_key");
    }

    @Test
    void the_whole_answer_of_a_platform_is_kept() {
        db.worker().run("""
                update platform_posts set api_response = '{"full_response": {"id": 1}, "headers": {}, "status_code": 200}' where id = :post""");

        assertThat(
                        db.value(
                                "select api_response -> 'status_code', api_response #> '{full_response,id}' from platform_posts where id = :post"))
                .isEqualTo("200|1");
        assertThat(db.violated("update platform_posts set api_response = '[]' where id = :post"))
                .isEqualTo("platform_posts_response_object");
    }

    @Test
    void a_job_runs_and_completes_and_is_never_born_completed() {
        db.worker().run("update processing_jobs set status = 'running', started_at = now() where id = :probe");
        assertThat(db.run("update processing_jobs set status = 'completed', completed_at = now() where id = :probe"))
                .isEqualTo(1);

        assertThat(
                        db.refusal(
                                "insert into processing_jobs (job_type, status, completed_at, started_at) values ('compress_video', 'completed', now(), now())"))
                .contains("cannot be born completed; it begins as queued");
        assertThat(
                        db.refusal(
                                "update processing_jobs set status = 'completed', started_at = now(), completed_at = now() where id = :encode"))
                .contains("cannot go from queued to completed");
    }

    @Test
    void priorities_go_from_1_to_10_and_no_job_waits_for_itself() {
        assertThat(db.worker().violated("insert into processing_jobs (job_type, priority) values ('x', 0)"))
                .isEqualTo("processing_jobs_priority_range");
        assertThat(db.violated("insert into processing_jobs (job_type, priority) values ('x', 11)"))
                .isEqualTo("processing_jobs_priority_range");
        assertThat(db.violated("insert into job_dependencies (job_id, depends_on_job_id) values (:probe, :probe)"))
                .isEqualTo("job_dependencies_no_self");
        assertThat(db.violated("update processing_jobs set depends_on_job_id = id where id = :probe"))
                .isEqualTo("processing_jobs_no_self_dependency");
    }

    @Test
    void the_queue_s_indexes_answer_what_they_are_for() {
        assertThat(
                        db.worker()
                                .rows(
                                        "select job_type from processing_jobs where status = 'queued' and scheduled_for <= now() order by priority, scheduled_for, id limit 1"))
                .containsExactly("extract_metadata");
        assertThat(db.rows("select job_type from processing_jobs where video_id = :diary order by created_at"))
                .containsExactly("extract_metadata", "compress_video");
        assertThat(db.rows("select job_id from job_dependencies where depends_on_job_id = :probe"))
                .containsExactly(Known.key("encode").toString());
    }

    @Test
    void posts_to_retry_and_posts_that_are_due() {
        db.worker()
                .run(
                        "update platform_posts set upload_status = 'failed', error_code = 'x', retry_count = 1 where id = :tiktok");
        assertThat(db.rows(
                        "select id from platform_posts where upload_status = 'failed' and retry_count < max_retries"))
                .containsExactly(Known.key("tiktok").toString());

        db.run(
                "insert into platform_posts (id, video_id, user_id, platform, scheduled_for) values (:due, :clip, :ada, 'youtube', '2026-01-01')");
        assertThat(db.rows("select id from platform_posts where upload_status = 'pending' and scheduled_for <= now()"))
                .containsExactly(Known.key("due").toString());
    }

    @Test
    void engagement_is_computed() {
        assertThat(db.as("ada").value("select engagement_rate from video_analytics where video_id = :clip"))
                .isEqualTo("15.00");
        db.worker().run("insert into video_analytics (video_id, user_id, views) values (:diary, :ada, 0)");
        assertThat(db.value("select engagement_rate from video_analytics where video_id = :diary"))
                .isEqualTo("null");
    }

    @Test
    void one_snapshot_a_video_platform_and_moment() {
        var snapshot =
                "insert into video_analytics (video_id, user_id, platform, fetched_at) values (:clip, :ada, 'tiktok', now())";
        db.worker().run(snapshot);

        assertThat(db.refusedWith(snapshot)).isEqualTo("23505");
        assertThat(db.violated("insert into post_metrics (post_id, fetched_at) values (:post, '2026-02-01')"))
                .isEqualTo("post_metrics_post_fetch_key");
    }

    @Test
    void a_key_is_found_by_its_hash_and_active_until_revoked() {
        var lookUp =
                "select name, scopes, rate_limit, rate_limit_window from api_keys where key_hash = sha256('key') and revoked_at is null";
        assertThat(db.worker().rows(lookUp)).containsExactly("Production|{read,write}|1000|3600000");
        assertThat(
                        db.violated(
                                "insert into api_keys (user_id, key_hash, key_prefix, name) values (:lin, sha256('key'), 'kin_xyzw', 'x')"))
                .isEqualTo("api_keys_hash_key");

        db.run("update api_keys set revoked_at = now() where id = :key");
        assertThat(db.rows(lookUp)).isEmpty();
    }

    @Test
    void what_is_in_the_bin_is_there_and_not_in_the_lists() {
        assertThat(
                        db.as("ada")
                                .rows(
                                        "select title from videos where user_id = :ada and deleted_at is null order by created_at desc"))
                .doesNotContain("Thrown away")
                .hasSize(11)
                .startsWith("Next year", "Diary");
        assertThat(db.rows("select title from videos where deleted_at is not null"))
                .containsExactly("Thrown away");
    }

    @Test
    void words_and_their_parts_are_found_in_their_order_of_weight() {
        db.as("ada").run("update videos set description = 'after the morning' where id = :linked");
        var search =
                "select title from videos where search @@ websearch_to_tsquery('public.words', ?) order by ts_rank(search, websearch_to_tsquery('public.words', ?)) desc";

        assertThat(db.rows(search, "morning", "morning")).containsExactly("Morning stretch", "By address");
        assertThat(db.rows("select title from videos where search_text(title, description) like '%tretc%'"))
                .containsExactly("Morning stretch");
    }

    @Test
    void languages_without_spaces_are_found_by_their_letters() {
        db.as("ada").run("update videos set title = 'วิธีทำสมาธิสำหรับผู้เริ่มต้น' where id = :clip");

        assertThat(db.anonymous().rows("select id from videos where search_text(title, description) like '%สมาธิ%'"))
                .containsExactly(Known.key("clip").toString());
    }

    @Test
    void what_a_probe_found_has_its_shape_derived() {
        assertThat(db.as("ada").value("select aspect_ratio, has_audio from video_metadata where video_id = :diary"))
                .isEqualTo("9:16|t");
        db.worker()
                .run(
                        "insert into video_metadata (video_id, width, height, video_codec) values (:clip, 1920, 1080, 'h264')");
        assertThat(db.value("select aspect_ratio, has_audio from video_metadata where video_id = :clip"))
                .isEqualTo("16:9|f");
    }

    @Test
    void a_person_s_things_go_with_them() {
        db.worker().run("insert into videos (id, user_id, title) values (:theirs, :mal, 'x')");
        db.run("insert into processing_jobs (user_id, video_id, job_type) values (:mal, :theirs, 'x')");
        db.run("insert into platform_posts (video_id, user_id, platform) values (:theirs, :mal, 'tiktok')");

        db.run("delete from users where id = :mal");

        assertThat(
                        db.value(
                                "select (select count(*) from videos where id = :theirs) + (select count(*) from processing_jobs where video_id = :theirs) + (select count(*) from platform_posts where video_id = :theirs)"))
                .isEqualTo("0");
        assertThat(db.value(
                        "select count(*) > 0 from audit_logs where resource_id = :theirs and action = 'video.deleted'"))
                .isEqualTo("t");
    }
}
