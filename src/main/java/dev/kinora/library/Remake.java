package dev.kinora.library;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a film is made again, of its file or of another one, while what it was plays on.
 *
 * @param upload which brings the other file
 * @param filename of the other file
 * @param progress how much of it is made, in per cent
 * @param readyBy when it is expected to be whole; null while nobody can say
 * @param errorCode why nothing became of it, of Cloudflare's list
 */
public record Remake(
        UUID id,
        UUID video,
        Kind kind,
        State state,
        Instant stateAt,
        @Nullable UUID upload,
        @Nullable String filename,
        int progress,
        @Nullable Instant readyBy,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        Instant createdAt) {
    public enum Kind {
        AGAIN,
        REPLACEMENT;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum State {
        ARRIVING,
        WAITING,
        MAKING,
        READY,
        FAILED,
        CANCELLED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether something still becomes of it. */
    @JsonIgnore
    public boolean isOpen() {
        return switch (state) {
            case ARRIVING, WAITING, MAKING -> true;
            case READY, FAILED, CANCELLED -> false;
        };
    }

    /** @return null where nobody can say, or it takes longer than was thought */
    public @Nullable Duration left(Instant now) {
        return readyBy == null || !readyBy.isAfter(now) ? null : Duration.between(now, readyBy);
    }
}
