package dev.kinora.web.admin;

import dev.kinora.jobs.Job;
import dev.kinora.jobs.JobNote;
import dev.kinora.jobs.JobState;
import dev.kinora.schema.enums.JobEvent;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** One line of a job's time line in words. */
public record JobStory(JobNote note, String words, String icon, Tone tone) {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    public static JobStory of(JobNote note) {
        var who = note.actorName() == null ? "Somebody" : note.actorName();
        return switch (note.kind()) {
            case begun -> new JobStory(note, "Attempt " + note.attempt() + " began", "play", Tone.ACCENT);
            case log -> new JobStory(note, String.valueOf(note.message()), "", Tone.NEUTRAL);
            case retried ->
                new JobStory(
                        note,
                        "Attempt " + note.attempt() + " failed" + after(note) + "; tried again " + until(note),
                        "rotate-cw",
                        Tone.WARN);
            case failed ->
                new JobStory(
                        note,
                        "Attempt " + note.attempt() + " failed" + after(note) + ", for good",
                        "circle-alert",
                        Tone.BAD);
            case rescued -> new JobStory(note, "Its worker was lost; it was taken back", "triangle-alert", Tone.WARN);
            case handed_back -> new JobStory(note, "Its worker stopped and gave it back", "log-out", Tone.NEUTRAL);
            case cancel_requested -> new JobStory(note, who + " asked to stop it", "square", Tone.WARN);
            case cancelled ->
                new JobStory(note, note.actor() == null ? "Cancelled" : who + " cancelled it", "ban", Tone.NEUTRAL);
            case revived ->
                new JobStory(note, (note.actor() == null ? "Kinora" : who) + " revived it", "repeat", Tone.ACCENT);
            case hurried ->
                new JobStory(
                        note, (note.actor() == null ? "Kinora" : who) + " ran it before its time", "zap", Tone.ACCENT);
            case completed -> new JobStory(note, "Completed" + after(note), "circle-check", Tone.GOOD);
        };
    }

    public boolean isLog() {
        return note.kind() == JobEvent.log;
    }

    /** The second of today, the minute of another day. */
    public static String clock(Instant moment, Instant now) {
        var at = moment.atOffset(ZoneOffset.UTC);
        return (at.toLocalDate().equals(now.atOffset(ZoneOffset.UTC).toLocalDate()) ? SECOND : MINUTE).format(at);
    }

    /** Whether it was cancelled and no line of its story says so, as happens to what waits for a job that fails. */
    public static boolean endsUntold(Job job, List<JobStory> story) {
        if (job.state() != JobState.cancelled || job.endedAt() == null) {
            return false;
        }
        var said = story.stream().map(each -> each.note().kind()).toList();
        var sinceRevived = said.subList(said.lastIndexOf(JobEvent.revived) + 1, said.size());
        return !sinceRevived.contains(JobEvent.cancelled) && !sinceRevived.contains(JobEvent.cancel_requested);
    }

    private static String after(JobNote note) {
        var took = note.durationMillis();
        return took == null ? "" : " after " + Wording.took(Duration.ofMillis(took));
    }

    private static String until(JobNote note) {
        var until = note.until();
        if (until == null) {
            return "later";
        }
        var soon = Duration.between(note.at(), until).compareTo(Duration.ofDays(1)) <= 0;
        return "from " + (soon ? Wording.second(until) : Wording.moment(until));
    }
}
