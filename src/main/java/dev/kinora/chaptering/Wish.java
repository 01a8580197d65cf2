package dev.kinora.chaptering;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chapter as somebody wants it; it ends where the next one begins.
 *
 * @param id of the chapter it is a change of; null for a new one
 * @param start in seconds
 * @param generated whether they say that a machine made it, which is looked up
 */
public record Wish(
        @Nullable UUID id, String title, @Nullable String description, BigDecimal start, boolean generated) {
    /** Somebody's own. */
    public static Wish of(String title, BigDecimal start) {
        return new Wish(null, title, null, start, false);
    }
}
