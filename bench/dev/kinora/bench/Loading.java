package dev.kinora.bench;

import dev.kinora.database.DatabaseAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.postgresql.PGConnection;

/** The same half million comments loaded in two ways: made by the server, as this bench does it, and copied in from a file. */
final class Loading {
    private static final int ROWS = 500_000;
    private static final int ROUNDS = 3;

    private Loading() {}

    static void compare(DatabaseAddress superuser, PrintStream out) throws SQLException, IOException {
        var file = Files.createTempFile("kinora-comments", ".copy");
        try (var connection = superuser.connect();
                var statement = connection.createStatement()) {
            statement.execute("drop table if exists bench.sample, bench.loaded");
            var rows = statement.executeUpdate("create table bench.sample as select * from comments limit " + ROWS);
            statement.execute("create table bench.loaded (like comments including generated including constraints)");
            write(connection, file);
            for (var round = 0; round < ROUNDS; round++) {
                var inserted = seconds(
                        connection,
                        () -> statement.execute(
                                "insert into bench.loaded (" + COLUMNS + ") select " + COLUMNS + " from bench.sample"));
                var copied = seconds(connection, () -> {
                    try (var input = Files.newInputStream(file)) {
                        connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn("copy bench.loaded (" + COLUMNS + ") from stdin", input, 1 << 20);
                    }
                });
                out.printf(
                        Locale.ROOT,
                        "  INSERT … SELECT %,.0f rows/s, COPY %,.0f rows/s%n",
                        rows / inserted,
                        rows / copied);
            }
            statement.execute("drop table bench.sample, bench.loaded");
        } finally {
            Files.delete(file);
        }
    }

    private static final String COLUMNS = "id, video_id, author_id, parent_id, content, created_at, updated_at";

    private static void write(Connection connection, Path file) throws SQLException, IOException {
        try (var output = Files.newOutputStream(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy bench.sample (" + COLUMNS + ") to stdout", output);
        }
    }

    private interface Load {
        void run() throws SQLException, IOException;
    }

    private static double seconds(Connection connection, Load load) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("truncate bench.loaded");
            statement.execute("checkpoint");
        }
        var began = System.nanoTime();
        load.run();
        return (System.nanoTime() - began) / 1e9;
    }
}
