package dev.kinora.schema.docs;

import dev.kinora.schema.docs.Catalogue.Column;
import dev.kinora.schema.docs.Catalogue.Constraint;
import dev.kinora.schema.docs.Catalogue.EnumType;
import dev.kinora.schema.docs.Catalogue.Grant;
import dev.kinora.schema.docs.Catalogue.Index;
import dev.kinora.schema.docs.Catalogue.PartitionPlan;
import dev.kinora.schema.docs.Catalogue.Policy;
import dev.kinora.schema.docs.Catalogue.Routine;
import dev.kinora.schema.docs.Catalogue.Table;
import dev.kinora.schema.docs.Catalogue.Trigger;
import dev.kinora.schema.docs.Catalogue.View;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Asks PostgreSQL for the catalogue. */
final class CatalogueReader {
    private static final String OURS = """
            c.relnamespace = 'public'::regnamespace and not c.relispartition
            and c.relname <> 'flyway_schema_history' and c.relkind in ('r', 'p')
            """;

    private CatalogueReader() {}

    static Catalogue read(Connection connection) throws SQLException {
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
                select * from (
                with granted as (
                    select c.oid, c.relname, p.privilege, a.attnum, a.attname,
                           has_column_privilege('kinora_app', c.oid, a.attnum, p.privilege) as given
                    from pg_class c
                    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                    cross join (values ('select'), ('insert'), ('update')) p (privilege)
                    where %s)
                select relname, 'kinora_app' as role, privilege,
                       case when bool_and(given) then '{}' else array_agg(attname::text order by attnum) filter (where given) end
                from granted group by relname, privilege having bool_or(given)
                union all
                select c.relname, 'kinora_app', 'delete', '{}' from pg_class c
                where %s and has_table_privilege('kinora_app', c.oid, 'delete')) as held
                order by 1, position(privilege in 'select insert update delete')
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
                        row.getString(3).toLowerCase(Locale.ROOT),
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
