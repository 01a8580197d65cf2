package dev.kinora.web.studio;

import dev.kinora.uploads.VideoImport;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an import stands, as a badge shows it and a sentence says it. */
public record ImportLook(String label, String icon, Tone tone) {
    public static ImportLook of(VideoImport it) {
        return switch (it.state()) {
            case waiting -> new ImportLook("Waiting", "hourglass", Tone.NEUTRAL);
            case fetching -> new ImportLook("Fetching", "download", Tone.ACCENT);
            case retrying -> new ImportLook("Tried again later", "rotate-cw", Tone.WARN);
            case failed -> new ImportLook("Failed", "circle-alert", Tone.BAD);
            case fetched -> new ImportLook("Fetched", "circle-check", Tone.GOOD);
        };
    }

    /** Null where nobody can say. */
    public static @Nullable Integer percent(VideoImport it) {
        return it.length() == null || it.length() == 0 ? null : (int) (100 * it.received() / it.length());
    }

    public static String received(VideoImport it) {
        return it.length() == null
                ? Wording.size(it.received()) + " so far; how much there is the server does not say"
                : Wording.size(it.received()) + " of " + Wording.size(it.length());
    }

    /** What happens next; empty where its badge says all. */
    public static String next(VideoImport it, Instant now) {
        return switch (it.state()) {
            case waiting -> "It begins as soon as one of your other imports has ended, or there is room.";
            case fetching, fetched -> "";
            case retrying -> {
                var at = it.retryAt();
                var wait = at == null || at.isBefore(now) ? "in a moment" : "in " + in(Duration.between(now, at));
                yield "It is tried again " + wait + ". So far "
                        + Wording.count(it.attempts(), "attempt was", "attempts were") + " in vain"
                        + (it.received() > 0 ? "; " + Wording.size(it.received()) + " are there." : ".");
            }
            case failed -> "It is not tried again by itself.";
        };
    }

    private static String in(Duration wait) {
        return wait.toSeconds() < 60 ? "less than a minute" : Wording.count(wait.toMinutes(), "minute", "minutes");
    }
}
