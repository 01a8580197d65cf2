package dev.kinora.web.studio;

import dev.kinora.library.LibraryProblem;
import dev.kinora.library.VideoEvent;
import dev.kinora.library.Visibility;
import dev.kinora.schema.enums.VideoStatus;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** What the trail holds of a field, as its page says it. */
public final class ChangeWords {
    private ChangeWords() {}

    /** What somebody did, after their name. */
    public static String of(VideoEvent event) {
        return switch (event.action()) {
            case "video.created" -> "began it";
            case "chapters.made" -> "made chapters";
            case "chapters.written" -> "wrote its chapters";
            case "remake.again.waiting" -> "asked for it to be encoded again";
            case "remake.again.making" -> "began to encode it again";
            case "remake.again.ready" -> "encoded it again";
            case "remake.again.failed" -> "could not encode it again";
            case "remake.again.cancelled" -> "cancelled that it is encoded again";
            case "remake.replacement.arriving" -> "began to send another file";
            case "remake.replacement.waiting" -> "received another file";
            case "remake.replacement.making" -> "began to prepare another file";
            case "remake.replacement.ready" -> "put another file in its place";
            case "remake.replacement.failed" -> "did not take another file";
            case "remake.replacement.cancelled" -> "cancelled that it gets another file";
            default -> event.changes().isEmpty() ? "changed it" : "changed " + event.what();
        };
    }

    /** What can be shown of it: one picture after another reads the same. */
    public static List<LibraryProblem.Change> shown(VideoEvent event, ZoneId zone) {
        return event.action().equals("video.created")
                ? List.of()
                : event.changes().stream()
                        .filter(change ->
                                !of(change.field(), change.old(), zone).equals(of(change.field(), change.now(), zone)))
                        .toList();
    }

    public static String of(String field, String value, ZoneId zone) {
        if (value.isEmpty()) {
            return "nothing";
        }
        return switch (field) {
            case "status" -> {
                var status = VideoStatus.lookupLiteral(value);
                yield status == null ? value : VideoLook.of(status).label();
            }
            case "visibility" ->
                Visibility.of(value).map(VideoLook::of).map(VideoLook::label).orElse(value);
            case "language" -> Locale.forLanguageTag(value).getDisplayName(Locale.ENGLISH);
            case "thumbnail_url" -> "a picture";
            case "thumbnail_at" -> "the film at second " + value;
            case "allowed_origins" -> value.equals("[]") ? "everywhere" : list(value);
            default -> field.endsWith("_at") || field.endsWith("_for") ? moment(value, zone) : list(value);
        };
    }

    private static String moment(String value, ZoneId zone) {
        try {
            return VideoLook.then(OffsetDateTime.parse(value).toInstant(), zone);
        } catch (DateTimeException _) {
            return value;
        }
    }

    /** As JSON has lists of words. */
    private static String list(String value) {
        if (value.equals("[]")) {
            return "nothing";
        }
        return value.startsWith("[\"") && value.endsWith("\"]")
                ? value.substring(2, value.length() - 2).replace("\",\"", ", ")
                : value;
    }
}
