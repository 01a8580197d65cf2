package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who leaves takes along what is theirs, and nothing that others paid for. */
class DepartureTest extends OnKnownData {
    private void leaves(String person) {
        db.worker().run("update users set deleted_at = '2026-03-01' where id = ?", Known.key(person));
    }

    @Test
    void a_person_is_gone_after_the_grace_period_and_not_before() {
        leaves("mal");

        assertThat(db.value("select purge_deleted_users('2026-03-31')")).isEqualTo("0");
        assertThat(db.value("select purge_deleted_users('2026-04-01')")).isEqualTo("1");
        assertThat(db.value("select purge_deleted_users('2026-04-01')")).isEqualTo("0");
        assertThat(db.rows("select from users where id = :mal")).isEmpty();
        assertThat(
                        db.run(
                                "insert into users (email, password_hash, username) values ('mal@example.org', '$argon2id$', 'mal')"))
                .isEqualTo(1);
    }

    @Test
    void whoever_leaves_no_table_names_them_but_the_trail() {
        // Whatever the data set has of them: together they are in every table.
        for (var person : new String[] {"ada", "bob", "lin", "moe", "amy"}) {
            leaves(person);
        }
        db.run(
                "insert into watch_events (video_id, user_id, session_id, sequence, watched) values (:clip, :lin, :session, 1, '[0,10)')");

        assertThat(db.value("select purge_deleted_users('2026-05-01')")).isEqualTo("5");

        var columns = db.superuser().rows("""
                select conrelid::regclass || ' where ' || attname
                from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
                where contype = 'f' and confrelid = 'users'::regclass and conparentid = 0
                union all select 'watch_events where user_id'""");
        assertThat(columns)
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        column -> assertThat(db.rows("select from " + column + " in (:ada, :bob, :lin, :moe, :amy)"))
                                .as(column)
                                .isEmpty());
        assertThat(db.value("select count(*) > 0 from audit_logs where resource_type = 'user' and resource_id = :ada"))
                .isEqualTo("t");
        assertThat(db.rows("select from alarms where kind = 'person-not-deleted'"))
                .isEmpty();
    }

    @Test
    void orders_are_kept_for_the_books_without_their_buyer() {
        db.worker().run("insert into orders (id, user_id, currency) values (:open, :lin, 'EUR')");
        leaves("lin");

        db.run("select purge_deleted_users('2026-05-01')");

        assertThat(db.rows(
                        "select id = :linorder, user_id, status from orders where id in (:linorder, :open) order by 3"))
                .containsExactlyInAnyOrder("t|null|paid", "f|null|cancelled");
        assertThat(db.value("select total_minor from order_totals where order_id = :linorder"))
                .isEqualTo("6700");
        assertThat(db.run("update orders set status = 'refunded' where id = :linorder"))
                .isEqualTo(1);
        assertThat(db.violated("insert into orders (currency) values ('EUR')"))
                .isEqualTo("orders_pending_is_somebody_s");
    }

    @Test
    void who_paid_keeps_the_course_of_a_teacher_who_left_and_nobody_else_buys_it() {
        leaves("ada");

        db.run("select purge_deleted_users('2026-05-01')");

        assertThat(db.as("lin")
                        .rows("select title from videos where id in (:welcome, :breath, :guided) order by created_at"))
                .containsExactly("Introduction to Practice", "Breathing Techniques", "Guided Session");
        assertThat(
                        db.value(
                                "select display_name from courses c join profiles p on p.id = c.instructor_id where c.id = :meditation"))
                .isEqualTo("Former member");
        assertThat(db.as("mal").rows("select from courses where id in (:meditation, :silence, :sketch)"))
                .isEmpty();
        assertThat(db.rows("select from digital_products where id = :workbook")).isEmpty();
        assertThat(db.worker().rows("select title from videos where user_id = departed_user() order by 1"))
                .as("films of the course that was sold, and the one that explains its quiz")
                .contains("Breathing Techniques", "Why meditate", "Diary")
                .doesNotContain("Morning stretch");
    }

    @Test
    void a_film_that_a_stranger_s_quiz_points_to_goes_all_the_same() {
        db.worker().run("insert into quiz_videos (quiz_id, video_id, position) values (:quiz, :trailer, 2)");
        leaves("bob");

        assertThat(db.value("select purge_deleted_users('2026-05-01')")).isEqualTo("1");
        assertThat(db.rows("select v.title from quiz_videos qv join videos v on v.id = qv.video_id"))
                .containsExactly("Diary");
    }

    @Test
    void nobody_signs_in_to_the_account_of_those_who_left() {
        db.worker().run("select departed_user()");
        db.run("select departed_user()");

        assertThat(db.rows("""
                        select password_hash ~ '^\\$argon2id\\$v=19\\$m=65536,t=3,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}$', email::text ~ 'invalid$',
                               role from users where display_name = 'Former member'""")).containsExactly("t|t|member");
    }

    @Test
    void one_who_cannot_be_deleted_keeps_nobody_else_and_raises_an_alarm() {
        db.owner().run("create table anchors (user_id uuid references users on delete restrict)");
        db.run("insert into anchors values (:lin)");
        leaves("lin");
        leaves("mal");

        assertThat(db.value("select purge_deleted_users('2026-05-01')")).isEqualTo("1");
        assertThat(db.rows("select subject from alarms where kind = 'person-not-deleted'"))
                .containsExactly(Known.key("lin").toString());
        assertThat(db.rows("select username from users where deleted_at is not null"))
                .containsExactly("lin");
        assertThat(db.value("select status from orders where id = :linorder")).isEqualTo("paid");
    }

    @Test
    void at_most_so_many_leave_at_once_the_longest_gone_first() {
        leaves("mal");
        db.run("update users set deleted_at = '2026-02-01' where id = :lin");

        assertThat(db.value("select purge_deleted_users('2026-05-01', most => 1)"))
                .isEqualTo("1");
        assertThat(db.rows("select username from users where deleted_at is not null"))
                .containsExactly("mal");
    }

    @Test
    void an_account_that_nobody_proved_or_used_gives_its_name_and_address_free() {
        db.worker().run("update users set last_login_at = now() where id = :lin");
        db.run("update users set email_verified_at = now() where id = :bob");

        assertThat(db.value("select purge_unverified_users('2026-01-10')")).isEqualTo("0");
        assertThat(db.value("select purge_unverified_users('2026-01-11')")).isEqualTo("1");
        assertThat(db.rows("select username from users order by 1"))
                .as("ada has a session, the others are staff")
                .containsExactly("ada", "amy", "bob", "lin", "moe", "sam");
        assertThat(
                        db.run(
                                "insert into users (email, password_hash, username) values ('mal@example.org', '$argon2id$', 'mal')"))
                .isEqualTo(1);
    }
}
