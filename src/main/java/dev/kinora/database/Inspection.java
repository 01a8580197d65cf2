package dev.kinora.database;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What a look at the database finds.
 *
 * @param lacking statements that the database's administrator must run first
 * @param pendingMigrations of this release; zero when up to date
 * @param clockAhead how far the server's clock is ahead of ours
 */
public record Inspection(String version, List<String> lacking, int pendingMigrations, Duration clockAhead) {

    public static Inspection of(DatabaseAccess access) {
        try (var owner = access.owner().connect();
                var statement = owner.createStatement()) {
            // Once for the plan and the round trip, once to measure.
            statement.executeQuery("select clock_timestamp()").close();
            var before = Instant.now();
            Instant theirs;
            try (var rows = statement.executeQuery("select clock_timestamp()")) {
                rows.next();
                theirs = rows.getObject(1, OffsetDateTime.class).toInstant();
            }
            var ours = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
            return new Inspection(
                    owner.getMetaData().getDatabaseProductVersion(),
                    new Roles(access).lacking(owner),
                    new Migrations(access).pending(),
                    Duration.between(ours, theirs));
        } catch (SQLException e) {
            throw Migrations.unreachable(access.owner(), e);
        }
    }
}
