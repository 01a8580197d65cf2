package dev.kinora.bench.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the tables and indexes of a database take after its jobs, and what they take once they are written anew. */
final class Bloat {
    private static final int SHOWN_BYTES = 1 << 20;

    private Bloat() {}

    /** Rewrites everything, so it is the last thing that is done with a database. */
    static List<Figure> measured(Connection connection) throws SQLException {
        var used = sizes(connection);
        try (var statement = connection.createStatement()) {
            statement.execute("vacuum full");
        }
        var rebuilt = sizes(connection);
        used.forEach((relation, bytes) -> {
            if (bytes >= SHOWN_BYTES) {
                System.out.printf(
                        Locale.ROOT,
                        "    %s %.1f MB, rewritten %.1f MB%n",
                        relation,
                        bytes / 1e6,
                        rebuilt.getOrDefault(relation, 0L) / 1e6);
            }
        });
        return List.of(
                Figure.less("tables and indexes afterwards, MB", total(used) / 1e6),
                Figure.less("the same rewritten, MB", total(rebuilt) / 1e6));
    }

    private static long total(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> sizes(Connection connection) throws SQLException {
        var sizes = new LinkedHashMap<String, Long>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select relation.relname || case when relation.relkind = 'i' then ' (index)' else '' end, pg_relation_size(relation.oid)
                        from pg_class relation join pg_namespace namespace on namespace.oid = relation.relnamespace
                        where relation.relkind in ('r', 'i') and namespace.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
                        order by 2 desc
                        """)) {
            while (rows.next()) {
                sizes.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sizes;
    }
}
