package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kinora.testing.Pools;
import dev.kinora.testing.TestServer;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DbFailureTest {
    private static Pools pools;
    private static Db db;

    @BeforeAll
    static void open() throws Exception {
        var access = TestServer.get().freshDatabase();
        try (var owner = access.owner().connect();
                var statement = owner.createStatement()) {
            statement.execute("create table seats (number integer constraint seats_once unique deferrable)");
            statement.execute("grant select, insert on seats to kinora_worker");
        }
        pools = new Pools(access);
        db = pools.db();
    }

    @AfterAll
    static void close() {
        pools.close();
    }

    private static void write(String... statements) {
        Caller.system("test")
                .run(() -> db.write(sql -> {
                    for (var statement : statements) {
                        sql.execute(statement);
                    }
                    return null;
                }));
    }

    @Test
    void a_broken_constraint_is_known_by_its_name() {
        write("insert into seats values (1)");

        var failure = catchThrowableOfType(DataAccessException.class, () -> write("insert into seats values (1)"));

        assertThat(Violations.constraint(failure)).contains("seats_once");
    }

    @Test
    void a_constraint_checked_at_the_commit_is_no_outage() {
        var failure = catchThrowableOfType(
                DataAccessException.class,
                () -> write("set constraints all deferred", "insert into seats values (2), (2)"));

        assertThat(Violations.constraint(failure)).contains("seats_once");
    }

    @Test
    void another_failure_names_no_constraint() {
        var failure = catchThrowableOfType(DataAccessException.class, () -> write("select 1/0"));

        assertThat(Violations.constraint(failure)).isEmpty();
    }

    @Test
    void a_full_disk_is_said_to_be_full() {
        assertThatThrownBy(() -> write("do $$ begin raise exception 'no space' using errcode = '53100'; end $$"))
                .isInstanceOf(DatabaseFull.class)
                .hasRootCauseMessage("ERROR: no space\n  Where: PL/pgSQL function inline_code_block line 1 at RAISE");
    }

    @ParameterizedTest
    @CsvSource({
        "57014, UNAVAILABLE, statement-timeout",
        "55P03, CONFLICT, busy",
        "40001, CONFLICT, busy",
        "40P01, CONFLICT, busy"
    })
    void a_statement_that_had_to_give_way_says_why(String state, Problem.Category category, String code) {
        var problem = catchThrowableOfType(
                Problem.class, () -> write("do $$ begin raise exception 'no' using errcode = '" + state + "'; end $$"));

        assertThat(problem.category()).isEqualTo(category);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem).rootCause().hasMessageContaining("no");
    }

    @Test
    void a_statement_that_outlasts_its_time_is_given_up() {
        assertThatThrownBy(() -> write("set local statement_timeout = '50ms'", "select pg_sleep(60)"))
                .isInstanceOf(StatementTimeout.class);
    }

    @Test
    void a_connection_killed_in_the_middle_is_an_outage_and_the_next_transaction_works() {
        assertThatThrownBy(() -> write("insert into seats values (3)", "select pg_terminate_backend(pg_backend_pid())"))
                .isInstanceOf(DatabaseUnavailable.class);

        var left = Caller.system("test")
                .call(() -> db.read(sql -> sql.fetchCount(sql.selectFrom("seats where number = 3"))));
        assertThat(left).isZero();
    }

    @Test
    void a_server_that_is_gone_is_an_outage() {
        var gone = new Pools(TestServer.get().freshDatabase());
        gone.close();

        assertThatThrownBy(() -> Caller.system("test").call(() -> gone.db().read(sql -> sql.fetchValue("select 1"))))
                .isInstanceOf(DatabaseUnavailable.class);
    }

    @Test
    void a_failure_of_the_work_outlives_a_rollback_that_fails_too() {
        assertThatThrownBy(() -> Caller.system("test")
                        .run(() -> db.write(sql -> {
                            try {
                                sql.execute("select pg_terminate_backend(pg_backend_pid())");
                            } catch (DataAccessException e) {
                                throw new IllegalArgumentException("what really happened", e);
                            }
                            return null;
                        })))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("what really happened");
    }
}
