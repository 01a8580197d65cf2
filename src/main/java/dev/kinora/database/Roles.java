package dev.kinora.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The roles that serve: made by the owner where it may, otherwise named for the database's administrator to make. */
final class Roles {
    private static final int OLDEST_SERVER = 15;
    /** Stands for a password on a screen, which others may see and logs may keep. */
    private static final String HIDDEN = DatabaseAddress.HIDDEN;

    private final DatabaseAccess access;

    Roles(DatabaseAccess access) {
        this.access = access;
    }

    void ensure() throws SQLException {
        try (var owner = access.owner().connect()) {
            requireVersion(owner);
            if (canSignIn(access.app()) && canSignIn(access.worker())) {
                return;
            }
            var lacking = lacking(owner);
            if (!lacking.isEmpty()) {
                throw new Refusal(
                        "The database is not prepared: '" + access.owner().user()
                                + "' lacks rights that Kinora needs, or its roles belong to another installation.",
                        advice(lacking));
            }
            // Two nodes may start at once; the second waits here and finds the roles made.
            owner.setAutoCommit(false);
            run(owner, "select pg_advisory_xact_lock(hashtext('kinora roles'))");
            make(owner, access.app());
            make(owner, access.worker());
            owner.commit();
        }
    }

    /** What the administrator must do, one statement a line. */
    static String advice(List<String> lacking) {
        var advice = new ArrayList<>(List.of("Let the database's administrator run:"));
        lacking.forEach(statement -> advice.add("  " + statement));
        if (any(lacking, HIDDEN)) {
            advice.add("In place of " + HIDDEN
                    + " goes a password of your choice; give Kinora the same one, for kinora_app in"
                    + " KINORA_DATABASE_APP_PASSWORD,");
            advice.add("for kinora_worker in KINORA_DATABASE_WORKER_PASSWORD. If they are set already, take those.");
        }
        if (any(lacking, "ALTER ROLE")) {
            advice.add(
                    "If another Kinora on this server uses these roles, run none of it but give this one their passwords in"
                            + " those two variables.");
        }
        return String.join("\n", advice);
    }

    private static boolean any(List<String> statements, String part) {
        return statements.stream().anyMatch(each -> each.contains(part));
    }

    /**
     * Statements for the administrator that would give the owner what it lacks, with hidden passwords; empty when nothing
     * is missing.
     */
    List<String> lacking(Connection owner) throws SQLException {
        var user = quoted(access.owner().user());
        var lacking = new ArrayList<String>();
        if (!yes(owner, "select has_schema_privilege('public', 'create')")) {
            lacking.add("GRANT CREATE, USAGE ON SCHEMA public TO " + user + ";");
        }
        if (!yes(owner, "select has_database_privilege(current_database(), 'create')")) {
            lacking.add("GRANT CREATE ON DATABASE " + quoted(owner.getCatalog()) + " TO " + user + ";");
        }
        var mayMakeRoles = yes(owner, "select rolsuper or rolcreaterole from pg_roles where rolname = current_user");
        for (var role : List.of(access.app(), access.worker())) {
            if (!exists(owner, role)) {
                if (!mayMakeRoles) {
                    lacking.add(create(role, HIDDEN));
                }
            } else if (!canSignIn(role)) {
                lacking.add(mayEnter(owner, role) ? alter(role) : grantConnect(owner, role));
            }
        }
        return lacking;
    }

    private void make(Connection owner, DatabaseAddress role) throws SQLException {
        if (!exists(owner, role)) {
            run(owner, create(role, role.password()));
        }
    }

    private static boolean mayEnter(Connection owner, DatabaseAddress role) throws SQLException {
        return yes(owner, "select has_database_privilege('" + role.user() + "', current_database(), 'connect')");
    }

    private static String grantConnect(Connection owner, DatabaseAddress role) throws SQLException {
        return "GRANT CONNECT ON DATABASE " + quoted(owner.getCatalog()) + " TO " + role.user() + ";";
    }

    private static String create(DatabaseAddress role, String password) {
        return "CREATE ROLE " + role.user() + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '"
                + password.replace("'", "''") + "';";
    }

    private static String alter(DatabaseAddress role) {
        return "ALTER ROLE " + role.user() + " LOGIN PASSWORD '" + HIDDEN + "';";
    }

    private static boolean exists(Connection owner, DatabaseAddress role) throws SQLException {
        return yes(owner, "select exists (select from pg_roles where rolname = '" + role.user() + "')");
    }

    private static boolean canSignIn(DatabaseAddress role) throws SQLException {
        try (var connection = role.connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            // Not let in: unknown, another password, or no right to connect to this database.
            if (String.valueOf(e.getSQLState()).startsWith("28") || "42501".equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static void requireVersion(Connection owner) throws SQLException {
        var metadata = owner.getMetaData();
        if (metadata.getDatabaseMajorVersion() < OLDEST_SERVER) {
            throw new Refusal(
                    "The database is PostgreSQL " + metadata.getDatabaseProductVersion() + "; Kinora needs "
                            + OLDEST_SERVER + " or newer.",
                    "Upgrade the server, or unset KINORA_DATABASE_URL to use the one Kinora carries.");
        }
    }

    private static boolean yes(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
