package dev.kinora.schema.docs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL itself says of the migrated database, in an order that does not depend on when it was made. Left out:
 * partitions (their names tell the month), the migrations' own history, and whatever extensions brought along.
 */
record Catalogue(
        List<Table> tables,
        List<View> views,
        List<Index> indexes,
        List<Routine> routines,
        List<EnumType> enums,
        List<PartitionPlan> plans) {

    record Table(
            String name,
            String comment,
            boolean secured,
            @Nullable String partitionedBy,
            List<Column> columns,
            List<Constraint> constraints,
            List<Policy> policies,
            List<Grant> grants,
            List<Trigger> triggers,
            List<Index> indexes) {

        Set<String> keyColumns() {
            return constraints.stream()
                    .filter(constraint -> constraint.kind().equals("p"))
                    .flatMap(constraint -> constraint.columns().stream())
                    .collect(Collectors.toSet());
        }

        @Nullable
        Constraint reference(Column column) {
            return constraints.stream()
                    .filter(constraint -> constraint.references() != null
                            && constraint.columns().equals(List.of(column.name())))
                    .findFirst()
                    .orElse(null);
        }

        boolean isUnique(Column column) {
            return constraints.stream()
                    .anyMatch(constraint -> Set.of("p", "u").contains(constraint.kind())
                            && constraint.columns().equals(List.of(column.name())));
        }
    }

    record Column(
            String table,
            String name,
            String type,
            boolean required,
            boolean generated,
            @Nullable String expression,
            String comment) {}

    record Constraint(
            String table,
            String name,
            String kind,
            List<String> columns,
            @Nullable String references,
            String definition) {}

    record Policy(
            String table,
            String name,
            String command,
            String roles,
            @Nullable String using,
            @Nullable String check) {}

    record Grant(String table, String role, String privilege, List<String> columns) {}

    record Trigger(String table, String name, String moment, String action) {}

    record Index(String table, String name, boolean unique, String definition) {}

    record View(
            String name,
            boolean materialized,
            List<String> options,
            String comment,
            List<String> columns,
            String definition) {}

    record Routine(
            String name,
            String arguments,
            String result,
            String volatility,
            boolean definer,
            String comment,
            boolean trigger) {}

    record EnumType(String name, List<String> values, String comment) {}

    record PartitionPlan(
            String table,
            String cutBy,
            int monthsAhead,
            @Nullable String retention) {}

    private static final String OURS = """
            c.relnamespace = 'public'::regnamespace and not c.relispartition
            and c.relname <> 'flyway_schema_history' and c.relkind in ('r', 'p')
            """;

    static Catalogue of(Connection connection) throws SQLException {
        var columns = columns(connection);
        var constraints = constraints(connection);
        var policies = policies(connection);
        var grants = grants(connection);
        var triggers = triggers(connection);
        var indexes = indexes(connection);
        var tables = read(connection, """
                select c.relname, coalesce(obj_description(c.oid), ''), c.relrowsecurity and c.relforcerowsecurity,
                       pg_get_partkeydef(c.oid)
                from pg_class c where %s order by c.relname collate "C"
                """.formatted(OURS), row -> {
            var name = row.getString(1);
            return new Table(
                    name,
                    row.getString(2),
                    row.getBoolean(3),
                    row.getString(4),
                    of(name, columns, Column::table),
                    of(name, constraints, Constraint::table),
                    of(name, policies, Policy::table),
                    of(name, grants, Grant::table),
                    of(name, triggers, Trigger::table),
                    of(name, indexes, Index::table));
        });
        return new Catalogue(
                tables, views(connection), indexes, routines(connection), enums(connection), plans(connection));
    }

    Table table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static <T> List<T> of(String table, List<T> all, Function<T, String> owner) {
        return all.stream().filter(each -> owner.apply(each).equals(table)).toList();
    }

    private static List<Column> columns(Connection connection) throws SQLException {
        return read(
                connection,
                """
                select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated <> '',
                       pg_get_expr(d.adbin, d.adrelid, true), coalesce(col_description(c.oid, a.attnum), '')
                from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
                where %s order by c.relname, a.attnum
                """.formatted(OURS),
                row -> new Column(
                        row.getString(1),
                        row.getString(2),
                        shorter(row.getString(3)),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        row.getString(6),
                        row.getString(7)));
    }

    private static String shorter(String type) {
        return type.replace("timestamp with time zone", "timestamptz");
    }

    private static List<Constraint> constraints(Connection connection) throws SQLException {
        return read(
                connection,
                """
                select c.relname, k.conname, k.contype,
                       array(select a.attname::text from unnest(k.conkey) with ordinality as n(attnum, place)
                             join pg_attribute a on a.attrelid = c.oid and a.attnum = n.attnum order by n.place),
                       (select relname from pg_class where oid = k.confrelid), pg_get_constraintdef(k.oid, true)
                from pg_class c join pg_constraint k on k.conrelid = c.oid
                where %s and k.contype in ('p', 'u', 'f', 'c', 'x')
                order by c.relname, position(k.contype::text in 'pufxc'), k.conname collate "C"
                """.formatted(OURS),
                row -> new Constraint(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        strings(row, 4),
                        row.getString(5),
                        row.getString(6)));
    }

    private static List<Policy> policies(Connection connection) throws SQLException {
        return read(
                connection,
                """
                select c.relname, p.polname,
                       case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
                       (select string_agg(case when r = c.relowner then 'the owner' else r::regrole::text end, ', ' order by r::regrole::text)
                        from unnest(p.polroles) r),
                       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
                from pg_class c join pg_policy p on p.polrelid = c.oid
                where %s order by c.relname, p.polname collate "C"
                """.formatted(OURS),
                row -> new Policy(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)));
    }

    /** Only what pages and the API may do; the system's rights are said once, in the introduction. */
    private static List<Grant> grants(Connection connection) throws SQLException {
        return read(
                connection,
                """
                with granted as (
                    select c.oid, c.relname, p.privilege, a.attnum, a.attname,
                           has_column_privilege('kinora_app', c.oid, a.attnum, p.privilege) as given
                    from pg_class c
                    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                    cross join (values ('select'), ('insert'), ('update')) p (privilege)
                    where %s)
                select relname, 'kinora_app', privilege,
                       case when bool_and(given) then '{}' else array_agg(attname::text order by attnum) filter (where given) end
                from granted group by relname, privilege having bool_or(given)
                union all
                select c.relname, 'kinora_app', 'delete', '{}' from pg_class c
                where %s and has_table_privilege('kinora_app', c.oid, 'delete')
                order by 1, 3 desc
                """.formatted(OURS, OURS),
                row -> new Grant(row.getString(1), row.getString(2), row.getString(3), strings(row, 4)));
    }

    private static List<Trigger> triggers(Connection connection) throws SQLException {
        return read(
                connection,
                """
                select c.relname, t.tgname, d.parts[1], d.parts[2]
                from pg_class c
                join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
                cross join regexp_match(pg_get_triggerdef(t.oid, true), 'TRIGGER \\S+ (.*) ON \\S+ .*EXECUTE FUNCTION (.*)$') as d (parts)
                where %s order by c.relname, t.tgname collate "C"
                """.formatted(OURS),
                row -> new Trigger(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3).toLowerCase(java.util.Locale.ROOT),
                        row.getString(4)));
    }

    static List<Index> indexes(Connection connection) throws SQLException {
        return read(
                connection,
                """
                select c.relname, x.relname, i.indisunique, substring(pg_get_indexdef(i.indexrelid, 0, true) from ' USING (.*)$')
                from pg_class c
                join pg_index i on i.indrelid = c.oid
                join pg_class x on x.oid = i.indexrelid
                where c.relnamespace = 'public'::regnamespace and not c.relispartition and c.relkind in ('r', 'p', 'm')
                  and c.relname <> 'flyway_schema_history'
                  and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
                order by c.relname, x.relname collate "C"
                """,
                row -> new Index(row.getString(1), row.getString(2), row.getBoolean(3), row.getString(4)));
    }

    private static List<View> views(Connection connection) throws SQLException {
        return read(
                connection,
                """
                select c.relname, c.relkind = 'm', coalesce(c.reloptions, '{}'), coalesce(obj_description(c.oid), ''),
                       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 order by a.attnum),
                       pg_get_viewdef(c.oid, true)
                from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm') order by c.relname collate "C"
                """,
                row -> new View(
                        row.getString(1),
                        row.getBoolean(2),
                        strings(row, 3),
                        row.getString(4),
                        strings(row, 5),
                        row.getString(6).strip()));
    }

    private static List<Routine> routines(Connection connection) throws SQLException {
        return read(
                connection,
                """
                select p.proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
                       case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
                       p.prosecdef, coalesce(obj_description(p.oid), ''), p.prorettype = 'trigger'::regtype
                from pg_proc p
                where p.pronamespace = 'public'::regnamespace
                  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
                order by p.proname collate "C", 2
                """,
                row -> new Routine(
                        row.getString(1),
                        shorter(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getString(6),
                        row.getBoolean(7)));
    }

    private static List<EnumType> enums(Connection connection) throws SQLException {
        return read(connection, """
                select t.typname, array_agg(e.enumlabel::text order by e.enumsortorder), coalesce(obj_description(t.oid), '')
                from pg_type t join pg_enum e on e.enumtypid = t.oid
                where t.typnamespace = 'public'::regnamespace
                group by t.oid, t.typname order by t.typname collate "C"
                """, row -> new EnumType(row.getString(1), strings(row, 2), row.getString(3)));
    }

    private static List<PartitionPlan> plans(Connection connection) throws SQLException {
        return read(
                connection,
                "select table_name, cut_by, months_ahead, retention::text from partition_plans order by table_name",
                row -> new PartitionPlan(row.getString(1), row.getString(2), row.getInt(3), row.getString(4)));
    }

    private static List<String> strings(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> read(Connection connection, String sql, RowReader<T> reader) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }
}
