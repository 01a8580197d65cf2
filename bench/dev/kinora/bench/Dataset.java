package dev.kinora.bench;

import dev.kinora.database.DatabaseAddress;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Fills a migrated database. As the superuser of the embedded server, since only that one may switch triggers off: they would
 * write forty million lines of trail; the counters they keep come from one recount. A table's indexes are taken down before
 * and built again from their own definitions after, which is several times faster than keeping them up row by row.
 */
final class Dataset {
    private static final int SESSIONS = 2;

    private final DatabaseAddress superuser;
    private final Sizes sizes;
    private final PrintStream out;

    Dataset(DatabaseAddress superuser, Sizes sizes, PrintStream out) {
        this.superuser = superuser;
        this.sizes = sizes;
        this.out = out;
    }

    /** Whether a whole data set of this scale is there. */
    static boolean present(DatabaseAddress superuser, double scale) throws SQLException {
        try (var connection = superuser.connect();
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("select to_regclass('bench.made') is not null")) {
                if (!rows.next() || !rows.getBoolean(1)) {
                    return false;
                }
            }
            try (var rows = statement.executeQuery(
                    "select scale from bench.made where finished_at is not null and scale = " + scale)) {
                return rows.next();
            }
        }
    }

    void make(double scale) throws SQLException {
        // The long ones first, so that the two sessions end together.
        var tables = new ArrayList<Rows>();
        tables.addAll(SocialRows.all().subList(0, 2));
        tables.addAll(LearningRows.all().subList(0, 1));
        tables.addAll(VideoRows.all());
        tables.addAll(PeopleRows.all());
        tables.addAll(LearningRows.all().subList(1, LearningRows.all().size()));
        tables.addAll(SocialRows.all().subList(2, SocialRows.all().size()));
        make(scale, tables);
    }

    /** Only what is searched, and who learns what. */
    void makeSearched(double scale) throws SQLException {
        var needed = List.of(
                "videos", "users", "captions", "transcript_segments", "courses", "course_videos", "enrollments");
        make(
                scale,
                Stream.of(VideoRows.all(), PeopleRows.all(), LearningRows.all())
                        .flatMap(List::stream)
                        .filter(rows -> needed.contains(rows.table()))
                        .toList());
    }

    /** Only what the page of a film shows, and who watched what; all that is ready can be played. */
    void makeWatched(double scale) throws SQLException {
        var needed = List.of(
                "videos",
                "users",
                "captions",
                "chapters",
                "video_metadata",
                "courses",
                "course_videos",
                "enrollments",
                "video_views");
        make(
                scale,
                Stream.of(VideoRows.all(), PeopleRows.all(), LearningRows.all())
                        .flatMap(List::stream)
                        .filter(rows -> needed.contains(rows.table()))
                        .toList());
    }

    private void make(double scale, List<Rows> tables) throws SQLException {
        var began = System.nanoTime();
        try (var connection = superuser.connect();
                var statement = connection.createStatement()) {
            for (var each : Vocabulary.statements()) {
                statement.execute(sizes.in(each));
            }
            statement.execute("insert into bench.made values (" + scale + ", now())");
            // The months of the past, as a year of running would have left them.
            statement.execute(
                    "select maintain_partitions(now() - make_interval(months => ago)) from generate_series(12, 0, -1) ago");
        }
        var rows = fill(tables)
                + fill(SocialRows.counters())
                + fill(List.of(VideoRows.words()))
                + fill(List.of(VideoRows.spellings()))
                + fill(List.of(VideoRows.said()))
                + fill(List.of(PeopleRows.names()));
        try (var connection = superuser.connect();
                var statement = connection.createStatement()) {
            statement.execute("update bench.made set finished_at = now()");
            statement.execute("checkpoint");
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        out.printf(
                Locale.ROOT,
                "%,d rows in %.0f s, %,.0f rows/s, indexes built and statistics taken included%n%n",
                rows,
                seconds,
                rows / seconds);
    }

    private long fill(List<Rows> tables) {
        var queue = new ConcurrentLinkedQueue<>(tables);
        try (var pool = Executors.newFixedThreadPool(SESSIONS)) {
            Callable<Long> session = () -> {
                var rows = 0L;
                for (var next = queue.poll(); next != null; next = queue.poll()) {
                    rows += fill(next);
                }
                return rows;
            };
            var sessions = new ArrayList<java.util.concurrent.Future<Long>>();
            for (var each = 0; each < SESSIONS; each++) {
                sessions.add(pool.submit(session));
            }
            var rows = 0L;
            for (var each : sessions) {
                rows += each.get();
            }
            return rows;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the data set could not be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private long fill(Rows rows) throws SQLException {
        try (var connection = superuser.connect();
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute("set synchronous_commit = off");
            statement.execute("set work_mem = '256MB'");
            statement.execute("set maintenance_work_mem = '768MB'");
            statement.execute("set search_path = public");
            var began = System.nanoTime();
            var taken = takeDown(connection, rows.table());
            var count = statement.executeLargeUpdate(sizes.in(rows.sql()));
            var loaded = System.nanoTime();
            for (var each : taken) {
                statement.execute(each);
            }
            statement.execute("vacuum (analyze) " + rows.table());
            var done = System.nanoTime();
            out.printf(
                    Locale.ROOT,
                    "  %-22s %,12d rows in %6.1f s, %,9.0f rows/s; %d indexes and statistics %6.1f s%n",
                    rows.table(),
                    count,
                    (loaded - began) / 1e9,
                    count / ((loaded - began) / 1e9),
                    taken.size(),
                    (done - loaded) / 1e9);
            return count;
        } catch (SQLException e) {
            throw new SQLException(rows.table() + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }

    /** Drops every index but the key's and says how to make them again. */
    private static List<String> takeDown(Connection connection, String table) throws SQLException {
        var again = new ArrayList<String>();
        var drops = new ArrayList<String>();
        try (var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("""
                    select format('alter table %%s drop constraint %%I', conrelid::regclass, conname),
                           format('alter table %%s add constraint %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(c.oid))
                    from pg_constraint c where conrelid = '%1$s'::regclass and contype in ('u', 'x')
                      and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = c.conindid)
                    union all
                    select format('drop index %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
                    from pg_index i join pg_class t on t.oid = i.indrelid
                    where i.indrelid = '%1$s'::regclass and t.relkind in ('r', 'p')
                      and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
                    """.formatted(table))) {
                while (rows.next()) {
                    drops.add(rows.getString(1));
                    // Printed as "on only" for a partitioned table, which would leave its months without.
                    again.add(rows.getString(2).replace(" ON ONLY ", " ON "));
                }
            }
            runAll(statement, drops);
        }
        return again;
    }

    private static void runAll(Statement statement, List<String> commands) throws SQLException {
        for (var each : commands) {
            statement.execute(each);
        }
    }
}
