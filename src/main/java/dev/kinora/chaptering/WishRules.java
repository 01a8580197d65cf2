package dev.kinora.chaptering;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What chapters have to be like, whoever writes them. */
final class WishRules {
    static final int LONGEST_TITLE = 255;

    private static final int LONGEST_DESCRIPTION = 5_000;
    private static final BigDecimal APART = BigDecimal.ONE;
    private static final Pattern UNSEEN =
            Pattern.compile("[\\s\\p{Cc}\\p{Cs}\\u2028\\u2029\\ufeff\\u200b\\u202a-\\u202e\\u2060\\u2066-\\u2069]+");
    private static final Pattern SPACES = Pattern.compile("\\p{Z}{2,}");
    private static final Pattern AROUND = Pattern.compile("^\\p{Z}|\\p{Z}$");
    private static final Pattern UNSEEN_IN_LINES =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\ufeff\\u200b\\u202a-\\u202e\\u2060\\u2066-\\u2069&&[^\\n\\t]]");

    private WishRules() {}

    /**
     * In milliseconds and without what nobody sees.
     *
     * @throws ChapterProblem that names the first chapter that cannot be
     */
    static List<Wish> checked(List<Wish> wishes, BigDecimal duration) {
        if (wishes.size() > Chapters.MOST) {
            throw ChapterProblem.tooMany(Chapters.MOST);
        }
        var checked = new ArrayList<Wish>();
        for (int i = 0; i < wishes.size(); i++) {
            var wish = wishes.get(i);
            var start = wish.start().setScale(3, RoundingMode.HALF_UP);
            requirePlace(i, start, i == 0 ? null : checked.get(i - 1).start(), duration);
            if (i > 0 && i == wishes.size() - 1) {
                requireLength(i, start, duration);
            }
            checked.add(new Wish(wish.id(), title(i, wish.title()), description(i, wish), start, wish.generated()));
        }
        return checked;
    }

    private static void requirePlace(int index, BigDecimal start, @Nullable BigDecimal before, BigDecimal duration) {
        if (before == null && start.signum() != 0) {
            throw ChapterProblem.wrong(
                    index, "start", "The first chapter begins at 0; this one begins at " + start + ".");
        }
        if (before != null && start.subtract(before).compareTo(APART) < 0) {
            throw ChapterProblem.wrong(
                    index,
                    "start",
                    "It begins at " + start + ", and the one before at " + before
                            + ". Each begins at least a second after the one before.");
        }
        if (start.compareTo(duration) >= 0) {
            throw ChapterProblem.wrong(
                    index, "start", "It begins at " + start + ", but the video ends at " + duration + " already.");
        }
    }

    private static void requireLength(int index, BigDecimal start, BigDecimal duration) {
        if (duration.subtract(start).compareTo(APART) < 0) {
            throw ChapterProblem.wrong(
                    index,
                    "start",
                    "It begins at " + start + ", and the video ends at " + duration
                            + ". A chapter lasts a second at least.");
        }
    }

    private static String title(int index, String typed) {
        var title = plain(typed);
        if (title.isEmpty() || title.codePointCount(0, title.length()) > LONGEST_TITLE) {
            throw ChapterProblem.wrong(index, "title", "A title has from 1 to " + LONGEST_TITLE + " letters.");
        }
        return title;
    }

    /** On one line, and without what nobody sees. */
    static String plain(String typed) {
        var seen = UNSEEN.matcher(typed).replaceAll(" ");
        return AROUND.matcher(SPACES.matcher(seen).replaceAll(" ")).replaceAll("");
    }

    private static @Nullable String description(int index, Wish wish) {
        if (wish.description() == null) {
            return null;
        }
        var lines = wish.description().replace("\r\n", "\n");
        var text = UNSEEN_IN_LINES.matcher(lines).replaceAll("").strip();
        if (text.codePointCount(0, text.length()) > LONGEST_DESCRIPTION) {
            throw ChapterProblem.wrong(
                    index, "description", "A description has " + LONGEST_DESCRIPTION + " letters at most.");
        }
        return text.isEmpty() ? null : text;
    }
}
