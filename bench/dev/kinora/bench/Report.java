package dev.kinora.bench;

import dev.kinora.database.DatabaseAddress;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what was measured and judges it: scans of big tables, the cache, indexes that nothing used. */
final class Report {
    private static final long BIG = 10_000;
    private static final double SLOW = 50;

    /** Where reading a table from end to end is right. */
    private static final Map<String, String> RIGHT_SCANS = Map.of(
            "1: count by state", "counts every lesson there is; an index would be read whole as well",
            "1: average length by course", "averages every lesson there is",
            "1: courses and their films", "lists every course there is",
            "1: courses without films", "asks every course there is",
            "admin, jobs by state",
                    "counts every job there is; the page shows it from the metrics, refreshed each minute");

    private final PrintStream out;
    private final DatabaseAddress superuser;
    private final Map<String, Long> sizes = new HashMap<>();
    private final List<String> scans = new ArrayList<>();
    private final List<String> excused = new ArrayList<>();
    private final List<String> slow = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Report(DatabaseAddress superuser, PrintStream out) throws SQLException {
        this.superuser = superuser;
        this.out = out;
        try (var connection = superuser.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select relname, reltuples::bigint from pg_class where relkind in ('r', 'm')")) {
            while (rows.next()) {
                sizes.put(rows.getString(1), rows.getLong(2));
            }
        }
    }

    void head(String title) {
        out.printf("%n%s%n", title);
        out.printf("  %-34s %9s %9s %11s  %-20s %s%n", "", "median ms", "p99 ms", "hit/read", "seed says", "plan");
    }

    void line(Measurement.Result result, boolean whole) {
        var query = result.query();
        if (!result.failure().isEmpty()) {
            out.printf("  %-34s %s%n", query.name(), result.failure());
            failures.add(query.name() + ": " + result.failure());
            return;
        }
        var plan = result.plan();
        out.printf(
                "  %-34s %9s %9s %11s  %-20s %s%n",
                query.name(),
                Measurement.milliseconds(result.median()),
                Measurement.milliseconds(result.p99()),
                plan == null ? "" : plan.hits() + "/" + plan.reads(),
                query.claim(),
                plan == null ? "" : plan.summary());
        if (result.median() > SLOW) {
            slow.add(query.name() + ": " + Measurement.milliseconds(result.median()) + " ms");
        }
        if (whole) {
            out.println(result.whole().indent(6));
        }
        if (plan != null) {
            judge(query, plan);
        }
    }

    private void judge(Query query, Plan plan) {
        for (var table : plan.scans()) {
            var rows = sizes.getOrDefault(table, 0L);
            if (rows > BIG) {
                var reason = RIGHT_SCANS.get(query.name());
                (reason == null ? scans : excused)
                        .add(String.format(
                                Locale.ROOT,
                                "%s: %s (%,d rows)%s",
                                query.name(),
                                table,
                                rows,
                                reason == null ? "" : ": " + reason));
            }
        }
    }

    void policies(Measurement.Result guarded, Measurement.Result unguarded) {
        out.printf(
                "  %-34s %9s ms under the policies, %9s ms past them: %.2f times%n",
                guarded.query().name(),
                Measurement.milliseconds(guarded.median()),
                Measurement.milliseconds(unguarded.median()),
                guarded.median() / unguarded.median());
    }

    void conclusion() throws SQLException {
        section("Sequential scans of tables over 10,000 rows that nothing excuses", scans);
        section("Sequential scans that are right", excused);
        section("Over " + Math.round(SLOW) + " ms", slow);
        section("Without figures", failures);
        try (var connection = superuser.connect();
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("""
                    select round(100.0 * sum(idx_blks_hit) / nullif(sum(idx_blks_hit + idx_blks_read), 0), 2),
                           (select round(100.0 * sum(heap_blks_hit) / nullif(sum(heap_blks_hit + heap_blks_read), 0), 2) from pg_statio_user_tables)
                    from pg_statio_user_indexes
                    """)) {
                rows.next();
                out.printf(
                        "%nIndex blocks found in memory: %s %% (seed 5 asks for more than 95); table blocks: %s %%%n",
                        rows.getString(1), rows.getString(2));
            }
            var unused = new ArrayList<String>();
            try (var rows = statement.executeQuery(UNUSED)) {
                while (rows.next()) {
                    unused.add(rows.getString(1));
                }
            }
            section("Indexes that no query used (keys and unique ones aside)", unused);
        }
    }

    private void section(String title, List<String> lines) {
        out.printf("%n%s: %s%n", title, lines.isEmpty() ? "none" : lines.size());
        lines.forEach(each -> out.println("  " + each));
    }

    private static final String UNUSED = """
            with used as (
                -- The months of a partitioned table count for it.
                select coalesce(i.inhparent, s.indexrelid) as index, sum(s.idx_scan) as scans, sum(pg_relation_size(s.indexrelid)) as bytes
                from pg_stat_user_indexes s left join pg_inherits i on i.inhrelid = s.indexrelid
                where s.schemaname = 'public' group by 1)
            select format('%s on %s, %s%s', u.index::regclass, x.indrelid::regclass, pg_size_pretty(u.bytes),
                case when exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = x.indrelid and f.conkey[1] = x.indkey[0])
                     then '; serves a foreign key' else '' end)
            from used u join pg_index x on x.indexrelid = u.index
            where u.scans = 0 and not x.indisunique and not x.indisexclusion
            order by 1
            """;
}
