package dev.kinora.database;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a look at the database finds.
 *
 * @param lacking statements that the database's administrator must run first
 * @param pendingMigrations of this release; zero when up to date
 * @param schemaVersion of this release
 * @param objection why this release must not use the database, if it must not
 * @param clockAhead how far the server's clock is ahead of ours
 * @param alarms what the database itself has raised and nobody has cleared
 * @param encoders versions of ffmpeg with which films are encoded at this moment, each with the processes that have it
 * @param installation its id, where the schema is this release's
 * @param lettersOnly whether its locale finds parts of words in the Latin alphabet alone
 */
public record Inspection(
        String version,
        List<String> lacking,
        int pendingMigrations,
        String schemaVersion,
        Optional<Refusal> objection,
        Duration clockAhead,
        List<String> alarms,
        List<String> encoders,
        Optional<String> installation,
        boolean lettersOnly) {
    private static final String ENCODERS = """
            select details ->> 'ffmpeg' || ' (' || string_agg(name, ', ' order by name) || ')' from workers
            where stopped_at is null and heartbeat_at > clock_timestamp() - interval '1 minute' and details ->> 'ffmpeg' is not null
            group by details ->> 'ffmpeg' order by 1""";

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
            var history = new Migrations(access).history();
            var objection = history.objection();
            var migrated = history.pending() == 0 && objection.isEmpty();
            return new Inspection(
                    owner.getMetaData().getDatabaseProductVersion(),
                    new Roles(access).lacking(owner),
                    history.pending(),
                    history.known(),
                    objection,
                    Duration.between(ours, theirs),
                    migrated
                            ? lines(statement, "select detail from alarms where cleared_at is null order by raised_at")
                            : List.of(),
                    migrated ? lines(statement, ENCODERS) : List.of(),
                    migrated
                            ? lines(statement, "select id from installation").stream()
                                    .findFirst()
                            : Optional.empty(),
                    migrated
                            && lines(statement, "select unnest(show_trgm('ทำอาหาร'))")
                                    .isEmpty());
        } catch (SQLException e) {
            throw Migrations.unreachable(access.owner(), e);
        }
    }

    /** What the database's administrator must do about what is lacking. */
    public String grants() {
        return Roles.advice(lacking);
    }

    private static List<String> lines(Statement statement, String sql) throws SQLException {
        var lines = new ArrayList<String>();
        try (var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }
}
