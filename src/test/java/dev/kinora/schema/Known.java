package dev.kinora.schema;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.testing.Cast;
import dev.kinora.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/**
 * A database with the known data set. Statements run in one transaction, as whoever was named last: signing in anew inside it
 * makes {@code session_user} and {@code current_user} what they are on a connection of that role. Names after a colon are keys.
 */
final class Known implements AutoCloseable {
    private static final Map<String, UUID> CAST = Map.of("ada", Cast.ADA, "lin", Cast.LIN, "mal", Cast.MAL);
    private static final Pattern NAME = Pattern.compile("(?<![:\\w]):([a-z]\\w*)");

    private final DatabaseAccess access;
    private final Connection connection;

    private Known(DatabaseAccess access, Connection connection) {
        this.access = access;
        this.connection = connection;
    }

    static Known open(TestServer server) {
        var access = server.freshDatabase();
        var name = access.owner().url().replaceFirst(".*/", "");
        try {
            var known = new Known(access, server.server().superuser(name).connect());
            try (var script = Known.class.getResourceAsStream("/schema/known.sql");
                    var statement = known.connection.createStatement()) {
                statement.execute(named(new String(script.readAllBytes(), StandardCharsets.UTF_8)));
            }
            known.connection.setAutoCommit(false);
            known.run("reset all");
            known.connection.commit();
            return known;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static UUID key(String name) {
        return CAST.getOrDefault(name, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static String named(String sql) {
        return NAME.matcher(sql).replaceAll(match -> "'" + key(match.group(1)) + "'::uuid");
    }

    DatabaseAccess access() {
        return access;
    }

    Known as(String person) {
        return become("kinora_app", key(person).toString(), "user");
    }

    Known anonymous() {
        return become("kinora_app", "", "anonymous");
    }

    Known worker() {
        return become("kinora_worker", "", "test");
    }

    Known owner() {
        return become("kinora_owner", "", "owner");
    }

    Known superuser() {
        run("set local session authorization default");
        return this;
    }

    private Known become(String role, String viewer, String actor) {
        run("set local session authorization default");
        rows("select set_config('app.current_user_id', ?, true), set_config('app.actor', ?, true)", viewer, actor);
        run("set local session authorization " + role);
        return this;
    }

    /** @return how many rows it changed, or found */
    int run(String sql, Object... arguments) {
        try (var statement = prepare(sql, arguments)) {
            if (!statement.execute()) {
                return statement.getUpdateCount();
            }
            var rows = 0;
            try (var found = statement.getResultSet()) {
                while (found.next()) {
                    rows++;
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Each row as its columns with a bar between them. */
    List<String> rows(String sql, Object... arguments) {
        try (var statement = prepare(sql, arguments);
                var found = statement.executeQuery()) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(line(found));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String line(ResultSet row) throws SQLException {
        var cells = new ArrayList<String>();
        for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            cells.add(String.valueOf(row.getString(column)));
        }
        return String.join("|", cells);
    }

    String value(String sql, Object... arguments) {
        var rows = rows(sql, arguments);
        if (rows.size() != 1) {
            throw new AssertionError("one row expected, found " + rows + " by " + sql);
        }
        return rows.getFirst();
    }

    /** The sentence a statement is refused with; what came before it in the transaction stays. */
    String refusal(String sql, Object... arguments) {
        return String.valueOf(refused(sql, arguments).getMessage());
    }

    private PSQLException refused(String sql, Object... arguments) {
        try {
            var before = connection.setSavepoint();
            try (var statement = prepare(sql, arguments)) {
                statement.execute();
                // What is checked at the end of the transaction is checked now.
                statement.getConnection().createStatement().execute("set constraints all immediate");
            } catch (PSQLException refused) {
                connection.rollback(before);
                return refused;
            }
            connection.rollback(before);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        throw new AssertionError("nothing refused " + sql);
    }

    /** The constraint that refuses a statement. */
    String violated(String sql, Object... arguments) {
        var message = refused(sql, arguments).getServerErrorMessage();
        return message == null ? "" : String.valueOf(message.getConstraint());
    }

    /** 42501 for want of a right, 23505 for a duplicate, and so on. */
    String refusedWith(String sql, Object... arguments) {
        return String.valueOf(refused(sql, arguments).getSQLState());
    }

    /** Checks now what is checked at the end of a transaction. */
    void settle() {
        run("set constraints all immediate");
        run("set constraints all deferred");
    }

    void takeBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void keep() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        var statement = connection.prepareStatement(named(sql));
        for (var i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
