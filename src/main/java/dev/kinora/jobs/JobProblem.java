package dev.kinora.jobs;

import dev.kinora.platform.Problem;
import java.util.List;
import java.util.Map;

/** What the queue refuses. */
public final class JobProblem extends Problem {
    private JobProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    private static JobProblem of(Category category, String code, String sentence) {
        return new JobProblem(category, code, sentence, Map.of());
    }

    /** @param fields what is wrong with which, in the form's order; not empty */
    static JobProblem invalid(Map<String, String> fields) {
        var listed = fields.entrySet().stream()
                .map(field -> Map.of("field", field.getKey(), "sentence", field.getValue()))
                .toList();
        return new JobProblem(
                Category.INVALID, "invalid", String.join(" ", List.copyOf(fields.values())), Map.of("fields", listed));
    }

    static JobProblem notFound() {
        return of(Category.NOT_FOUND, "job-not-found", "There is no such job, or no longer.");
    }

    static JobProblem notYours() {
        return of(
                Category.FORBIDDEN,
                "job-not-yours",
                "Kinora does this work on your video for itself; only an admin can stop it.");
    }

    static JobProblem keyTaken() {
        return of(
                Category.CONFLICT,
                "job-key-taken",
                "Another job with the same key has not ended; two of them never run side by side.");
    }

    static JobProblem ended(JobState state) {
        var how = switch (state) {
            case completed -> "has been completed";
            case failed -> "has failed";
            case cancelled -> "was cancelled";
            case ready, scheduled, gated, waiting, running -> "goes on";
        };
        return of(Category.CONFLICT, "job-ended", "This job " + how + " already; there is nothing left to cancel.");
    }

    static JobProblem stopping() {
        return of(
                Category.CONFLICT,
                "job-stopping",
                "Somebody has asked to stop this job already; its worker is about to.");
    }

    static JobProblem notDead(JobState state) {
        return of(
                Category.CONFLICT,
                "job-not-dead",
                state == JobState.completed
                        ? "This job has been completed; only failed and cancelled ones are revived."
                        : "This job has not ended; only failed and cancelled ones are revived.");
    }

    static JobProblem notScheduled(JobState state) {
        var why = switch (state) {
            case ready -> "it may run already and waits for a free slot";
            case gated -> "it waits for another job of its gate";
            case waiting -> "it waits for other jobs";
            case running -> "it is running";
            case failed, cancelled -> "it has ended; revive it instead";
            case completed -> "it has been completed";
            case scheduled -> "its time has just come";
        };
        return of(Category.CONFLICT, "job-not-scheduled", "This job is not held back until later: " + why + ".");
    }

    static JobProblem typeUnknown() {
        return of(Category.NOT_FOUND, "job-type-not-found", "There is no such kind of work.");
    }

    static JobProblem scheduleUnknown() {
        return of(Category.NOT_FOUND, "job-schedule-not-found", "There is no such schedule.");
    }
}
