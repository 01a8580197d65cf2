package dev.kinora.jobs;

import dev.kinora.schema.enums.JobEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a job's time line.
 *
 * @param attempt in which it happened; 0 before the first
 * @param actor who did it, if a person did
 * @param code of the failure
 * @param until when the next attempt is due
 */
public record JobNote(
        long id,
        JobEvent kind,
        int attempt,
        Instant at,
        @Nullable UUID worker,
        @Nullable String workerName,
        @Nullable UUID actor,
        @Nullable String actorName,
        @Nullable String message,
        @Nullable String code,
        @Nullable String stack,
        @Nullable Long durationMillis,
        @Nullable Instant until) {}
