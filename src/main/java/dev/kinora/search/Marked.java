package dev.kinora.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A text in pieces, some of which are what was looked for. Never markup: whoever shows it writes the pieces as text. */
public record Marked(List<Piece> pieces) {
    private static final int SNIPPET = 180;
    private static final int BEFORE_THE_FIRST = 60;
    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    /** @param match whether it is one of the words */
    public record Piece(String text, boolean match) {}

    public String text() {
        return String.join("", pieces.stream().map(Piece::text).toList());
    }

    public boolean hasMatch() {
        return pieces.stream().anyMatch(Piece::match);
    }

    static Marked of(String text, String words) {
        return new Marked(cut(text, pattern(words)));
    }

    /** The neighbourhood of the first match in a long text; its beginning where there is none. */
    static Marked snippet(String text, String words) {
        var flat = text.replaceAll("\\s+", " ").strip();
        if (flat.length() <= SNIPPET) {
            return of(flat, words);
        }
        var folded = Folded.of(flat);
        var found = pattern(words).matcher(folded.letters());
        var first = found.find() ? folded.start(found.start()) : 0;
        var from = Math.max(0, first - BEFORE_THE_FIRST);
        if (from > 0) {
            var gap = flat.indexOf(' ', from);
            from = gap < 0 || gap > first ? from : gap + 1;
        }
        var to = Math.min(flat.length(), from + SNIPPET);
        // Half a sign is none.
        from = from > 0 && Character.isLowSurrogate(flat.charAt(from)) ? from - 1 : from;
        to = to < flat.length() && Character.isLowSurrogate(flat.charAt(to)) ? to - 1 : to;
        return of((from > 0 ? "… " : "") + flat.substring(from, to) + (to < flat.length() ? " …" : ""), words);
    }

    /**
     * Words as wholes where a language puts spaces between them, letters anywhere where it does not. What is typed is
     * quoted: no sign in it means anything. To be looked for in what is folded.
     */
    private static Pattern pattern(String words) {
        var all = WORDS.matcher(Folded.of(words).letters())
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        if (all.isEmpty()) {
            return words.isEmpty() ? Pattern.compile("(?!)") : Pattern.compile(Pattern.quote(words));
        }
        var alternatives = all.stream()
                .map(word -> isSpaced(word)
                        ? "(?<![\\p{L}\\p{M}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{M}\\p{N}])"
                        : Pattern.quote(word))
                .toList();
        return Pattern.compile(String.join("|", alternatives));
    }

    private static boolean isSpaced(String word) {
        return word.codePoints().allMatch(letter -> switch (Character.UnicodeScript.of(letter)) {
            case THAI, LAO, KHMER, MYANMAR, HAN, HIRAGANA, KATAKANA, TIBETAN -> false;
            default -> true;
        });
    }

    private static List<Piece> cut(String text, Pattern pattern) {
        var pieces = new ArrayList<Piece>();
        var folded = Folded.of(text);
        var found = pattern.matcher(folded.letters());
        var at = 0;
        while (found.find()) {
            var start = Math.max(at, folded.start(found.start()));
            var end = folded.end(found.end());
            if (start > at) {
                pieces.add(new Piece(text.substring(at, start), false));
            }
            if (end > start) {
                pieces.add(new Piece(text.substring(start, end), true));
            }
            at = end;
        }
        if (at < text.length()) {
            pieces.add(new Piece(text.substring(at), false));
        }
        return List.copyOf(pieces);
    }
}
