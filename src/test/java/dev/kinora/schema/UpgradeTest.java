package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.Migrations;
import dev.kinora.database.Refusal;
import dev.kinora.testing.TestServer;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that people already used takes the later migrations. */
class UpgradeTest {
    private static final String PERSON =
            "insert into users (id, email, password_hash, username) values ('%1$s', '%2$s@example.org', '$argon2id$', '%2$s');";
    private static final String ADA = PERSON.formatted("0198a000-0000-7000-8000-000000000001", "ada");

    private static DatabaseAccess landedUpTo(TestServer server, String version, String rows) {
        var access = server.freshDatabase();
        var name = access.owner().url().replaceFirst(".*/", "");
        try (var connection = server.server().superuser(name).connect();
                var statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public authorization kinora_owner");
            Flyway.configure()
                    .dataSource(
                            access.owner().url(),
                            access.owner().user(),
                            access.owner().password())
                    .locations("classpath:db/migration")
                    .target(version)
                    .load()
                    .migrate();
            statement.execute(rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return access;
    }

    private static String owned(DatabaseAccess access, String query) throws SQLException {
        try (var connection = access.owner().connect();
                var found = connection.createStatement().executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.kinora.testing.TestServer#newestAndOldest")
    void rows_of_before_are_kept(TestServer server) throws SQLException {
        var access = landedUpTo(server, "12", ADA + """
                insert into videos (user_id, title) select id, 'Stretch' from users;
                insert into comments (video_id, author_id, content) select id, user_id, 'Nice' from videos;
                insert into orders (user_id, currency) select id, 'EUR' from users""");

        assertThat(new Migrations(access).run()).isPositive();

        assertThat(owned(access, """
                select concat_ws('|', username_look, v.title, v.taken_down_at is null, c.content, o.status)
                from users u join videos v on v.user_id = u.id join comments c on c.video_id = v.id join orders o on o.user_id = u.id""")).isEqualTo("ada|Stretch|t|Nice|pending");
    }

    @ParameterizedTest
    @MethodSource("dev.kinora.testing.TestServer#newestAndOldest")
    void a_name_that_may_no_longer_be_stops_the_migration_before_it_changed_anything(TestServer server)
            throws SQLException {
        for (var name : new String[] {"a-d-a", "zoë"}) {
            var access = landedUpTo(server, "12", ADA + PERSON.formatted("0198a000-0000-7000-8000-000000000002", name));

            assertThatThrownBy(() -> new Migrations(access).run()).as(name).isInstanceOf(Refusal.class);
            assertThat(owned(
                            access,
                            "select to_regproc('stamp_user_status') is not null and to_regproc('end_trials') is null"))
                    .isEqualTo("t");
        }
    }
}
