package dev.kinora.platform;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.SelectOrderByStep;
import org.jooq.SortField;

/** Paging for stores by the sort key instead of a row number: as fast on the last page as on the first. */
public final class Keyset {
    private Keyset() {}

    /**
     * Orders the query, goes to the page and reads it.
     *
     * @param order the sort key: selected columns, never null, together unique, backed by an index where the list may be long
     */
    public static <R extends Record, T> Page<T> fetch(
            SelectOrderByStep<R> query,
            PageRequest page,
            Function<? super R, ? extends T> mapper,
            SortField<?>... order) {
        var ordered = query.orderBy(Arrays.asList(order));
        var cursor = page.cursor();
        var more = page.limit() + 1;
        var limited = cursor == null
                ? ordered.limit(more)
                : ordered.seek(cursor.values(types(order))).limit(more);
        return Page.of(limited.fetch(), page, row -> key(row, order)).map(mapper);
    }

    private static List<? extends Class<?>> types(SortField<?>[] order) {
        return Stream.of(order).map(field -> field.$field().getType()).toList();
    }

    private static Cursor key(Record row, SortField<?>[] order) {
        return Cursor.of(Stream.of(order).map(field -> row.get(field.$field())).toArray());
    }
}
