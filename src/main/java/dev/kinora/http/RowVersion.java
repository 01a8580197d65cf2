package dev.kinora.http;

import dev.kinora.platform.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * A row's version as HTTP carries it: its last change, to the microsecond, as an ETag. Bodies carry the same as a moment, for whoever
 * is behind a proxy that drops ETags, and so it is taken as well.
 */
public final class RowVersion {
    /** What a proxy that compresses makes of ours is still ours: nginx weakens it, others put the encoding behind it. */
    private static final Pattern OURS = Pattern.compile("(?:W/)?\"?(.+?)(?:--?(?:gzip|br|zstd|deflate))?\"?");

    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private RowVersion() {}

    public static String etag(Instant updatedAt) {
        return "\"" + text(updatedAt) + "\"";
    }

    /** For a field of a form. */
    public static String text(Instant updatedAt) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt));
    }

    /** Null for whatever version there is, where that is asked for in so many words. */
    public static @Nullable Instant required(@Nullable String ifMatch, Supplier<? extends Problem> changedMeanwhile) {
        if (ifMatch == null) {
            throw new ResponseStatusException(HttpStatus.PRECONDITION_REQUIRED);
        }
        return optional(ifMatch, changedMeanwhile);
    }

    /** Null for whatever version there is, or where none is named. */
    public static @Nullable Instant optional(@Nullable String version, Supplier<? extends Problem> changedMeanwhile) {
        return version == null || version.strip().equals("*") ? null : parse(version, changedMeanwhile);
    }

    /** What is no version of ours is not the present one either. */
    public static Instant parse(String version, Supplier<? extends Problem> changedMeanwhile) {
        try {
            var ours = OURS.matcher(version.strip());
            var said = ours.matches() ? ours.group(1) : "";
            var moment = said.endsWith("Z")
                    ? Instant.parse(said)
                    : Instant.EPOCH.plus(Long.parseLong(said), ChronoUnit.MICROS);
            if (!moment.isBefore(Instant.EPOCH) && moment.isBefore(YEAR_10000)) {
                return moment;
            }
        } catch (NumberFormatException | ArithmeticException | DateTimeException _) {
            // Refused below, like a moment that the calendar of the database does not have.
        }
        throw changedMeanwhile.get();
    }
}
