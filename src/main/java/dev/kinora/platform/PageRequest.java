package dev.kinora.platform;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted. A controller takes it as a parameter; the query parameters are {@code limit} and
 * {@code cursor}.
 *
 * @param cursor behind which row the page begins; null for the first page
 */
public record PageRequest(int limit, @Nullable Cursor cursor) {
    public static final int USUAL = 25;
    public static final int MOST = 100;

    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw PageProblem.limit();
        }
    }

    public static PageRequest first() {
        return first(USUAL);
    }

    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }

    /** From what a client sent: absent or empty means the usual limit and the first page. */
    public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
        return new PageRequest(
                limit == null || limit.isEmpty() ? USUAL : number(limit),
                cursor == null || cursor.isEmpty() ? null : Cursor.parse(cursor));
    }

    private static int number(String limit) {
        try {
            return Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw PageProblem.limit();
        }
    }
}
