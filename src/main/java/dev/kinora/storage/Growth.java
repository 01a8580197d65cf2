package dev.kinora.storage;

import java.util.Map;

/**
 * How far a growing file has come for good, to be kept by whoever lets it grow.
 *
 * @param parts what the store has to remember; as JSON knows it
 */
public record Growth(long durable, Map<String, Object> parts) {
    public static final Growth NOTHING = new Growth(0, Map.of());

    public Growth {
        parts = Map.copyOf(parts);
    }
}
