package dev.kinora.uploads;

import dev.kinora.outbound.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What If-Range can be sent with: something by which a server tells that not one byte has changed. */
final class Validator {
    private static final int LONGEST = 300;

    private Validator() {}

    /** A strong ETag; else the date, where it is old enough that nothing can have changed within its second. */
    static Optional<String> of(Answer answer) {
        return strongTag(answer).or(() -> date(answer)).filter(text -> text.length() <= LONGEST);
    }

    /** A server that knows nothing of If-Range sends the middle of whatever is there by now. */
    static boolean agrees(String known, Answer answer) {
        return known.startsWith("\"")
                ? strongTag(answer).map(known::equals).orElse(true)
                : header(answer, "Last-Modified").map(known::equals).orElse(true);
    }

    private static Optional<String> strongTag(Answer answer) {
        return header(answer, "ETag").filter(tag -> tag.matches("\"[^\"]+\""));
    }

    private static Optional<String> date(Answer answer) {
        var modified = header(answer, "Last-Modified");
        var changed = modified.flatMap(Validator::instant);
        var now = header(answer, "Date").flatMap(Validator::instant);
        return changed.isPresent()
                        && now.isPresent()
                        && !changed.get().plus(Duration.ofSeconds(1)).isAfter(now.get())
                ? modified
                : Optional.empty();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> header(Answer answer, String name) {
        return answer.headers().firstValue(name);
    }
}
