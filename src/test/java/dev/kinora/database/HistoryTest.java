package dev.kinora.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kinora.testing.TestServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static Refusal refusal(DatabaseAccess access) {
        return catchThrowableOfType(Refusal.class, () -> new Migrations(access).run());
    }

    private DatabaseAccess migratedThen(String change) throws SQLException {
        var access = TestServer.get().freshDatabase();
        try (var owner = access.owner().connect();
                var statement = owner.createStatement()) {
            statement.execute(change);
        }
        return access;
    }

    @Test
    void a_database_newer_than_the_program_is_refused_untouched() throws SQLException {
        var access = migratedThen("""
                insert into flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (9000, '900', 'tomorrow', 'SQL', 'V900__tomorrow.sql', 1, 'kinora_owner', 1, true)""");
        var known = new Migrations(access).history().known();

        var refusal = refusal(access);

        assertThat(refusal.sentence()).contains("newer than this Kinora", "has version 900", "up to " + known);
        assertThat(refusal.advice()).contains("Use the newer Kinora");
        assertThat(Inspection.of(access).objection()).map(Refusal::sentence).contains(refusal.sentence());
    }

    @Test
    void a_migration_changed_after_it_landed_is_refused_by_name() throws SQLException {
        var access = migratedThen("update flyway_schema_history set checksum = 1 where version = '003'");

        var refusal = refusal(access);

        assertThat(refusal.sentence()).contains("Migration 003 (audit)", "was changed since");
        assertThat(refusal.advice()).contains("Use the Kinora that migrated the database");
        assertThat(Inspection.of(access).objection()).isPresent();
    }

    @Test
    void a_migration_left_out_and_one_that_is_unknown_are_refused_by_name() throws SQLException {
        var leftOut = migratedThen("delete from flyway_schema_history where version = '003'");
        var unknown = migratedThen("update flyway_schema_history set version = '2.5' where version = '003'");

        assertThat(refusal(leftOut).sentence()).contains("Migration 003 (audit)", "has not run");
        assertThat(refusal(unknown).sentence()).contains("migration 2.5 (audit)", "this Kinora lacks");
    }
}
