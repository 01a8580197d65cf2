package dev.kinora.bench;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs a query as the product would: prepared, in a transaction that carries its viewer, warm, with many parameters. */
final class Measurement implements AutoCloseable {
    private static final int RUNS = 200;
    private static final long WARMING_NANOS = 1_500_000_000L;
    private static final long MEASURING_NANOS = 4_000_000_000L;

    private final Connection app;
    private final Connection worker;
    private final Connection superuser;

    Measurement(DatabaseAccess access, DatabaseAddress superuser) throws SQLException {
        this.app = open(access.app());
        this.worker = open(access.worker());
        this.superuser = open(superuser);
    }

    /** @param failure why it has no figures */
    record Result(
            Query query,
            double median,
            double p99,
            int runs,
            @Nullable Plan plan,
            String whole,
            String failure) {}

    Result of(Query query) {
        return of(query, query.role() == Query.Role.APP ? app : worker);
    }

    /** Past every policy: what the same statement takes where nobody's rights are asked. */
    Result unguarded(Query query) {
        return of(query, superuser);
    }

    private Result of(Query query, Connection connection) {
        try {
            var picks = picks(query);
            if (picks.isEmpty()) {
                return new Result(query, 0, 0, 0, null, "", "nothing to ask for at this scale");
            }
            try (var statement = connection.prepareStatement(query.sql())) {
                // Each parameter at least once, or what is measured is the disk.
                repeat(connection, statement, picks, WARMING_NANOS, picks.size(), 60);
                var times = repeat(connection, statement, picks, MEASURING_NANOS, 3, RUNS);
                Arrays.sort(times);
                var whole = explained(connection, query, picks.get(picks.size() / 2), "buffers, format text");
                var plan = query.sql().contains("purge_") || query.sql().contains("maintain_")
                        ? null
                        : Plan.read(explained(connection, query, picks.get(picks.size() / 2), "buffers, format json"));
                return new Result(
                        query,
                        times[times.length / 2],
                        times[Math.min(times.length - 1, (int) (times.length * 0.99))],
                        times.length,
                        plan,
                        whole,
                        "");
            }
        } catch (SQLException e) {
            abandon(connection);
            return new Result(
                    query,
                    0,
                    0,
                    0,
                    null,
                    "",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private List<@Nullable Object[]> picks(Query query) throws SQLException {
        var picks = new ArrayList<@Nullable Object[]>();
        try (var statement = superuser.createStatement();
                var rows = statement.executeQuery(query.picks())) {
            while (rows.next()) {
                var row = new @Nullable Object[rows.getMetaData().getColumnCount()];
                for (var column = 0; column < row.length; column++) {
                    row[column] = rows.getObject(column + 1);
                }
                picks.add(row);
            }
        } finally {
            superuser.rollback();
        }
        return picks;
    }

    private static double[] repeat(
            Connection connection,
            PreparedStatement statement,
            List<@Nullable Object[]> picks,
            long nanos,
            int least,
            int most)
            throws SQLException {
        var times = new ArrayList<Double>();
        var until = System.nanoTime() + nanos;
        while (times.size() < least || times.size() < most && System.nanoTime() < until) {
            var pick = picks.get(times.size() % picks.size());
            introduce(connection, pick[0]);
            bind(statement, pick);
            var began = System.nanoTime();
            if (statement.execute()) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getString(1);
                    }
                }
            }
            times.add((System.nanoTime() - began) / 1e6);
            // Whatever it changed must be there for the next.
            connection.rollback();
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String explained(Connection connection, Query query, @Nullable Object[] pick, String how)
            throws SQLException {
        introduce(connection, pick[0]);
        var text = new StringBuilder();
        try (var statement = connection.prepareStatement("explain (analyze, " + how + ") " + query.sql())) {
            bind(statement, pick);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
            }
        } finally {
            connection.rollback();
        }
        return text.toString();
    }

    private static void abandon(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException("the bench lost its connection", e);
        }
    }

    private static void introduce(Connection connection, @Nullable Object viewer) throws SQLException {
        try (var statement = connection.prepareStatement("select set_config('app.current_user_id', ?, true)")) {
            statement.setString(1, viewer == null ? "" : viewer.toString());
            statement.execute();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] pick) throws SQLException {
        for (var each = 1; each < pick.length; each++) {
            statement.setObject(each, pick[each]);
        }
    }

    private static Connection open(DatabaseAddress address) throws SQLException {
        var connection = address.connect();
        try (var statement = connection.createStatement()) {
            statement.execute("set statement_timeout = '30s'");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void close() throws SQLException {
        app.close();
        worker.close();
        superuser.close();
    }

    static String milliseconds(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
