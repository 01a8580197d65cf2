package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.testing.Cast;
import dev.kinora.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DbTest {
    private static final List<HikariDataSource> POOLS = new ArrayList<>();
    private static Db db;

    @BeforeAll
    static void open() throws Exception {
        var access = TestServer.get().freshDatabase();
        try (var owner = access.owner().connect();
                var statement = owner.createStatement()) {
            statement.execute("create table jottings (text text)");
            statement.execute("grant select, insert on jottings to kinora_app, kinora_worker");
        }
        db = new Db(pool(access.app()), pool(access.worker()));
    }

    @AfterAll
    static void close() {
        POOLS.forEach(HikariDataSource::close);
    }

    private static HikariDataSource pool(DatabaseAddress address) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(address.url());
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setMaximumPoolSize(2);
        POOLS.add(pool);
        return pool;
    }

    private static Caller ada() {
        return new Caller(new Viewer.User(Cast.ADA), "request-1", "192.0.2.7", "a browser");
    }

    private static String text(DSLContext sql, String expression) {
        return String.valueOf(sql.fetchValue("select " + expression));
    }

    private static int notes() {
        return Caller.system("test").call(() -> db.read(sql -> sql.fetchCount(sql.selectFrom("jottings"))));
    }

    @Test
    void a_user_works_as_the_app_role_and_is_known_to_the_database() {
        var seen = ada().call(() -> db.read(sql -> List.of(
                text(sql, "current_user"),
                text(sql, "current_user_id()"),
                text(sql, "current_setting('app.request_id')"),
                text(sql, "current_setting('app.ip')"),
                text(sql, "current_setting('app.user_agent')"))));

        assertThat(seen).containsExactly("kinora_app", Cast.ADA.toString(), "request-1", "192.0.2.7", "a browser");
    }

    @Test
    void the_system_works_as_the_worker_role_and_is_no_user() {
        var seen = Caller.system("maintenance")
                .call(() -> db.read(sql -> List.of(
                        text(sql, "current_user"),
                        text(sql, "current_user_id()"),
                        text(sql, "current_setting('app.actor')"))));

        assertThat(seen).containsExactly("kinora_worker", "null", "maintenance");
    }

    @Test
    void what_the_system_does_apart_has_a_transaction_of_its_own_within_a_persons() {
        var ada = new Caller(new Viewer.User(Cast.ADA), "request-1", null, null);

        var seen = ada.call(() -> db.write(sql -> List.of(
                text(sql, "txid_current()"),
                db.apart("keys", inner -> text(inner, "txid_current()")),
                db.apart("keys", inner -> text(inner, "current_user")),
                text(sql, "current_user"))));

        assertThat(seen.get(0)).isNotEqualTo(seen.get(1));
        assertThat(seen.subList(2, 4)).containsExactly("kinora_worker", "kinora_app");
    }

    @Test
    void a_viewer_never_leaks_into_the_next_transaction_of_the_same_connection() {
        var anonymous = new Caller(Viewer.ANONYMOUS, "request-2", null, null);

        for (int i = 0; i < 10; i++) {
            ada().call(() -> db.read(sql -> text(sql, "1")));
            var seen = anonymous.<String, RuntimeException>call(() -> db.read(sql -> text(sql, "current_user_id()")));
            assertThat(seen).isEqualTo("null");
        }
    }

    @Test
    void work_without_a_caller_never_reaches_the_database() {
        assertThatThrownBy(() -> db.read(sql -> text(sql, "1"))).hasMessageContaining("no caller is bound");
    }

    @Test
    void a_failure_rolls_back_everything_of_the_transaction() {
        var before = notes();

        assertThatThrownBy(() -> ada().run(() -> db.write(sql -> {
                    sql.execute("insert into jottings values ('lost')");
                    db.write(inner -> inner.execute("insert into jottings values ('lost too')"));
                    throw new IllegalArgumentException("changed my mind");
                })))
                .hasMessage("changed my mind");

        assertThat(notes()).isEqualTo(before);
    }

    @Test
    void a_reading_transaction_refuses_to_write() {
        assertThatThrownBy(() -> ada().run(() -> db.read(sql -> sql.execute("insert into jottings values ('no')"))))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> ada().run(() -> db.read(_ -> db.write(sql -> sql.execute("select 1")))))
                .hasMessageContaining("cannot write");
    }

    @Test
    void a_transaction_never_changes_its_viewer() {
        assertThatThrownBy(() -> ada().run(() -> db.write(
                        _ -> ada().as(new Viewer.User(Cast.MAL)).call(() -> db.write(sql -> sql.execute("select 1"))))))
                .hasMessageContaining("cannot act for");
    }

    @Test
    void hints_run_after_the_commit_and_never_after_a_rollback() {
        var heard = new ArrayList<String>();
        ada().run(() -> db.write(sql -> {
            sql.execute("insert into jottings values ('kept')");
            db.afterCommit(() -> heard.add("committed, " + (notes() > 0 ? "visible" : "invisible")));
            assertThat(heard).isEmpty();
            return null;
        }));
        assertThatThrownBy(() -> ada().run(() -> db.write(_ -> {
                    db.afterCommit(() -> heard.add("rolled back"));
                    throw new IllegalArgumentException();
                })))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(heard).containsExactly("committed, visible");
    }

    @Test
    void a_hint_that_fails_undoes_nothing_and_keeps_no_other_from_running() {
        var heard = new ArrayList<String>();
        var before = notes();

        var result = ada().<String, RuntimeException>call(() -> db.write(sql -> {
            sql.execute("insert into jottings values ('kept too')");
            db.afterCommit(() -> {
                throw new IllegalStateException("nobody listens");
            });
            db.afterCommit(() -> heard.add("the next"));
            return "done";
        }));

        assertThat(result).isEqualTo("done");
        assertThat(heard).containsExactly("the next");
        assertThat(notes()).isEqualTo(before + 1);
    }

    @Test
    void whoever_asked_for_it_hears_how_the_transaction_ended() {
        var ends = new ArrayList<Db.End>();
        ada().run(() -> db.write(_ -> {
            db.atEnd(ends::add);
            return null;
        }));
        assertThatThrownBy(() -> ada().run(() -> db.write(_ -> {
                    db.atEnd(ends::add);
                    throw new IllegalArgumentException();
                })))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Caller.system("test")
                        .run(() -> db.write(sql -> {
                            db.atEnd(ends::add);
                            var self = sql.fetchValue("select pg_backend_pid()");
                            db.apart("test", other -> other.execute("select pg_terminate_backend(?::integer)", self));
                            return null;
                        })))
                .isInstanceOf(DatabaseUnavailable.class);

        assertThat(ends).containsExactly(Db.End.COMMITTED, Db.End.ROLLED_BACK, Db.End.UNKNOWN);
    }
}
