package dev.kinora.jobs;

import dev.kinora.schema.enums.ParentFailure;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of a job.
 *
 * @param payload JSON
 * @param result JSON
 * @param errorDetails JSON
 * @param workerName null when that process was forgotten
 */
public record JobFile(
        Job job,
        String payload,
        @Nullable String result,
        @Nullable String errorStack,
        @Nullable String errorDetails,
        @Nullable String gate,
        @Nullable Integer gateLimit,
        @Nullable String uniqueKey,
        ParentFailure whenParentFails,
        @Nullable UUID worker,
        @Nullable String workerName) {}
