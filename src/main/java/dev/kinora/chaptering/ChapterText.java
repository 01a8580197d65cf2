package dev.kinora.chaptering;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists of chapters as people write them below films: a time and a title a line. */
final class ChapterText {
    /** Minutes beside hours are below sixty; alone they may be more. */
    private static final String TIME = "(?:(\\d{1,3}):(?=[0-5]?\\d:))?(\\d{1,3}):([0-5]\\d)(?:[.,](\\d{1,3}))?";
    /** In whichever brackets, and apart from the title by a dash or a dot or nothing. */
    private static final String BRACKETED = "[\\[({<\\u3010]?\\s*" + TIME + "\\s*[\\])}>\\u3011]?";

    private static final Pattern BEFORE = Pattern.compile("^(?:[-*\\u2022\\u25b6\\u25ba\\u00b7]\\s*|\\d{1,3}[.)]\\s+)?"
            + BRACKETED + "(?!\\d|:\\d)\\s*[-\\u2013\\u2014:|.\\u00b7\\u2022]*\\s*(.*)$");
    private static final Pattern AFTER =
            Pattern.compile("^(.*?)\\s*[-\\u2013\\u2014:|\\u00b7\\u2022]*\\s*(?<![\\d:.])" + BRACKETED + "$");
    private static final Pattern LIKE_A_TIME = Pattern.compile("\\d{1,3}(?::\\d{1,3}){1,2}");
    private static final int MOST_FAULTS = 20;
    private static final int LONGEST_LINE = 1_000;

    private ChapterText() {}

    /** @param start in seconds */
    record Line(BigDecimal start, String title) {}

    /** @param line from 1 */
    record Fault(int line, String sentence) {}

    /**
     * Empty lines are overlooked.
     *
     * @param duration of the film in seconds; null while nobody knows it
     * @throws ChapterProblem that tells by line what is no chapter
     */
    static List<Line> parse(String text, @Nullable BigDecimal duration) {
        var lines = new ArrayList<Line>();
        var faults = new ArrayList<Fault>();
        int number = 0;
        for (var each : text.lines().toList()) {
            number++;
            var line = WishRules.plain(each);
            if (!line.isEmpty()) {
                take(line, number, lines, faults, duration);
            }
            if (lines.size() > Chapters.MOST) {
                throw ChapterProblem.tooMany(Chapters.MOST);
            }
        }
        if (lines.isEmpty() && faults.isEmpty()) {
            faults.add(new Fault(1, "There is no chapter here. Write one a line, such as 0:00 Welcome."));
        }
        if (!faults.isEmpty()) {
            throw ChapterProblem.unreadable(faults.stream().limit(MOST_FAULTS).toList());
        }
        return lines;
    }

    private static void take(
            String line, int number, List<Line> lines, List<Fault> faults, @Nullable BigDecimal duration) {
        // What is not looked into costs nothing, whatever it is made of.
        if (line.length() > LONGEST_LINE) {
            faults.add(new Fault(number, "A title has " + WishRules.LONGEST_TITLE + " letters at most."));
            return;
        }
        var before = BEFORE.matcher(line);
        var after = AFTER.matcher(line);
        Line found;
        if (before.matches()) {
            found = new Line(seconds(before, 1), before.group(5).strip());
        } else if (after.matches()) {
            found = new Line(seconds(after, 2), after.group(1).strip());
        } else {
            faults.add(new Fault(number, timeless(line)));
            return;
        }
        if (found.title().isEmpty()) {
            faults.add(new Fault(number, "There is no title beside the time."));
        } else if (found.title().codePointCount(0, found.title().length()) > WishRules.LONGEST_TITLE) {
            faults.add(new Fault(number, "A title has " + WishRules.LONGEST_TITLE + " letters at most."));
        } else if (!lines.isEmpty() && found.start().compareTo(lines.getLast().start()) <= 0) {
            faults.add(new Fault(number, "It begins no later than the chapter before."));
        } else if (duration != null && found.start().compareTo(duration) >= 0) {
            faults.add(new Fault(
                    number,
                    "It begins at " + moment(found.start().longValue()) + ", but the video ends at "
                            + moment(duration.longValue()) + " already."));
        } else {
            lines.add(found);
        }
    }

    private static String timeless(String line) {
        var like = LIKE_A_TIME.matcher(line);
        return like.find()
                ? "\u201c" + like.group() + "\u201d is no time: a minute has sixty seconds, written with two digits."
                : "There is no time here. Write the time and the title, such as 1:30 Inking.";
    }

    private static BigDecimal seconds(Matcher time, int first) {
        var hours = time.group(first) == null ? 0 : Long.parseLong(time.group(first));
        var minutes = Long.parseLong(time.group(first + 1));
        var seconds = Long.parseLong(time.group(first + 2));
        var fraction = time.group(first + 3) == null ? "0" : time.group(first + 3);
        return new BigDecimal((hours * 60 + minutes) * 60 + seconds + "." + fraction).setScale(3);
    }

    /** As it can be put below a film elsewhere. */
    static String list(List<Chapter> chapters) {
        var text = new StringBuilder();
        for (var chapter : chapters) {
            text.append(moment(chapter.start().longValue()))
                    .append(' ')
                    .append(chapter.title())
                    .append('\n');
        }
        return text.toString();
    }

    private static String moment(long second) {
        return second < 3600
                ? String.format(Locale.ROOT, "%d:%02d", second / 60, second % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
    }
}
