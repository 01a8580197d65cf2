package dev.kinora.identity;

import dev.kinora.platform.Db;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.impl.DSL;

/** Whatever rows are a person's own, with the rights of whoever reads. */
final class OwnRowStore {
    private static final int AT_ONCE = 500;

    private final Db db;

    OwnRowStore(Db db) {
        this.db = db;
    }

    /**
     * A table with rows of people's own.
     *
     * @param owner the column that says whose a row is
     * @param columns those the viewer may read
     */
    record Source(String table, String owner, List<String> columns) {}

    /**
     * Read from the catalogue, so that a table made tomorrow is not forgotten. The owner is user_id or, where there is none, the
     * first column whose row goes with the person or holds on to them: a column that is only emptied when somebody goes
     * (who moderated, who acted) names people in the rows of others.
     */
    List<Source> sources() {
        return db.read(sql -> sql.resultQuery("""
                        with owners as (
                            select distinct on (c.oid) c.oid, c.relname, a.attname
                            from pg_class c
                            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                            left join pg_constraint f on f.conrelid = c.oid and f.contype = 'f'
                                and f.confrelid = 'users'::regclass and f.conkey = array[a.attnum]
                            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                              and (a.attname = 'user_id' or f.confdeltype in ('c', 'r') or (c.oid = 'users'::regclass and a.attname = 'id'))
                            order by c.oid, a.attname <> 'user_id', a.attnum)
                        select o.relname, o.attname, array_agg(a.attname::text order by a.attnum)
                        from owners o
                        join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
                        where has_column_privilege(o.oid, a.attnum, 'select') and a.atttypid <> 'bytea'::regtype
                        group by o.relname, o.attname
                        having bool_or(a.attname = o.attname)
                        order by o.relname""")
                .fetch(row -> new Source(
                        row.get(0, String.class), row.get(1, String.class), List.of(row.get(2, String[].class)))));
    }

    /** One row after another as JSON, whatever their number. */
    void rows(Source source, UUID user, Consumer<String> line) {
        var columns = source.columns().stream().map(name -> DSL.field(DSL.quotedName(name)));
        db.read(sql -> {
            var own = sql.select(columns.toList())
                    .from(DSL.table(DSL.quotedName(source.table())))
                    .where(DSL.field(DSL.quotedName(source.owner()), UUID.class).eq(user))
                    .asTable("own");
            try (var rows = sql.select(DSL.field("row_to_json(own)::text", String.class))
                    .from(own)
                    .fetchSize(AT_ONCE)
                    .fetchLazy()) {
                rows.forEach(row -> line.accept(row.value1()));
            }
            return null;
        });
    }
}
