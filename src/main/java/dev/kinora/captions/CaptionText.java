package dev.kinora.captions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a cue: as WebVTT writes it, as people write it, and as they read it. */
final class CaptionText {
    /** Takes whole runs: what does not end in time is looked at once. */
    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z0-9:]*+)((?:\\.[^<>\\s]*+)?)([^<>]*+)>");

    private static final Pattern ENTITY = Pattern.compile("&(#[xX][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[A-Za-z]{2,5});");
    /** Where ASS and its kin say how a line is to be shown. */
    private static final Pattern OVERRIDE = Pattern.compile("\\{\\\\[^{}]*+}");

    private static final Pattern BREAK = Pattern.compile("<br */?>|\\\\N", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile("[0-9:]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cs}\\ufeff&&[^\\n\\t]]");
    /** These two begin at the first of a run alone, or a run that ends otherwise would be gone through from each of its signs. */
    private static final Pattern ARROW = Pattern.compile("(?<!-)-++>");

    private static final Pattern LAST_DASHES = Pattern.compile("(?<![- ])[- ]++$");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private static final Map<String, String> NAMED = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "nbsp", "\u00a0", "lrm", "\u200e", "rlm", "\u200f", "quot", "\"", "apos",
            "'");

    private static final Pattern SIGNS = Pattern.compile("[<>{}&]");

    /** What people write is the same after two or three. */
    private static final int MOST_TURNS = 12;

    private static final int MOST_MARKS = 100;

    private CaptionText() {}

    /** Keeps the marks that WebVTT knows, and makes plain text of everything else; never an empty line, never an arrow. */
    static String clean(String raw) {
        var before = UNSEEN.matcher(raw).replaceAll("");
        // What is left out may leave behind what is to be left out as well; each turn makes it shorter.
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            var after = once(before);
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        // Nobody means what is nested so; its words are kept.
        return filled(SIGNS.matcher(before).replaceAll(" "));
    }

    private static String once(String raw) {
        var text = OVERRIDE.matcher(BREAK.matcher(raw).replaceAll("\n")).replaceAll("");
        var clean = new StringBuilder();
        var open = new ArrayDeque<String>();
        var tag = TAG.matcher(text);
        int at = 0;
        int marks = 0;
        while (tag.find()) {
            var kind = kind(tag);
            if (kind != Kind.WORDS) {
                clean.append(escaped(text.substring(at, tag.start())));
                at = tag.end();
                if (kind == Kind.MARK && marks++ < 2 * MOST_MARKS) {
                    mark(tag, open, clean);
                }
            }
        }
        clean.append(escaped(text.substring(at)));
        while (!open.isEmpty()) {
            clean.append("</").append(open.pop()).append('>');
        }
        return filled(clean.toString());
    }

    /** An empty line would end the caption. */
    private static String filled(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private enum Kind {
        MARK,
        NOTHING,
        WORDS
    }

    private static Kind kind(Matcher tag) {
        return switch (tag.group(2).toLowerCase(Locale.ROOT)) {
            case "b", "i", "u", "c", "ruby", "rt", "v", "lang" -> Kind.MARK;
            case "font", "span", "p", "div", "em", "strong", "s", "a", "tt", "sub", "sup" -> Kind.NOTHING;
            case "" -> Kind.WORDS;
            // The second at which a single word comes.
            default -> tag.group(2).contains(":") && TIME.matcher(tag.group(2)).matches() ? Kind.NOTHING : Kind.WORDS;
        };
    }

    private static void mark(Matcher tag, Deque<String> open, StringBuilder clean) {
        var kind = tag.group(2).toLowerCase(Locale.ROOT);
        if (!tag.group(1).isEmpty()) {
            close(kind, open, clean);
            return;
        }
        // With the end of the mark they would be the arrow that stands between times.
        var said = escaped(LAST_DASHES
                .matcher(SPACES.matcher(tag.group(4)).replaceAll(" "))
                .replaceFirst("")
                .strip());
        boolean named = kind.equals("v") || kind.equals("lang");
        if (named && said.isEmpty()
                || kind.equals("v") && open.contains("v")
                || kind.equals("rt") && !"ruby".equals(open.peek())) {
            return;
        }
        open.push(kind);
        clean.append('<').append(kind).append(named ? " " + said : "").append('>');
    }

    private static void close(String kind, Deque<String> open, StringBuilder clean) {
        if (open.contains(kind)) {
            for (var last = ""; !last.equals(kind); ) {
                last = open.pop();
                clean.append("</").append(last).append('>');
            }
        }
    }

    private static String escaped(String text) {
        return UNSEEN.matcher(entities(text))
                .replaceAll("")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\u00a0", "&nbsp;");
    }

    private static String entities(String text) {
        return ENTITY.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(entity(found.group(1), found.group())));
    }

    private static String entity(String name, String whole) {
        if (!name.startsWith("#")) {
            return NAMED.getOrDefault(name, whole);
        }
        int code = Character.toLowerCase(name.charAt(1)) == 'x'
                ? Integer.parseInt(name.substring(2), 16)
                : Integer.parseInt(name.substring(1));
        return Character.isValidCodePoint(code) && !Character.isISOControl(code) ? Character.toString(code) : "";
    }

    /** As somebody types it: {@link #clean} makes the same of it again. Only what would be taken for a mark keeps its entity. */
    static String typed(String text) {
        var typed = text.replace("&gt;", ">")
                .replace("&nbsp;", "\u00a0")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
        return clean(typed).equals(text) ? typed : text;
    }

    /** What is said, without marks, on one line. */
    static String plain(String text) {
        return SPACES.matcher(lines(text).replace('\u00a0', ' '))
                .replaceAll(" ")
                .strip();
    }

    /** What is said, without marks, in the lines it has. */
    static String lines(String text) {
        return entities(TAG.matcher(text).replaceAll(""));
    }

    /** As SubRip has it: slanted, bold and underlined, no entities, and no arrow that would be taken for times. */
    static String subRip(String text) {
        return ARROW.matcher(filled(marked(text))).replaceAll("\u2192");
    }

    private static String marked(String text) {
        return entities(TAG.matcher(text).replaceAll(tag -> switch (tag.group(2)) {
            case "b", "i", "u" -> "<" + tag.group(1) + tag.group(2) + ">";
            default -> "";
        }));
    }
}
