package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What has lain long enough, and trials that have run out. */
class ClearingTest extends OnKnownData {
    @Test
    void what_was_withdrawn_is_gone_after_thirty_days_unless_somebody_bought_or_earned_it() {
        db.worker().run("insert into certificates (user_id, course_id, recipient_name) values (:lin, :sketch, 'Lin')");
        for (var thing : new String[] {
            "courses|silence",
            "courses|meditation",
            "courses|sketch",
            "digital_products|leaflet",
            "digital_products|workbook",
            "playlists|shelf",
            "reflections|thought",
            "api_keys|key"
        }) {
            var parts = thing.split("\\|", 2);
            db.run("update " + parts[0] + " set deleted_at = '2026-03-01' where id = ?", Known.key(parts[1]));
        }

        assertThat(db.value("select purge_withdrawn('2026-03-31')")).isEqualTo("0");
        assertThat(db.value("select purge_withdrawn('2026-04-01')")).isEqualTo("5");
        assertThat(db.rows("""
                        select title from courses where deleted_at is not null
                        union all select title from digital_products where deleted_at is not null order by 1""")).containsExactly("A course to be", "Advanced Meditation", "Workbook");
    }

    @Test
    void bins_are_emptied_at_most_so_many_of_each_at_once() {
        db.worker().run("update playlists set deleted_at = '2026-03-01'");

        assertThat(db.value("select purge_withdrawn('2026-05-01', most => 1)")).isEqualTo("1");
        assertThat(db.value("select purge_bin('2026-05-01')"))
                .as("videos alone")
                .isEqualTo("1");
        assertThat(db.value("select count(*) from playlists")).isEqualTo("1");
    }

    @Test
    void mail_that_is_done_with_is_forgotten_and_what_waits_is_not() {
        db.worker().run("""
                insert into mails (recipient, subject, text, status, created_at)
                select 'x@example.org', subject, 'x', 'queued', '2026-01-01' from unnest(array['sent', 'late', 'failed', 'waits']) subject""");
        db.run(
                "insert into mails (recipient, subject, text, status, created_at) values ('x@example.org', 'kept', 'x', 'kept', '2026-01-01')");
        db.run("update mails set status = 'sent', sent_at = '2026-01-01' where subject = 'sent'");
        db.run("update mails set status = 'sent', sent_at = '2026-01-20' where subject = 'late'");
        db.run("update mails set status = 'failed', failed_at = '2026-01-02' where subject = 'failed'");

        assertThat(db.value("select purge_mails('2026-01-31')")).isEqualTo("0");
        assertThat(db.value("select purge_mails('2026-02-10', most => 1)")).isEqualTo("1");
        assertThat(db.value("select purge_mails('2026-02-10')")).isEqualTo("2");
        assertThat(db.rows("select subject from mails where recipient = 'x@example.org' order by 1"))
                .containsExactly("late", "waits");
    }

    @Test
    void a_trial_that_ran_out_becomes_a_free_account() {
        db.worker().run("""
                insert into users (email, password_hash, username, status, trial_ends_at, subscription_tier)
                values ('eve@example.org', '$argon2id$', 'eve', 'trial', '2026-03-01', 'business')""");

        assertThat(db.value("select end_trials('2026-02-28')")).isEqualTo("0");
        assertThat(db.value("select end_trials('2026-03-01')")).isEqualTo("1");
        assertThat(db.value("select status, subscription_tier from users where username = 'eve'"))
                .isEqualTo("active|free");
        assertThat(db.value("select subscription_tier from users where id = :ada"))
                .isEqualTo("pro");
        assertThat(db.value("select end_trials('2027-01-01')")).isEqualTo("0");
    }
}
