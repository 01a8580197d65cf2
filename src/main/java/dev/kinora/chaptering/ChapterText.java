package dev.kinora.chaptering;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists of chapters as people write them below films: a time and a title a line. The editor reads them by the same rules. */
final class ChapterText {
    private static final String SPACE = "\\s\\p{Z}";
    private static final String BULLETS = SPACE + "\\-\\u2013\\u2014>*\\u2022\\u25b6\\u25ba\\u00b7";
    /** What stands before either, such as a bullet or a number. */
    private static final Pattern LISTED = Pattern.compile("^[" + BULLETS + "]*(?:\\d{1,3}[.)][" + SPACE + "]+)?");
    /** Minutes beside hours are below sixty; alone they may be more. In whichever brackets. */
    private static final String TIME = "[\\[({<\\u3010]?[" + SPACE + "]*"
            + "(?:(\\d{1,3}):(?=[0-5]?\\d:))?(\\d{1,3}):([0-5]\\d)(?:[.,](\\d{1,3}))?"
            + "[" + SPACE + "]*[\\])}>\\u3011]?";

    /** Symbols and keycaps such as 1\ufe0f\u20e3 may stand before a time, and a number behind them. */
    private static final String MARKS = "^(?:\\d\\ufe0f?\\u20e3|[" + BULLETS
            + "\\p{So}\\ufe0e\\ufe0f\\u200d\\x{1f3fb}-\\x{1f3ff}\\u2023\\u2043\\u2219\\u2192\\u00bb\\u203a+~])*+"
            + "(?:\\d{1,3}[.)][" + SPACE + "]+)?";

    private static final String DASH = "[" + SPACE + "]*[\\-\\u2010-\\u2015\\u2212~\\u301c\\u2192][" + SPACE + "]*";
    private static final String BETWEEN = "[" + BULLETS + ":|]*";
    private static final String REST = "(?!\\d|:\\d)[" + BULLETS + ":|.]*(.*)$";
    private static final String TITLE = "^(.*?)" + BETWEEN + "(?<![\\d:.])";
    private static final Pattern BEFORE = Pattern.compile(MARKS + TIME + REST);
    private static final Pattern AFTER = Pattern.compile(TITLE + TIME + "$");
    /** From one time to another. */
    private static final Pattern RANGE_BEFORE = Pattern.compile(MARKS + TIME + DASH + TIME + REST);

    private static final Pattern RANGE_AFTER = Pattern.compile(TITLE + TIME + DASH + TIME + "$");
    private static final Pattern ANYWHERE =
            Pattern.compile("(?<![\\d:.])(?:\\d{1,3}:(?=[0-5]?\\d:))?\\d{1,3}:[0-5]\\d(?![\\d:])");
    private static final Pattern LIKE_A_TIME = Pattern.compile("\\d{1,3}(?::\\d{1,3}){1,2}");
    private static final String FIRST = "Beginning";
    private static final BigDecimal SHORTEST = BigDecimal.ONE;
    private static final int MOST_FAULTS = 20;
    private static final int LONGEST_LINE = 1_000;
    private static final int TIME_GROUPS = 4;

    private ChapterText() {}

    /** @param start in seconds */
    record Line(BigDecimal start, String title) {}

    /** @param line from 1 */
    record Fault(int line, String sentence) {}

    /**
     * @param lines in the order of the film, the first at 0
     * @param faults in the order of the lines
     */
    record Read(List<Line> lines, List<Fault> faults) {
        Read {
            lines = List.copyOf(lines);
            faults = List.copyOf(faults);
        }
    }

    private record Timed(int number, Line line) {}

    /**
     * @param duration of the film in seconds; null while nobody knows it
     * @throws ChapterProblem that tells by line what is no chapter
     */
    static List<Line> parse(String text, @Nullable BigDecimal duration) {
        var read = read(text, duration);
        if (read.lines().size() > Chapters.MOST) {
            throw ChapterProblem.tooMany(Chapters.MOST);
        }
        if (!read.faults().isEmpty()) {
            throw ChapterProblem.unreadable(
                    read.faults().stream().limit(MOST_FAULTS).toList());
        }
        if (read.lines().isEmpty()) {
            throw ChapterProblem.unreadable(
                    List.of(new Fault(1, "There is no chapter here. Write one a line, such as 0:00 Welcome.")));
        }
        return read.lines();
    }

    /** Empty lines are overlooked. */
    static Read read(String text, @Nullable BigDecimal duration) {
        var faults = new ArrayList<Fault>();
        var timed = new ArrayList<Timed>();
        int number = 0;
        for (var each : text.lines().toList()) {
            number++;
            var line = WishRules.plain(each);
            var found = line.length() > LONGEST_LINE ? Optional.<Line>empty() : timed(line);
            if (found.isPresent()) {
                timed.add(new Timed(number, found.get()));
            } else if (!line.isEmpty()) {
                faults.add(new Fault(number, line.length() > LONGEST_LINE ? tooLong() : timeless(line)));
            }
        }
        // In whichever order they were written, they follow one another in the film.
        timed.sort(Comparator.comparing(each -> each.line().start()));
        var lines = new ArrayList<Line>();
        for (var each : timed) {
            var before = lines.isEmpty() ? null : lines.getLast();
            fault(each.line(), before, duration)
                    .ifPresentOrElse(
                            sentence -> faults.add(new Fault(each.number(), sentence)), () -> lines.add(each.line()));
        }
        faults.sort(Comparator.comparing(Fault::line));
        return new Read(begun(lines), faults);
    }

    private static Optional<Line> timed(String line) {
        var rest = LISTED.matcher(line).replaceFirst("");
        return range(RANGE_BEFORE, rest, 1)
                .or(() -> matched(BEFORE, rest))
                .map(it -> new Line(seconds(it, 1), it.group(it.groupCount())))
                .or(() -> range(RANGE_AFTER, rest, 2)
                        .or(() -> matched(AFTER, rest))
                        .map(it -> new Line(seconds(it, 2), it.group(1))));
    }

    /** Its end is where the next begins; a time that is not later is none, but part of the title. */
    private static Optional<Matcher> range(Pattern pattern, String text, int first) {
        return matched(pattern, text).filter(it -> seconds(it, first).compareTo(seconds(it, first + TIME_GROUPS)) < 0);
    }

    private static Optional<Matcher> matched(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    private static Optional<String> fault(Line line, @Nullable Line before, @Nullable BigDecimal duration) {
        if (line.title().isEmpty()) {
            return Optional.of("It has a time but no title.");
        }
        if (line.title().codePointCount(0, line.title().length()) > WishRules.LONGEST_TITLE) {
            return Optional.of(tooLong());
        }
        if (before != null && line.start().subtract(before.start()).compareTo(SHORTEST) < 0) {
            return Optional.of("It begins less than a second after another, at " + moment(line.start()) + ".");
        }
        if (duration != null && line.start().compareTo(duration) >= 0) {
            return Optional.of("It begins at " + moment(line.start()) + "; the video ends at "
                    + moment(duration.setScale(0, RoundingMode.DOWN)) + ".");
        }
        return duration != null && duration.subtract(line.start()).compareTo(SHORTEST) < 0
                ? Optional.of("It begins less than a second before the video ends.")
                : Optional.empty();
    }

    /** The first begins with the film. */
    private static List<Line> begun(List<Line> lines) {
        if (lines.isEmpty() || lines.getFirst().start().signum() == 0) {
            return lines;
        }
        var begun = new ArrayList<>(lines);
        var start = BigDecimal.ZERO.setScale(3);
        // Nearer to the beginning than a chapter is long: that is where it was meant.
        if (lines.getFirst().start().compareTo(SHORTEST) < 0) {
            begun.set(0, new Line(start, lines.getFirst().title()));
        } else {
            begun.addFirst(new Line(start, FIRST));
        }
        return begun;
    }

    private static String tooLong() {
        return "A title has " + WishRules.LONGEST_TITLE + " letters at most.";
    }

    private static String timeless(String line) {
        var misplaced = ANYWHERE.matcher(line);
        if (misplaced.find()) {
            return "\u201c" + misplaced.group() + "\u201d stands within the line: begin or end the line with it.";
        }
        var like = LIKE_A_TIME.matcher(line);
        return like.find()
                ? "\u201c" + like.group() + "\u201d is no time: a minute has sixty seconds."
                : "It has no time, such as 1:02.";
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
            text.append(clock(chapter.start().longValue()))
                    .append(' ')
                    .append(chapter.title())
                    .append('\n');
        }
        return text.toString();
    }

    /** With as much of a fraction as there is. */
    private static String moment(BigDecimal seconds) {
        var fraction = seconds.remainder(BigDecimal.ONE).stripTrailingZeros().toPlainString();
        return clock(seconds.longValue()) + (fraction.equals("0") ? "" : fraction.substring(1));
    }

    private static String clock(long second) {
        return second < 3600
                ? String.format(Locale.ROOT, "%d:%02d", second / 60, second % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
    }
}
