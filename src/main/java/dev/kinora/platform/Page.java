package dev.kinora.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, and as JSON {@code {"items": […], "next": "…"}}.
 *
 * @param next the cursor of the page behind it; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * From rows read with one more than the limit; that one tells whether there is a next page.
     *
     * @param key the sort key of a row, as the query is ordered by it
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<? super T, Cursor> key) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        var items = rows.subList(0, request.limit());
        return new Page<>(items, key.apply(items.getLast()).toString());
    }

    public <U> Page<U> map(Function<? super T, ? extends U> change) {
        return new Page<>(items.stream().<U>map(change).toList(), next);
    }
}
