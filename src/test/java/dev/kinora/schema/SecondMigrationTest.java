package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.database.Migrations;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A filled database that is migrated again keeps every row and every definition. */
class SecondMigrationTest extends OnKnownData {
    private List<String> definitions() {
        return db.superuser().rows("""
                select 'column', attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull::text,
                       pg_get_expr(d.adbin, d.adrelid), col_description(attrelid, attnum), attacl::text
                from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where attnum > 0 and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
                union all select 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), null, null, null, null
                from pg_constraint where connamespace = 'public'::regnamespace
                union all select 'index', tablename, indexname, indexdef, null, null, null, null from pg_indexes where schemaname = 'public'
                union all select 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), null, null, null, null from pg_trigger
                union all select 'policy', tablename, policyname, qual, with_check, cmd, roles::text, null from pg_policies
                union all select 'view', viewname, null, definition, null, null, null, null from pg_views where schemaname = 'public'
                union all select 'function', oid::regprocedure::text, proacl::text, prosrc, array_to_string(proconfig, ','), null, null, null
                from pg_proc where pronamespace = 'public'::regnamespace
                order by 1, 2, 3""");
    }

    private List<String> rowCounts() {
        return db.superuser().rows("""
                select relname, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', relname), true, true, '')))[1]
                from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm') order by 1""");
    }

    @Test
    void a_second_run_changes_nothing_in_a_filled_database() {
        var definitions = definitions();
        var rows = rowCounts();
        db.takeBack();

        assertThat(new Migrations(db.access()).run()).isZero();

        assertThat(rows).hasSizeGreaterThan(60);
        assertThat(definitions()).isEqualTo(definitions);
        assertThat(rowCounts()).isEqualTo(rows);
    }
}
