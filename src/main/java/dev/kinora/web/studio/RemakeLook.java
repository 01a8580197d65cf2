package dev.kinora.web.studio;

import dev.kinora.library.Remake;
import dev.kinora.uploads.Upload;
import dev.kinora.web.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That a video is made again or gets another file, as its page tells it.
 *
 * @param percent null where nobody can say
 * @param left null where nobody can say
 * @param before how many films are encoded before it; null once it has begun
 */
public record RemakeLook(
        Remake remake,
        @Nullable Integer percent,
        @Nullable Duration left,
        @Nullable Integer before) {
    /** What went wrong before is no news any more. */
    private static final Duration NEWS = Duration.ofDays(7);

    /** @param upload which brings the other file; null when it is there */
    static RemakeLook of(Remake remake, @Nullable Upload upload, @Nullable Integer before, Instant now) {
        return new RemakeLook(remake, percent(remake, upload), remake.left(now), before);
    }

    private static @Nullable Integer percent(Remake remake, @Nullable Upload upload) {
        return switch (remake.state()) {
            case ARRIVING ->
                upload == null || upload.length() == null || upload.length() == 0
                        ? null
                        : (int) (100 * upload.received() / upload.length());
            case MAKING -> remake.progress();
            case WAITING, READY, FAILED, CANCELLED -> null;
        };
    }

    public boolean isOpen() {
        return remake.isOpen();
    }

    public String step() {
        return switch (remake.state()) {
            case ARRIVING -> "The other file is on its way";
            case WAITING -> "It waits for its turn to be prepared";
            case MAKING ->
                before != null && remake.progress() == 0
                        ? Wording.before(before)
                        : remake.kind() == Remake.Kind.AGAIN
                                ? "It is being encoded again"
                                : "The other file is being prepared";
            case READY, FAILED, CANCELLED -> "";
        };
    }

    /** Why the other file does not come yet, before what else is said; empty where it does. */
    public String delay() {
        return remake.state() == Remake.State.ARRIVING && remake.errorMessage() != null
                ? remake.errorMessage() + " It is tried again by itself. "
                : "";
    }

    public boolean isFailure(Instant now) {
        return remake.state() == Remake.State.FAILED
                && remake.stateAt().plus(NEWS).isAfter(now);
    }

    public String failed() {
        return remake.kind() == Remake.Kind.AGAIN ? "It could not be encoded again." : "The other file was not taken.";
    }

    public String why() {
        return Objects.requireNonNullElse(remake.errorMessage(), "");
    }

    public String code() {
        return Objects.requireNonNullElse(remake.errorCode(), "");
    }
}
