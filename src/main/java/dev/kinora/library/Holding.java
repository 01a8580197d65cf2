package dev.kinora.library;

import org.jspecify.annotations.Nullable;

/**
 * What one store has.
 *
 * @param kind disk or s3; null for one that videos name and the settings no longer do
 * @param chosen whether new videos go there
 * @param sources bytes of the films as they were uploaded
 * @param renditions bytes of what was made of them
 * @param leaving videos on their way to another store
 * @param arriving videos on their way here
 * @param doomed files and folders that are still to be deleted
 * @param free bytes; null where nobody knows
 * @param trouble why it cannot be reached
 */
public record Holding(
        String name,
        @Nullable String kind,
        boolean chosen,
        long videos,
        long sources,
        long renditions,
        long leaving,
        long arriving,
        long doomed,
        @Nullable Long free,
        @Nullable String trouble) {
    public long bytes() {
        return sources + renditions;
    }
}
