package dev.kinora.database;

import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings a database to the schema of this release. Any number of nodes may try at once; one does it. */
public final class Migrations {
    private final DatabaseAccess access;

    public Migrations(DatabaseAccess access) {
        this.access = access;
    }

    /** @return how many migrations ran now */
    public int run() {
        try {
            new Roles(access).ensure();
            history().objection().ifPresent(objection -> {
                throw objection;
            });
            return migrate().migrationsExecuted;
        } catch (SQLException e) {
            throw unreachable(access.owner(), e);
        }
    }

    private MigrateResult migrate() {
        try {
            return flyway().migrate();
        } catch (FlywayException e) {
            throw new Refusal(
                    "A migration failed and was rolled back: " + firstLine(e) + ".",
                    "The database is as it was. './kinora doctor' names missing grants.",
                    e);
        }
    }

    /** @return how many migrations of this release the database has not had */
    public int pending() {
        return history().pending();
    }

    History history() {
        return new History(List.of(flyway().info().all()));
    }

    private Flyway flyway() {
        var owner = access.owner();
        return Flyway.configure()
                .dataSource(owner.url(), owner.user(), owner.password())
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .load();
    }

    static Refusal unreachable(DatabaseAddress address, SQLException cause) {
        var state = String.valueOf(cause.getSQLState());
        if (state.startsWith("28")) {
            return new Refusal(
                    "PostgreSQL at " + address.shown() + " does not let '" + address.user() + "' in.",
                    "Check KINORA_DATABASE_USER and KINORA_DATABASE_PASSWORD.",
                    cause);
        }
        if (state.equals("3D000")) {
            return new Refusal(
                    "There is no such database: " + address.shown() + ".",
                    "Create it: CREATE DATABASE kinora OWNER " + address.user() + ";",
                    cause);
        }
        if (state.equals("42501")) {
            return new Refusal(
                    "PostgreSQL at " + address.shown() + " refuses '" + address.user() + "': " + firstLine(cause) + ".",
                    "Let the database's administrator grant that right; './kinora doctor' names what is missing.",
                    cause);
        }
        if (address.log() != null) {
            return new Refusal(
                    "Kinora's own PostgreSQL does not answer: " + firstLine(cause) + ".",
                    "A running Kinora starts it again by itself within seconds; else './kinora start' does. Its own words are"
                            + " in " + address.log() + ".",
                    cause);
        }
        return new Refusal(
                "PostgreSQL at " + address.shown() + " does not answer: " + firstLine(cause) + ".",
                "Check KINORA_DATABASE_URL and that the server runs and accepts connections from here.",
                cause);
    }

    private static String firstLine(Exception e) {
        return DatabaseAddress.masked(String.valueOf(e.getMessage()))
                .strip()
                .lines()
                .findFirst()
                .orElse("no reason given")
                .replaceFirst("[.]( .*)?$", "");
    }
}
