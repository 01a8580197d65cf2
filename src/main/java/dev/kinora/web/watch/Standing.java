package dev.kinora.web.watch;

import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.watching.Film;
import dev.kinora.web.Wording;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is said of a film that cannot be watched, or not whole, or not by all. */
public final class Standing {
    private Standing() {}

    /** Whether it will become something else by itself. */
    public static boolean isMoving(Film film) {
        return film.isUnderWay();
    }

    public static String title(Film film) {
        return switch (film.status()) {
            case pendingupload -> "On its way";
            case downloading -> "Being fetched";
            case queued -> "Waiting for its turn";
            case inprogress -> "Being prepared";
            case ready -> "Nothing to play";
            case error -> "This video cannot be played";
        };
    }

    /** @param before how many films are encoded before it; null once it has begun */
    public static String sentence(Film film, @Nullable Integer before) {
        return before == null ? sentence(film) : Wording.before(before) + " " + sentence(film);
    }

    private static String sentence(Film film) {
        return switch (film.status()) {
            case pendingupload, downloading -> "When it has arrived it is prepared, and then it plays here by itself.";
            case queued, inprogress -> "It plays here by itself as soon as its first seconds are ready.";
            case ready -> "It is kept, but was not prepared for watching.";
            case error ->
                film.mine()
                        ? Objects.requireNonNullElse(film.errorMessage(), "It could not be prepared.")
                        : "It could not be prepared for watching. Its owner sees why in the studio.";
        };
    }

    public static @Nullable Integer percent(Film film) {
        return film.status() == VideoStatus.inprogress ? film.progress() : null;
    }

    public static String coming(Film film, @Nullable Integer before) {
        return before == null ? coming(film) : Wording.before(before);
    }

    private static String coming(Film film) {
        return film.status() == VideoStatus.inprogress ? "Being prepared" : title(film);
    }

    /** Why others do not see it, or not all of them; null where everybody finds it. */
    public static @Nullable String note(Film film) {
        if (film.takenDown()) {
            return "A moderator took it down. Nobody but its owner sees it.";
        }
        if (film.publishedAt() == null) {
            return "Not published: nobody but its owner sees it.";
        }
        return switch (film.visibility()) {
            case public_ -> null;
            case unlisted -> "Unlisted: whoever has the address can watch it.";
            case private_ -> "Private: nobody but its owner sees it.";
            case course -> "Shown in courses alone.";
        };
    }
}
