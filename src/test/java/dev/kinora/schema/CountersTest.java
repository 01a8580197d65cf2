package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever people do at once, and in whatever order: every count and every derived value equals a recount. */
class CountersTest extends OnKnownData {
    private static final int PEOPLE = 8;

    private void prepare() {
        db.worker()
                .run(
                        "insert into videos (user_id, title, description, visibility, duration, published_at) select :bob, 'counted', n::text, 'public', 100, now() from generate_series(1, 3) n");
        db.run(
                "insert into courses (instructor_id, slug, title, price_minor, published_at) select :bob, 'counted-' || kind || n, 'x', case kind when 'paid' then 100 else 0 end, now() from generate_series(1, 2) n, unnest(array['free', 'paid']) kind");
        db.run(
                "insert into users (email, password_hash, username) select 'p' || n || '@example.org', '$argon2id$', 'person' || n from generate_series(1, 8) n");
        db.keep();
    }

    @Test
    @Timeout(300)
    void every_count_equals_a_recount_whatever_happens_at_once() throws Exception {
        prepare();
        for (var seed = 1L; seed <= 3; seed++) {
            play(seed);
            assertThat(wrongCounts()).as("seed " + seed).isEmpty();
            assertThat(wrongDerivations()).as("seed " + seed).isEmpty();
            db.takeBack();
        }
    }

    private void play(long seed) throws Exception {
        var people = db.superuser().rows("select id from users where username ~ '^person' order by username").stream()
                .map(UUID::fromString)
                .toList();
        db.takeBack();
        try (var threads = Executors.newFixedThreadPool(PEOPLE)) {
            var actors = new ArrayList<Gestures>();
            for (var i = 0; i < PEOPLE; i++) {
                actors.add(new Gestures(db.access(), seed * 100 + i, people.get(i)));
            }
            for (var actor : threads.invokeAll(actors)) {
                assertThat(actor.get())
                        .as("deadlocks and other mishaps, seed " + seed)
                        .isEmpty();
            }
        }
    }

    private List<String> wrongCounts() {
        return db.superuser().rows("""
                select 'video', n.video_id, n.likes, l.likes, n.comments, c.comments from video_counters n,
                    lateral (select count(*) as likes from likes where video_id = n.video_id) l,
                    lateral (select count(*) as comments from comments where video_id = n.video_id and deleted_at is null and taken_down_at is null) c
                where (n.likes, n.comments) <> (l.likes, c.comments)
                union all
                select 'comment', n.comment_id, n.likes, l.likes, n.replies, c.replies from comment_counters n,
                    lateral (select count(*) as likes from likes where comment_id = n.comment_id) l,
                    lateral (select count(*) as replies from comments where parent_id = n.comment_id and deleted_at is null and taken_down_at is null) c
                where (n.likes, n.replies) <> (l.likes, c.replies)
                union all
                select 'course', n.course_id, n.enrollments, e.enrollments, n.lessons, v.lessons from course_counters n,
                    lateral (select count(*) as enrollments from enrollments where course_id = n.course_id and revoked_at is null) e,
                    lateral (select count(*) as lessons from course_videos where course_id = n.course_id) v
                where (n.enrollments, n.lessons) <> (e.enrollments, v.lessons)
                union all
                select 'missing', id, 0, 0, 0, 0 from comments where id not in (select comment_id from comment_counters)""");
    }

    private List<String> wrongDerivations() {
        return db.rows("""
                select 'view', v.id from video_views v,
                    lateral (select count(*) as seconds from generate_series(0, 1000) s where v.watched @> s) recount
                where v.watched_duration <> recount.seconds
                   or v.completed <> (recount.seconds >= ceil(v.duration_seconds * 0.9))
                   or v.completed and v.completed_at is null
                union all
                select 'entitlement', t.id from entitlements t join order_items i on i.id = t.order_item_id join orders o on o.id = i.order_id
                where (o.status in ('paid', 'fulfilled')) <> (t.revoked_at is null)
                union all
                select 'order', i.id from order_items i where i.total_minor <> i.quantity * i.unit_price_minor""");
    }

    @Test
    void views_added_at_once_are_all_counted() throws Exception {
        db.takeBack();
        var before = Long.parseLong(db.worker().value("select views from video_counters where video_id = :trailer"));
        db.takeBack();
        try (var threads = Executors.newFixedThreadPool(PEOPLE)) {
            Callable<Void> viewer = () -> {
                try (var worker = db.access().worker().connect();
                        var statement = worker.createStatement()) {
                    for (var i = 0; i < 25; i++) {
                        statement.execute("update video_counters set views = views + 1 where video_id = '"
                                + Known.key("trailer") + "'");
                    }
                }
                return null;
            };
            for (var done : threads.invokeAll(java.util.Collections.nCopies(PEOPLE, viewer))) {
                done.get();
            }
        }

        assertThat(db.worker().value("select views from video_counters where video_id = :trailer"))
                .isEqualTo(String.valueOf(before + 200));
    }

    @Test
    void a_lesson_moved_to_another_course_is_counted_there() {
        db.worker().run("update course_videos set course_id = :silence where id = :lesson13");

        assertThat(db.rows("select lessons from course_counters where course_id in (:meditation, :silence) order by 1"))
                .containsExactly("1", "5");
    }

    @Test
    void a_course_bought_twice_stays_until_both_are_refunded() {
        db.worker().run("insert into orders (id, user_id, currency) values (:again, :lin, 'EUR')");
        db.run(
                "insert into order_items (order_id, course_id, title, unit_price_minor) values (:again, :meditation, 'x', 4900)");
        db.run("update orders set status = 'paid' where id = :again");

        db.run("update orders set status = 'refunded' where id = :linorder");
        assertThat(db.value("select revoked_at from enrollments where user_id = :lin and course_id = :meditation"))
                .isEqualTo("null");

        db.run("update orders set status = 'refunded' where id = :again");
        assertThat(
                        db.value(
                                "select revoked_at is not null from enrollments where user_id = :lin and course_id = :meditation"))
                .isEqualTo("t");
    }

    @Test
    void deleting_a_video_or_a_person_leaves_no_count_wrong() {
        db.worker().run("delete from videos where id = :clip");
        assertThat(wrongCounts()).isEmpty();

        db.worker().run("delete from certificates");
        db.run("delete from likes where user_id = :mal");
        db.run("insert into likes (user_id, video_id) values (:mal, :trailer)");
        db.run("delete from users where id = :mal");
        assertThat(wrongCounts()).isEmpty();
    }

    @Test
    void taking_back_a_like_and_deleting_its_video_at_once_do_not_deadlock() throws Exception {
        db.takeBack();
        try (var person = db.access().owner().connect();
                var system = db.access().worker().connect();
                var threads = Executors.newFixedThreadPool(1);
                var unlike = person.createStatement();
                var deletion = system.createStatement()) {
            person.setAutoCommit(false);
            unlike.execute("select from likes where video_id = '" + Known.key("clip") + "' and user_id = '"
                    + Known.key("lin") + "' for update");
            system.setAutoCommit(false);
            var pid = value(system, "select pg_backend_pid()");

            var deleted = threads.submit(
                    () -> deletion.executeUpdate("delete from videos where id = '" + Known.key("clip") + "'"));
            awaitLock(pid);
            unlike.execute("delete from likes where video_id = '" + Known.key("clip") + "' and user_id = '"
                    + Known.key("lin") + "'");
            person.rollback();

            assertThat(deleted.get()).isEqualTo(1);
            system.rollback();
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void awaitLock(String pid) throws InterruptedException {
        while (db.superuser()
                .rows("select from pg_stat_activity where pid = ?::int and wait_event_type = 'Lock'", pid)
                .isEmpty()) {
            db.takeBack();
            Thread.sleep(10);
        }
        db.takeBack();
    }
}
