package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The trail tells who changed what, from where, in the transaction of the change. */
class AuditTest extends OnKnownData {
    private String last(String columns) {
        // Before 18 two keys of one millisecond are in no order; within a transaction the number of the command is.
        return db.superuser()
                .value("select " + columns
                        + " from audit_logs order by created_at desc, cmin::text::bigint desc limit 1");
    }

    private void context(String actor) {
        db.run("""
                select set_config('app.actor', '%s', true), set_config('app.request_id', 'req-1', true),
                       set_config('app.ip', '192.0.2.7', true), set_config('app.user_agent', 'a browser', true)""".formatted(actor));
    }

    @Test
    void a_person_s_change_names_them_their_request_address_and_browser() {
        db.as("ada");
        context("user");

        db.run("update videos set title = 'Evening stretch' where id = :clip");

        assertThat(
                        last(
                                "action, actor_type, user_id = :ada, actor_id = :ada::text, resource_type, resource_id = :clip, request_id, ip_address, user_agent"))
                .isEqualTo("video.updated|user|t|t|video|t|req-1|192.0.2.7|a browser");
    }

    @Test
    void an_update_shows_old_new_and_difference_of_what_changed_alone() {
        db.as("ada").run("update videos set title = 'Evening stretch', licence = null where id = :clip");

        assertThat(last("old_values ->> 'title', new_values ->> 'title', changes -> 'title'"))
                .isEqualTo(
                        "Morning stretch|Evening stretch|{\"new\": \"Evening stretch\", \"old\": \"Morning stretch\"}");
        assertThat(last("array(select jsonb_object_keys(changes) order by 1)")).isEqualTo("{title}");
    }

    @Test
    void a_birth_shows_the_new_row_and_a_death_the_old_one() {
        db.as("ada").run("insert into videos (id, user_id, title) values (:fresh, :ada, 'Fresh')");

        assertThat(last("action, old_values is null, changes is null, new_values ->> 'title'"))
                .isEqualTo("video.created|t|t|Fresh");

        db.as("ada").run("delete from videos where id = :fresh");

        assertThat(last("action, new_values is null, changes is null, old_values ->> 'title'"))
                .isEqualTo("video.deleted|t|t|Fresh");
    }

    @Test
    void the_bin_has_words_of_its_own() {
        db.as("ada").run("update videos set deleted_at = now() where id = :clip");
        assertThat(last("action")).isEqualTo("video.binned");

        db.as("ada").run("update videos set deleted_at = null where id = :clip");
        assertThat(last("action")).isEqualTo("video.restored");
    }

    @Test
    void nothing_is_written_when_nothing_changed() {
        var before = last("count(*) over ()");

        db.as("ada").run("update videos set title = title where id = :clip");
        db.as("ada").run("update courses set title = title where id = :silence");

        assertThat(last("count(*) over ()")).isEqualTo(before);
    }

    @Test
    void actors_are_people_keys_workers_and_the_system() {
        var rename = "update videos set title = title || '!' where id = :clip";

        db.as("ada").run(rename);
        assertThat(last("actor_type, actor_id = :ada::text")).isEqualTo("user|t");
        db.as("ada");
        context("api");
        db.run(rename);
        assertThat(last("actor_type, actor_id = :ada::text, user_id = :ada")).isEqualTo("api|t|t");
        db.worker().run(rename);
        assertThat(last("actor_type, actor_id, user_id")).isEqualTo("worker|test|null");
        db.owner().run(rename);
        assertThat(last("actor_type, actor_id")).isEqualTo("system|owner");
    }

    @Test
    void a_secret_s_change_is_told_and_its_value_is_not() {
        db.worker().run("update users set password_hash = '$argon2id$other' where id = :ada");

        assertThat(last("action, old_values, new_values, changes"))
                .isEqualTo("user.updated|{\"password_hash\": \"***\"}|{\"password_hash\": \"***\"}"
                        + "|{\"password_hash\": {\"new\": \"***\", \"old\": \"***\"}}");
    }

    @Test
    void no_secret_ever_reached_the_trail() {
        assertThat(db.superuser().rows("""
                        select resource_type, key, value from audit_logs,
                            jsonb_each_text(coalesce(old_values, '{}') || coalesce(new_values, '{}'))
                        where key ~ '(hash|encrypted|secret|token)$' and value is not null and value <> '***'""")).isEmpty();
        assertThat(
                        db.rows(
                                "select distinct resource_type from audit_logs where new_values::text like '%\"***\"%' order by 1"))
                .contains(
                        "api_credential",
                        "api_key",
                        "password_reset",
                        "platform_account",
                        "session",
                        "signing_key",
                        "user",
                        "webhook");
    }

    @Test
    void every_table_of_consequence_is_watched() {
        assertThat(db.superuser().rows("""
                        select relname from pg_class c
                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
                          and not exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgfoid = 'audit'::regproc)
                        order by 1"""))
                .containsExactly(
                        // Made by machines, gone after days.
                        "account_exports",
                        // Itself, and what operators see elsewhere.
                        "alarms",
                        "audit_logs",
                        // Pictures, whose bytes the trail has no use for.
                        "avatars",
                        // Counts.
                        "comment_counters",
                        "counted_views",
                        "course_counters",
                        "dead_jobs",
                        // Written down with the deletion that the trail has.
                        "doomed_media",
                        // A record already.
                        "download_logs",
                        // What machines make of a film; its states are the video's.
                        "editions",
                        "email_verifications",
                        "flyway_schema_history",
                        // Small gestures, many of them.
                        "follows",
                        // What a machine has heard so far; the captions that come of it are in the trail.
                        "heard_pieces",
                        "idempotency_keys",
                        // Made once, by a migration.
                        "installation",
                        // Machines' work; what people do to jobs the trail has from job_events, in its own words.
                        "job_dependencies",
                        "job_due",
                        "job_events",
                        "job_gated",
                        "job_leases",
                        "job_minutes",
                        "job_ready",
                        "job_releases",
                        "job_tokens",
                        "job_types",
                        "job_uniques",
                        "likes",
                        "mails",
                        // Private scribbles.
                        "notes",
                        "notifications",
                        "partition_plans",
                        "playlist_items",
                        // Told by players, for two days.
                        "plays",
                        // Measurements and machines' work.
                        "post_metrics",
                        "processing_jobs",
                        "quiz_videos",
                        "rendition_chunks",
                        "renditions",
                        // Counted from videos and people, which are watched.
                        "said_word_changes",
                        "said_words",
                        "search_names",
                        "search_spellings",
                        "search_word_changes",
                        "search_words",
                        // Lives for minutes.
                        "throttles",
                        "transcript_segments",
                        "uploads",
                        "video_analytics",
                        "video_counters",
                        "video_metadata",
                        "video_views",
                        "watch_events",
                        "watermark_profiles",
                        "webhook_attempts",
                        "webhook_deliveries",
                        "workers");
    }

    @Test
    void people_read_the_trail_of_their_own_account_alone() {
        db.as("lin").run("update users set bio = 'learning' where id = :lin");

        assertThat(db.value("select count(*) > 0 and bool_and(user_id = :lin or resource_id = :lin) from audit_logs"))
                .isEqualTo("t");
    }

    @Test
    void the_trail_is_taken_back_with_the_change() {
        db.as("ada").run("update videos set title = 'Never was' where id = :clip");
        db.takeBack();

        assertThat(db.superuser().rows("select from audit_logs where new_values ->> 'title' = 'Never was'"))
                .isEmpty();
    }

    @Test
    void only_retention_removes_from_the_trail() {
        assertThat(db.worker().refusedWith("update audit_logs set action = 'x.y'"))
                .isEqualTo("42501");
        assertThat(db.worker().refusedWith("delete from audit_logs")).isEqualTo("42501");
        assertThat(db.worker().refusedWith("truncate audit_logs")).isEqualTo("42501");
    }
}
