package dev.kinora.captions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads WebVTT and SubRip as people and programs really write them, and says by line what could not be read. */
final class CaptionFile {
    /** So many are shown in no film; each is a row of its own. */
    static final int MOST_CUES = 50_000;

    private static final String TIME = "(?:(\\d{1,3}):)?(\\d{1,2}):(\\d{1,2})(?:[.,:](\\d{1,9}))?";
    private static final Pattern TIMES =
            Pattern.compile("^\\s*+" + TIME + "\\s*+-{1,2}>\\s*+" + TIME + "(?:\\s++(.*))?$");
    private static final Pattern NUMBER = Pattern.compile("\\s*+\\d++\\s*+");
    private static final Pattern ASIDE = Pattern.compile("(NOTE|STYLE|REGION)(\\s.*)?");
    private static final String SHARE = "(100(\\.0{1,9})?|\\d{1,2}(\\.\\d{1,9})?)%";
    private static final Pattern SETTING = Pattern.compile("vertical:(rl|lr)|line:(-?\\d{1,4}|" + SHARE
            + ")(,(start|center|end))?|position:" + SHARE + "(,(line-left|center|line-right))?|size:" + SHARE
            + "|align:(start|center|end|left|right)");
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final int MOST_TOLD = 20;
    /** More than the most captions need; each costs more memory than its letters. */
    private static final int MOST_LINES = 500_000;
    /** As it is typed; written with entities it may be longer. */
    static final int LONGEST_TEXT = 5_000;

    /**
     * @param cues in the order of time
     * @param faults what was left out, or is not whole, the first of them
     * @param leftOut how many there are in all
     */
    record Parsed(List<Cue> cues, List<Captions.Fault> faults, int leftOut) {}

    private final String[] lines;
    private final int longest;
    private final long filmEnd;
    private final List<Cue> cues = new ArrayList<>();
    private final List<Captions.Fault> faults = new ArrayList<>();
    /** Of what is kept and yet not whole; told where there is room behind what was left out. */
    private final List<Captions.Fault> remarks = new ArrayList<>();

    private int leftOut;

    private CaptionFile(String text, int longest, long end) {
        this.longest = longest;
        this.filmEnd = end;
        lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split(LINE_END.pattern(), -1);
    }

    static Parsed parse(String text) {
        return parse(text, Long.MAX_VALUE);
    }

    /** @param end of the film, in milliseconds; what begins later is left out */
    static Parsed parse(String text, long end) {
        if (LINE_END.matcher(text).results().skip(MOST_LINES).findAny().isPresent()) {
            throw CaptionProblem.field("file", "This file has more than half a million lines; no film has as many.");
        }
        return new CaptionFile(text, LONGEST_TEXT, end).run();
    }

    /** What Kinora wrote, of which nothing is left out. */
    static List<Cue> kept(String vtt) {
        return new CaptionFile(vtt, Integer.MAX_VALUE, Long.MAX_VALUE).run().cues();
    }

    private Parsed run() {
        int at = 0;
        if (lines[0].startsWith("WEBVTT")) {
            while (at < lines.length && !lines[at].isBlank() && !begins(at)) {
                at++;
            }
        }
        while (at < lines.length) {
            at = block(at);
        }
        cues.sort(Comparator.comparingLong(Cue::start).thenComparingLong(Cue::end));
        remarks.stream().limit(MOST_TOLD - faults.size()).forEach(faults::add);
        return new Parsed(List.copyOf(cues), List.copyOf(faults), leftOut);
    }

    /** From a line on; @return the line after what was read */
    private int block(int at) {
        if (lines[at].isBlank()) {
            return at + 1;
        }
        if (isTimes(at)) {
            return cue(at);
        }
        // A number or a name before the times.
        if (at + 1 < lines.length && isTimes(at + 1)) {
            return cue(at + 1);
        }
        if (ASIDE.matcher(lines[at]).matches()) {
            return skip(at);
        }
        // Before times stands a number, be they legible or not.
        int times = NUMBER.matcher(lines[at]).matches() && at + 1 < lines.length ? at + 1 : at;
        if (lines[times].contains("->")) {
            tell(times, "These times cannot be read; they are written 00:01:02.500 --> 00:01:04.000.");
        } else {
            tell(at, "There are no times before this text.");
        }
        return skip(at);
    }

    private boolean isTimes(int at) {
        // Asked of every line: most are no times, and that shows without trying.
        return lines[at].contains("->") && TIMES.matcher(lines[at]).matches();
    }

    /** Whether a cue begins here, be it with its number. */
    private boolean begins(int at) {
        return isTimes(at)
                || at + 1 < lines.length
                        && isTimes(at + 1)
                        && NUMBER.matcher(lines[at]).matches();
    }

    private int skip(int at) {
        int next = at + 1;
        while (next < lines.length && !lines[next].isBlank() && !begins(next)) {
            next++;
        }
        return next;
    }

    private int cue(int at) {
        var times = TIMES.matcher(lines[at]);
        if (!times.matches()) {
            throw new IllegalStateException(lines[at]);
        }
        var text = new StringBuilder();
        int next = at + 1;
        // Nobody left a line free, and yet the next cue begins.
        while (next < lines.length && !lines[next].isBlank() && !begins(next)) {
            if (text.length() <= longest) {
                text.append(text.isEmpty() ? "" : "\n").append(lines[next]);
            }
            next++;
        }
        keep(at, times, text.toString());
        return next;
    }

    private void keep(int at, Matcher times, String text) {
        var start = time(times, 1);
        var end = time(times, 5);
        if (start.isEmpty() || end.isEmpty()) {
            tell(at, "A minute has sixty seconds and an hour sixty minutes.");
        } else if (end.get() <= start.get()) {
            tell(at, "This ends before it begins.");
        } else if (start.get() >= filmEnd) {
            tell(at, "This begins when the video is over: it ends at " + CaptionWriter.time(filmEnd) + ".");
        } else if (text.length() > longest) {
            tell(at, "More than " + LONGEST_TEXT + " characters at once cannot be read by anybody.");
        } else if (cues.size() == MOST_CUES) {
            tell(at, "A film has " + MOST_CUES + " captions at most.");
        } else {
            var clean = CaptionText.clean(text);
            if (!CaptionText.plain(clean).isEmpty()) {
                if (clean.indexOf(CaptionBytes.LOST) >= 0) {
                    tell(remarks, at, "A letter of this caption could not be read; \ufffd stands in its place.");
                }
                cues.add(new Cue(start.get(), end.get(), settings(times.group(9)), clean));
            }
        }
    }

    private static Optional<Long> time(Matcher times, int group) {
        long hours = times.group(group) == null ? 0 : Long.parseLong(times.group(group));
        long minutes = Long.parseLong(times.group(group + 1));
        long seconds = Long.parseLong(times.group(group + 2));
        var fraction = times.group(group + 3) == null ? "0" : times.group(group + 3);
        long milliseconds = Long.parseLong((fraction + "00").substring(0, 3));
        return minutes > 59 || seconds > 59
                ? Optional.empty()
                : Optional.of(((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds);
    }

    /** Those that WebVTT knows, each once. */
    static String settings(@Nullable String said) {
        if (said == null) {
            return "";
        }
        var kept = new ArrayList<String>();
        for (var each : SPACES.split(said.strip())) {
            if (SETTING.matcher(each).matches()
                    && kept.stream().noneMatch(other -> name(other).equals(name(each)))) {
                kept.add(each);
            }
        }
        return String.join(" ", kept);
    }

    private static String name(String setting) {
        return setting.substring(0, setting.indexOf(':'));
    }

    private void tell(int at, String sentence) {
        leftOut++;
        tell(faults, at, sentence);
    }

    private static void tell(List<Captions.Fault> told, int at, String sentence) {
        if (told.size() < MOST_TOLD) {
            told.add(new Captions.Fault(at + 1, sentence));
        }
    }
}
