package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.util.PSQLException;

/** Two transactions that meet: what each decides stays true of both. */
@Timeout(60)
class AtOnceTest extends OnKnownData {
    private static String key(String name) {
        return "'" + Known.key(name) + "'";
    }

    /** Runs the first statement, then the second until it waits, then commits the first and afterwards the second. */
    private void meet(Connection one, String first, Connection other, String second) throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            var waiting = begin(one, first, other, second, threads::submit);
            one.commit();
            waiting.get();
            other.commit();
        }
    }

    private interface Thread {
        Future<Integer> start(Callable<Integer> work);
    }

    private Future<Integer> begin(Connection one, String first, Connection other, String second, Thread thread)
            throws Exception {
        one.setAutoCommit(false);
        other.setAutoCommit(false);
        execute(one, first);
        var pid = pid(other);
        var waiting = thread.start(() -> execute(other, second));
        while (!waiting.isDone()
                && db.superuser()
                        .rows("select from pg_stat_activity where pid = ?::int and wait_event_type = 'Lock'", pid)
                        .isEmpty()) {
            db.takeBack();
            java.lang.Thread.sleep(10);
        }
        db.takeBack();
        return waiting;
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    private static String pid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void be(Connection connection, String person) throws SQLException {
        execute(connection, "select set_config('app.current_user_id', " + key(person) + ", false)");
    }

    private void order(String name, String buyer, String course) {
        db.worker()
                .run(
                        "insert into orders (id, user_id, currency) values (?, ?, 'EUR')",
                        Known.key(name),
                        Known.key(buyer));
        db.run(
                "insert into order_items (order_id, course_id, title, unit_price_minor) values (?, ?, 'x', 4900)",
                Known.key(name),
                Known.key(course));
    }

    private static String move(String order, String status) {
        return "update orders set status = '" + status + "' where id = " + key(order);
    }

    private String enrolled(String person) {
        return db.superuser()
                .value(
                        "select revoked_at is null from enrollments where user_id = ? and course_id = :meditation",
                        Known.key(person));
    }

    @Test
    void two_refunds_at_once_leave_nobody_in_a_course_that_nothing_pays_for() throws Exception {
        for (var order : new String[] {"refund1", "refund2"}) {
            order(order, "moe", "meditation");
            db.run(move(order, "paid"));
        }
        db.keep();
        try (var one = db.access().worker().connect();
                var other = db.access().worker().connect()) {
            meet(one, move("refund1", "refunded"), other, move("refund2", "refunded"));
        }
        assertThat(enrolled("moe")).isEqualTo("f");
    }

    @Test
    void a_refund_while_another_payment_comes_in_leaves_the_buyer_in_the_course() throws Exception {
        order("early", "amy", "meditation");
        db.run(move("early", "paid"));
        order("late", "amy", "meditation");
        db.keep();
        try (var one = db.access().worker().connect();
                var other = db.access().worker().connect()) {
            meet(one, move("late", "paid"), other, move("early", "refunded"));
        }
        assertThat(enrolled("amy")).isEqualTo("t");
    }

    @Test
    void nothing_is_slipped_into_an_order_while_its_payment_begins() throws Exception {
        order("slipped", "mal", "yoga");
        db.keep();
        try (var system = db.access().worker().connect();
                var person = db.access().app().connect();
                var threads = Executors.newSingleThreadExecutor()) {
            be(person, "mal");
            var adding = begin(
                    system,
                    "update orders set payment_provider = 'card', payment_reference = 'pi_9' where id = "
                            + key("slipped"),
                    person,
                    "insert into order_items (order_id, course_id, title, unit_price_minor) values (" + key("slipped")
                            + ", " + key("meditation") + ", 'x', 1)",
                    threads::submit);
            system.commit();

            assertThatThrownBy(adding::get)
                    .rootCause()
                    .isInstanceOf(PSQLException.class)
                    .hasMessageContaining("being paid");
            person.rollback();
        }
        assertThat(db.superuser().value("select count(*) from order_items where order_id = :slipped"))
                .isEqualTo("1");
    }

    @Test
    void clearing_comments_away_and_answering_them_at_once_do_not_deadlock() throws Exception {
        db.worker().run("""
                insert into comments (video_id, author_id, content, deleted_at)
                select :trailer, :bob, 'gone ' || n, '2026-02-01' from generate_series(1, 5) n""");
        db.run("""
                insert into comments (video_id, author_id, parent_id, content)
                select video_id, :bob, id, 'answer to ' || content from comments where content ~ '^gone' order by content""");
        db.keep();
        try (var person = db.access().owner().connect();
                var system = db.access().worker().connect();
                var threads = Executors.newSingleThreadExecutor()) {
            // How an answer begins, and below how it ends.
            var purging = begin(
                    person,
                    "select from comments where content = 'answer to gone 5' for key share",
                    system,
                    "select purge_comments('2026-03-10')",
                    threads::submit);
            execute(person, "update video_counters set comments = comments where video_id = " + key("trailer"));
            person.commit();
            purging.get();
            system.commit();
        }
        assertThat(db.superuser().rows("select from comments where content ~ 'gone'"))
                .isEmpty();
        assertThat(db.value("select comments from video_counters where video_id = :trailer"))
                .isEqualTo("0");
    }
}
