package dev.kinora.outlining;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Cuts text into words, also that of languages which leave no room between them. */
final class Tokens {
    private final String text;
    private final ToIntFunction<String> terms;
    private final List<Token> tokens = new ArrayList<>();

    private Tokens(String text, ToIntFunction<String> terms) {
        this.text = text;
        this.terms = terms;
    }

    /** @param terms the number of a word in small letters; -1 where it says nothing */
    static List<Token> of(String text, ToIntFunction<String> terms) {
        return new Tokens(text, terms).cut();
    }

    private List<Token> cut() {
        int at = 0;
        while (at < text.length()) {
            int sign = text.codePointAt(at);
            if (!Character.isLetterOrDigit(sign)) {
                at += Character.charCount(sign);
            } else if (isDense(sign)) {
                at = dense(at, script(sign));
            } else {
                at = word(at);
            }
        }
        return tokens;
    }

    private int word(int from) {
        int at = from;
        while (at < text.length()) {
            int sign = text.codePointAt(at);
            if (isDense(sign) || !(isPart(sign) || isInside(at, sign))) {
                break;
            }
            at += Character.charCount(sign);
        }
        add(from, at);
        return at;
    }

    private static boolean isPart(int sign) {
        int type = Character.getType(sign);
        return Character.isLetterOrDigit(sign)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** As in it's, OP_RETURN, fast.ai and 2.5. */
    private boolean isInside(int at, int sign) {
        if (at + 1 >= text.length()) {
            return false;
        }
        int next = text.codePointAt(at + 1);
        return switch (sign) {
            case '\'', '\u2019', '_' -> Character.isLetterOrDigit(next);
            case '.' -> Character.isDigit(next) || Character.isLowerCase(next);
            default -> false;
        };
    }

    /** Two signs at a time of those that stand for much, whole runs of katakana; what bends words is left out. */
    private int dense(int from, UnicodeScript script) {
        int at = from;
        var starts = new ArrayList<Integer>();
        while (at < text.length()
                && Character.isLetter(text.codePointAt(at))
                && script(text.codePointAt(at)) == script) {
            starts.add(at);
            at += Character.charCount(text.codePointAt(at));
        }
        if (starts.isEmpty()) {
            return from + Character.charCount(text.codePointAt(from));
        }
        starts.add(at);
        int step = script == UnicodeScript.HAN ? 2 : 3;
        if (script == UnicodeScript.HIRAGANA) {
            return at;
        }
        if (script == UnicodeScript.KATAKANA || starts.size() - 1 <= step) {
            add(from, at);
        } else {
            for (int i = 0; i + step < starts.size(); i++) {
                add(starts.get(i), starts.get(i + step));
            }
        }
        return at;
    }

    private static boolean isDense(int sign) {
        return sign > 0x0e00
                && switch (script(sign)) {
                    case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
                    default -> false;
                };
    }

    /** What makes a sound long belongs to katakana, whatever Unicode says. */
    private static UnicodeScript script(int sign) {
        return sign == 0x30fc ? UnicodeScript.KATAKANA : UnicodeScript.of(sign);
    }

    private void add(int start, int end) {
        var lower = text.substring(start, end).toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        tokens.add(new Token(lower, start, end, terms.applyAsInt(lower), isJoined(start)));
    }

    private boolean isJoined(int start) {
        if (tokens.isEmpty()) {
            return false;
        }
        int last = tokens.getLast().end();
        if (start <= last) {
            return true;
        }
        var between = text.substring(last, start);
        return between.equals(" ") || between.equals("-");
    }
}
