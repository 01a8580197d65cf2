package dev.kinora.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A text in lower case and without accents, as the database compares words, which knows where in the text each of its
 * letters was. The table has what the database's unaccent makes of letters, those of Latin, Greek and Cyrillic.
 */
final class Folded {
    private static final Map<Integer, String> TABLE = table();
    private static final Pattern MARK = Pattern.compile("[\\x{300}-\\x{362}\\x{20DD}-\\x{20E0}\\x{20E2}-\\x{20E4}]");

    private final String letters;
    /** For each letter where its sign begins in the text, and at last where the text ends. */
    private final int[] places;

    private Folded(String letters, int[] places) {
        this.letters = letters;
        this.places = places;
    }

    static Folded of(String text) {
        var letters = new StringBuilder(text.length());
        var places = new int[text.length() + 1];
        for (int at = 0; at < text.length(); ) {
            var sign = text.codePointAt(at);
            var plain = plain(sign);
            if (letters.length() + plain.length() >= places.length) {
                places = Arrays.copyOf(places, 2 * places.length + plain.length());
            }
            Arrays.fill(places, letters.length(), letters.length() + plain.length(), at);
            letters.append(plain);
            at += Character.charCount(sign);
        }
        places[letters.length()] = text.length();
        return new Folded(letters.toString(), Arrays.copyOf(places, letters.length() + 1));
    }

    String letters() {
        return letters;
    }

    /** Where in the text what begins here begins. */
    int start(int letter) {
        return places[letter];
    }

    /** Where in the text what ends here ends: behind its marks, and behind the whole of a sign of two letters. */
    int end(int letter) {
        var end = letter;
        while (end > 0 && end < letters.length() && places[end] == places[letter - 1]) {
            end++;
        }
        return places[end];
    }

    private static String plain(int sign) {
        if (sign < 128) {
            return Character.toString(Character.toLowerCase(sign));
        }
        var lower = Character.toLowerCase(sign);
        var known = TABLE.getOrDefault(sign, TABLE.get(lower));
        if (known != null) {
            return known;
        }
        var letter = Character.toString(lower);
        return MARK.matcher(letter).matches() ? "" : letter;
    }

    private static Map<Integer, String> table() {
        try (var file = Objects.requireNonNull(Folded.class.getResourceAsStream("folded.txt"))) {
            var table = new HashMap<Integer, String>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                var gap = line.indexOf(' ');
                line.substring(gap + 1).codePoints().forEach(letter -> table.put(letter, line.substring(0, gap)));
            });
            return Map.copyOf(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
