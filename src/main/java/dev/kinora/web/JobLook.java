package dev.kinora.web;

import dev.kinora.jobs.Job;
import dev.kinora.jobs.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A job's state as a badge shows it, and what a person is told about it. */
public record JobLook(String label, String icon, Tone tone) {
    public static JobLook of(JobState state) {
        return switch (state) {
            case ready -> new JobLook("Ready", "clock", Tone.NEUTRAL);
            case scheduled -> new JobLook("Scheduled", "calendar-clock", Tone.NEUTRAL);
            case gated -> new JobLook("At its gate", "lock", Tone.NEUTRAL);
            case waiting -> new JobLook("Waiting", "hourglass", Tone.NEUTRAL);
            case running -> new JobLook("Running", "play", Tone.ACCENT);
            case completed -> new JobLook("Completed", "circle-check", Tone.GOOD);
            case failed -> new JobLook("Failed", "circle-alert", Tone.BAD);
            case cancelled -> new JobLook("Cancelled", "ban", Tone.NEUTRAL);
        };
    }

    public static JobLook of(Job job) {
        if (job.isStopping()) {
            return new JobLook("Stopping", "square", Tone.WARN);
        }
        if (job.obstacle() != null && job.state() == JobState.ready) {
            return switch (job.obstacle()) {
                case paused -> new JobLook("Paused", "pause", Tone.WARN);
                case unserved -> new JobLook("No worker", "triangle-alert", Tone.WARN);
            };
        }
        return of(job.state());
    }

    /** With the task, where its kind has several: upkeep, forget mails. */
    public static String name(Job job) {
        var task = job.task();
        return task == null
                ? job.type()
                : job.type() + ", " + task.replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    /** As people say it: extract_metadata is "Extract metadata". */
    public static String title(String type) {
        var words = type.replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Until it is expected to be done; null when that cannot be told. */
    public static @Nullable Duration left(Job job, Instant now) {
        var end = job.expectedEndAt();
        return end == null ? null : end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO;
    }

    /** What becomes of it next, to whoever asked for it. */
    public static String next(Job job) {
        if (job.isStopping()) {
            return "It was asked to stop and does so in a moment.";
        }
        if (job.obstacle() != null && job.state() != JobState.waiting) {
            return switch (job.obstacle()) {
                case paused -> "Work of this kind is paused; it begins when that is over.";
                case unserved -> "No worker is at work that does this kind of work; it begins when one is.";
            };
        }
        return switch (job.state()) {
            case ready -> "It begins as soon as there is room.";
            case scheduled ->
                job.attempts() == 0
                        ? "It begins " + Wording.moment(job.dueAt()) + "."
                        : "It did not work out and is tried again " + Wording.moment(job.dueAt()) + ".";
            case gated -> "It begins when another one like it has ended.";
            case waiting ->
                "It begins when " + Wording.count(job.waitsFor(), "other job has", "other jobs have") + " ended.";
            case running -> job.step() == null ? "It is at work." : "";
            case completed -> "It is done.";
            case failed -> "It did not work out and is not tried again by itself.";
            case cancelled -> "It was cancelled.";
        };
    }
}
