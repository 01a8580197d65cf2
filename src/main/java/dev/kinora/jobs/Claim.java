package dev.kinora.jobs;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job that this worker holds, as it was when it was taken. */
record Claim(
        UUID lease,
        int jobClass,
        long seq,
        UUID id,
        String type,
        String data,
        int attempts,
        int maxAttempts,
        @Nullable UUID user,
        @Nullable UUID video,
        boolean holdsMore) {
    /** The number of the attempt that now begins. */
    int attempt() {
        return attempts + 1;
    }
}
