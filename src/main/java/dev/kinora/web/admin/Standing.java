package dev.kinora.web.admin;

import dev.kinora.identity.Person;
import dev.kinora.jobs.JobFigures.WorkerState;
import dev.kinora.schema.enums.MailStatus;
import dev.kinora.schema.enums.SubscriptionTier;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import dev.kinora.web.Tone;

/** A state as a badge shows it: word, icon and colour. */
public record Standing(String label, String icon, Tone tone) {

    public static Standing of(Person person) {
        if (person.deletedAt() != null) {
            return new Standing("Leaving", "trash-2", Tone.WARN);
        }
        return switch (person.status()) {
            case active ->
                person.emailVerifiedAt() == null
                        ? new Standing("Unconfirmed", "mail", Tone.WARN)
                        : new Standing("Active", "circle-check", Tone.GOOD);
            case trial -> new Standing("Trial", "clock", Tone.ACCENT);
            case suspended -> new Standing("Suspended", "ban", Tone.BAD);
            case cancelled -> new Standing("Cancelled", "x", Tone.NEUTRAL);
        };
    }

    public static Standing of(MailStatus status) {
        return switch (status) {
            case queued -> new Standing("Queued", "clock", Tone.ACCENT);
            case sent -> new Standing("Sent", "check", Tone.GOOD);
            case failed -> new Standing("Failed", "circle-alert", Tone.BAD);
            case kept -> new Standing("Kept", "eye", Tone.NEUTRAL);
        };
    }

    public static Standing of(WorkerState state) {
        return switch (state) {
            case working -> new Standing("At work", "circle-check", Tone.GOOD);
            case silent -> new Standing("Silent", "triangle-alert", Tone.WARN);
            case lost -> new Standing("Lost", "circle-alert", Tone.BAD);
            case stopped -> new Standing("Stopped", "x", Tone.NEUTRAL);
        };
    }

    public static String of(UserRole role) {
        return Choices.titled(role.name());
    }

    public static String of(UserStatus status) {
        return Choices.titled(status.name());
    }

    public static String of(SubscriptionTier tier) {
        return Choices.titled(tier.name());
    }
}
