package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the queue will call, by day and by night. */
class MaintenanceTest extends OnKnownData {
    @Test
    void sessions_end_at_once_and_links_thirty_days_later() {
        db.worker()
                .run(
                        "insert into sessions (user_id, token_hash, created_at, expires_at) values (:lin, sha256('old'), '2026-01-01', '2026-01-02')");
        db.run(
                "insert into password_reset_tokens (user_id, token_hash, created_at, expires_at) values (:lin, sha256('a'), '2026-01-01', '2026-01-02')");
        db.run(
                "insert into email_verifications (user_id, email, token_hash, created_at, expires_at) values (:lin, 'x@example.org', sha256('b'), '2026-01-01', '2026-01-02')");

        assertThat(db.value("select purge_expired_sessions('2026-01-15')")).isEqualTo("1");
        assertThat(
                        db.value(
                                "select (select count(*) from sessions where user_id = :lin), (select count(*) from password_reset_tokens where user_id = :lin)"))
                .isEqualTo("0|1");

        assertThat(db.value("select purge_expired_sessions('2026-02-15')")).isEqualTo("0");
        assertThat(
                        db.value(
                                "select (select count(*) from password_reset_tokens where user_id = :lin), (select count(*) from email_verifications where user_id = :lin)"))
                .isEqualTo("0|0");
    }

    @Test
    void comments_taken_back_are_gone_after_thirty_days() {
        db.worker();

        assertThat(db.value("select purge_comments('2026-02-03')")).isEqualTo("0");
        assertThat(db.value("select purge_comments('2026-02-05')")).isEqualTo("1");
        assertThat(db.rows("select from comments where id = :taken")).isEmpty();
        assertThat(db.value("select comments from video_counters where video_id = :clip"))
                .isEqualTo("2");
    }

    @Test
    void the_bin_is_emptied_after_thirty_days_and_at_most_so_many_at_once() {
        db.worker()
                .run(
                        "insert into videos (user_id, title, deleted_at) select :ada, 'x', '2026-02-01' from generate_series(1, 3)");

        assertThat(db.value("select purge_bin('2026-03-02')")).isEqualTo("0");
        assertThat(db.value("select purge_bin('2026-04-01', most => 3)")).isEqualTo("3");
        assertThat(db.value("select purge_bin('2026-04-01')")).isEqualTo("1");
        assertThat(db.rows("select from videos where deleted_at is not null")).isEmpty();
    }

    @Test
    void a_film_that_a_lesson_still_shows_does_not_stop_the_emptying_of_the_bin() {
        db.worker().run("update videos set deleted_at = '2026-02-01' where id in (:breath, :diary)");

        assertThat(db.value("select purge_bin('2026-04-01')")).isEqualTo("2");
        assertThat(db.rows("select title from videos where deleted_at is not null order by title"))
                .containsExactly("Breathing Techniques");
    }

    @Test
    void ended_jobs_are_forgotten_and_failed_ones_kept() {
        db.worker().run("""
                update processing_jobs set status = 'failed', completed_at = '2026-01-11' where id = :probe""");
        db.run("update processing_jobs set status = 'running', started_at = '2026-01-11' where id = :encode");
        db.run("update processing_jobs set status = 'completed', completed_at = '2026-01-12' where id = :encode");

        assertThat(db.value("select purge_jobs('2026-02-09')")).isEqualTo("0");
        assertThat(db.value("select purge_jobs('2026-03-01')")).isEqualTo("1");
        assertThat(db.rows("select job_type from processing_jobs order by created_at"))
                .containsExactly("extract_metadata", "chapter_generation");
    }

    @Test
    void answers_that_may_no_longer_be_replayed_are_cleared_away() {
        assertThat(db.worker().value("select purge_idempotency_keys()")).isEqualTo("0");
        db.superuser()
                .run(
                        "update idempotency_keys set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'");
        assertThat(db.worker().value("select purge_idempotency_keys()")).isEqualTo("1");
    }

    @Test
    void what_is_scheduled_appears_when_it_is_due() {
        db.worker();

        assertThat(db.rows("select publish_due('2097-12-31')")).isEmpty();
        assertThat(db.rows("select publish_due('2098-01-01')"))
                .containsExactly(Known.key("soon").toString());
        assertThat(db.anonymous()
                        .value("select published_at = '2098-01-01', scheduled_for from videos where id = :soon"))
                .isEqualTo("t|null");
    }

    @Test
    void what_is_scheduled_and_binned_stays_hidden() {
        db.worker().run("update videos set deleted_at = now() where id = :soon");

        assertThat(db.rows("select publish_due('2099-01-01')")).isEmpty();
    }

    private String resets(int day, String first) {
        return String.join(" ", db.rows("""
                with recursive months (due, n) as (
                    select ?::date, 1 union all select next_quota_reset(due, ?::smallint), n + 1 from months where n < 6)
                select due from months""", first, day));
    }

    @Test
    void the_31st_becomes_the_end_of_february_and_the_31st_again() {
        assertThat(resets(31, "2026-01-31"))
                .isEqualTo("2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30");
        assertThat(resets(30, "2028-01-30"))
                .isEqualTo("2028-01-30 2028-02-29 2028-03-30 2028-04-30 2028-05-30 2028-06-30");
        assertThat(resets(1, "2026-11-01"))
                .isEqualTo("2026-11-01 2026-12-01 2027-01-01 2027-02-01 2027-03-01 2027-04-01");
    }

    @Test
    void the_day_after_does_not_depend_on_the_session_s_zone() {
        for (var zone : new String[] {"Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Sao_Paulo"}) {
            db.worker().run("set local timezone = '" + zone + "'");

            assertThat(resets(31, "2026-09-30")).as(zone).startsWith("2026-09-30 2026-10-31 2026-11-30 2026-12-31");
        }
    }

    private String usage(String moment) {
        db.worker().rows("select reset_quotas(?::timestamptz)", moment);
        return db.value("select current_usage, quota_reset_date from users where id = :lin");
    }

    private void used(String zone, String due, int day) {
        db.worker().run("update users set quota_reset_date = '2999-01-01'");
        db.run(
                "update users set current_usage = 7, time_zone = ?, quota_reset_date = ?::date, quota_day = ?::smallint where id = :lin",
                zone,
                due,
                day);
    }

    @Test
    void usage_starts_anew_at_midnight_where_its_owner_lives() {
        used("Asia/Tokyo", "2026-03-10", 10);
        assertThat(usage("2026-03-09 14:59Z")).isEqualTo("7|2026-03-10");
        assertThat(usage("2026-03-09 15:00Z")).isEqualTo("0|2026-04-10");

        used("America/Los_Angeles", "2026-03-08", 8);
        assertThat(usage("2026-03-08 07:59Z")).isEqualTo("7|2026-03-08");
        assertThat(usage("2026-03-08 08:00Z")).isEqualTo("0|2026-04-08");
        // The clocks had gone forward on the day itself; a month later midnight is an hour earlier in UTC.
        db.run("update users set current_usage = 7 where id = :lin");
        assertThat(usage("2026-04-08 06:59Z")).isEqualTo("7|2026-04-08");
        assertThat(usage("2026-04-08 07:00Z")).isEqualTo("0|2026-05-08");
    }

    @Test
    void the_outermost_zones_are_served_from_any_session() {
        for (var session : new String[] {"Pacific/Kiritimati", "Pacific/Pago_Pago"}) {
            db.worker().run("set local timezone = '" + session + "'");
            used("Pacific/Kiritimati", "2026-03-10", 10);

            assertThat(usage("2026-03-09 09:59Z")).as(session).isEqualTo("7|2026-03-10");
            assertThat(usage("2026-03-09 10:00Z")).as(session).isEqualTo("0|2026-04-10");
        }
    }

    @Test
    void after_a_long_rest_the_next_day_lies_ahead() {
        used("UTC", "2026-01-31", 31);

        assertThat(usage("2026-06-15 00:00Z")).isEqualTo("0|2026-06-30");
        assertThat(db.value("select reset_quotas('2026-06-15 00:00Z')")).isEqualTo("0");
    }

    @Test
    void the_figures_by_day_are_refreshed() {
        db.worker().run("update videos set status = 'ready', processing_progress = 100 where id = :half");

        db.run("select refresh_daily_video_stats()");

        assertThat(
                        db.rows(
                                "select date, videos_uploaded, videos_processed from daily_video_stats where date in ('2026-01-06', '2026-01-07') order by 1"))
                .containsExactly("2026-01-06|1|0", "2026-01-07|1|1");
    }

    @Test
    void none_of_it_is_for_people() {
        for (var call : new String[] {
            "purge_expired_sessions()",
            "purge_comments()",
            "purge_bin()",
            "purge_withdrawn()",
            "purge_mails()",
            "purge_deleted_users()",
            "purge_unverified_users()",
            "remove_user(:ada)",
            "departed_user()",
            "end_trials()",
            "purge_jobs()",
            "purge_idempotency_keys()",
            "publish_due()",
            "reset_quotas()",
            "refresh_daily_video_stats()",
            "maintain_partitions()",
            "drop_old_months()",
            "redact_person(:ada)",
            "purge_old_records()",
            "purge_exports()",
            "raise_alarm('a', 'b', 'c')"
        }) {
            assertThat(db.as("amy").refusedWith("select " + call)).as(call).isEqualTo("42501");
        }
    }
}
