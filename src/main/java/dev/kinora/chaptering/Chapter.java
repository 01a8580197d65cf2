package dev.kinora.chaptering;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A section of a film.
 *
 * @param order from 1
 * @param start in seconds
 * @param end in seconds; where the next one begins, or the film ends
 * @param generated whether a machine made it and no person has changed it
 * @param confidence of the machine that there is a boundary, from 0 to 1; null where a person set it
 */
public record Chapter(
        UUID id,
        int order,
        String title,
        @Nullable String description,
        BigDecimal start,
        BigDecimal end,
        boolean generated,
        @Nullable BigDecimal confidence) {}
