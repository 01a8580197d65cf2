package dev.kinora.search;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for.
 *
 * @param words as typed, on one line; empty where only the filter counts
 */
public record Wish(String words, Filter filter) {
    public static final int LONGEST = 200;

    private static final int MOST_WORDS = 12;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");
    private static final Pattern GAP = Pattern.compile(" ");

    /**
     * Null or false where it does not matter.
     *
     * @param until published before it
     * @param person by username
     * @param tag or hashtag, without its sign
     */
    public record Filter(
            @Nullable String language,
            @Nullable Duration shortest,
            @Nullable Duration longest,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String person,
            @Nullable String tag,
            boolean captioned) {
        public static final Filter NONE = new Filter(null, null, null, null, null, null, null, false);

        public boolean isNone() {
            return equals(NONE);
        }
    }

    /** @throws SearchProblem when it is too long to be meant */
    public static Wish of(@Nullable String typed, Filter filter) {
        var words = words(typed);
        if (words.length() > LONGEST) {
            throw SearchProblem.invalid("q", "Search for at most " + LONGEST + " letters.");
        }
        if (GAP.splitAsStream(words).count() > MOST_WORDS) {
            throw SearchProblem.invalid("q", "Search for at most " + MOST_WORDS + " words.");
        }
        return new Wish(words, filter);
    }

    /** Whether there is anything to look for. */
    public boolean isEmpty() {
        return words.isEmpty() && filter.isNone();
    }

    Wish with(String others) {
        return new Wish(others, filter);
    }

    static String words(@Nullable String typed) {
        return typed == null
                ? ""
                : UNSEEN.matcher(Normalizer.normalize(typed, Normalizer.Form.NFC))
                        .replaceAll(" ")
                        .strip();
    }
}
