package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The trail is written by changes alone, outlives its people without naming them, and shows each person what is theirs to see. */
class TrailKeptTest extends OnKnownData {
    @Test
    void the_system_neither_writes_the_trail_by_hand_nor_plans_how_long_it_is_kept() {
        assertThat(
                        db.worker()
                                .refusedWith(
                                        "insert into audit_logs (actor_type, actor_id, action, resource_type) values ('user', 'x', 'video.created', 'video')"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("update partition_plans set retention = interval '1 month'"))
                .isEqualTo("42501");
    }

    @Test
    void a_clock_that_is_said_to_be_ahead_takes_no_month_away() {
        assertThat(db.worker().rows("select drop_old_months(now() + interval '100 years')"))
                .isEmpty();
        assertThat(db.owner().rows("select drop_old_months(now() + interval '100 years')"))
                .isNotEmpty();
    }

    @Test
    void what_lay_outside_every_month_finds_its_month_or_goes_when_its_time_is_over() {
        var event =
                "insert into watch_events (video_id, session_id, sequence, watched, created_at) values (:clip, :session, 7, '[0,5)', now() - interval '%s')";
        db.worker().run(event.formatted("3 months"));
        db.run(event.formatted("30 years"));
        db.run(event.replace("now() - interval '%s'", "'infinity'"));

        db.run("select maintain_partitions()");
        assertThat(db.superuser().value("select count(*) from watch_events_default"))
                .isEqualTo("2");
        db.worker().run("select drop_old_months()");
        assertThat(db.superuser().rows("select created_at from watch_events_default"))
                .containsExactly("infinity");
        assertThat(db.worker().value("select count(*) from watch_events where sequence = 7"))
                .isEqualTo("2");
    }

    @Test
    void a_table_that_stays_busy_for_a_day_raises_an_alarm_until_it_is_not() {
        db.owner().run("select note_busy('watch_events', 'making', now())");
        assertThat(db.rows("select from alarms where kind = 'months-making-waits'"))
                .isEmpty();

        db.run("select note_busy('watch_events', 'making', now() - interval '2 days')");
        assertThat(db.value("select subject from alarms where kind = 'months-making-waits' and cleared_at is null"))
                .isEqualTo("watch_events");

        db.worker().run("select maintain_partitions()");
        assertThat(db.rows("select from alarms where kind = 'months-making-waits' and cleared_at is null"))
                .isEmpty();
    }

    @Test
    void who_is_gone_is_no_longer_named_in_the_trail() {
        db.as("mal");
        db.run("select set_config('app.ip', '192.0.2.7', true), set_config('app.user_agent', 'a browser', true)");
        db.run("update users set display_name = 'Malory', bio = 'hello' where id = :mal");
        assertThat(db.worker().refusal("select redact_person(:mal)")).contains("only who is gone");

        db.run("update users set deleted_at = '2026-03-01' where id = :mal");
        assertThat(db.value("select purge_deleted_users('2026-05-01')")).isEqualTo("1");

        assertThat(db.superuser().rows("""
                        select action from audit_logs where (user_id = :mal or resource_id = :mal)
                        and (ip_address is not null or user_agent is not null or concat(old_values, new_values, changes) ~* 'malory|mal@|hello')""")).isEmpty();
        assertThat(db.value("select count(*) > 2 from audit_logs where resource_id = :mal"))
                .isEqualTo("t");
    }

    @Test
    void others_are_seen_to_act_on_one_s_account_and_not_from_where() {
        db.as("amy");
        db.run("select set_config('app.ip', '192.0.2.7', true), set_config('app.user_agent', 'a browser', true)");
        db.run("update users set bio = 'edited' where id = :lin");
        db.as("lin");
        db.run("select set_config('app.ip', '192.0.2.8', true)");
        db.run("update users set bio = 'mine' where id = :lin");

        assertThat(
                        db.rows(
                                "select new_values ->> 'bio', host(ip_address), user_agent from trail where new_values ?? 'bio' and action = 'user.updated' order by 1"))
                .containsExactly("edited|null|null", "mine|192.0.2.8|a browser");
        assertThat(db.rows("select from audit_logs where ip_address = '192.0.2.7'"))
                .isEmpty();
        assertThat(db.as("amy").value("select host(ip_address) from trail where new_values ->> 'bio' = 'edited'"))
                .isEqualTo("192.0.2.7");
        assertThat(db.anonymous().value("select count(*) from trail")).isEqualTo("0");
    }

    @Test
    void the_trail_tells_no_addresses_of_sources_and_nothing_derived() {
        db.worker().run("""
                insert into videos (id, user_id, title, original_url, storage_key)
                values (:fresh, :ada, 'Fresh', 'https://ada:pass@example.org', 'films/1')""");

        assertThat(db.superuser().value("""
                        select new_values ->> 'original_url', new_values ->> 'storage_key', new_values ?? 'search' from audit_logs
                        where resource_id = :fresh""")).isEqualTo("***|***|f");
    }

    @Test
    void questions_and_changed_grades_are_watched() {
        db.as("ada").run("update quiz_questions set points = 2 where id = :q1");
        db.worker().run("update quiz_attempts set graded_answers = '[]' where id = :attempt");

        assertThat(
                        db.superuser()
                                .rows(
                                        "select action from audit_logs where resource_type in ('quiz_question', 'quiz_attempt') and changes is not null order by 1"))
                .containsExactly("quiz_attempt.updated", "quiz_question.updated");
    }
}
