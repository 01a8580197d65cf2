package dev.kinora.library;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** In which order somebody's own videos are listed; their names stand in addresses. */
public enum VideoOrder {
    newest,
    oldest,
    title,
    views,
    published,
    largest,
    longest;

    /** Of a word in an address; absent or empty means the newest first. */
    public static VideoOrder of(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return newest;
        }
        return Arrays.stream(values())
                .filter(order -> order.name().equals(word))
                .findFirst()
                .orElseThrow(() -> LibraryProblem.invalid(
                        "order", "An order is newest, oldest, title, views, published, largest or longest."));
    }
}
