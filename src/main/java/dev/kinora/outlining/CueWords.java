package dev.kinora.outlining;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Words by which English speakers begin something new, end something, or go on; they stand in cue-words.txt. Other languages have none here. */
final class CueWords {
    private static final int LOOKED_AT = 16;
    /** What one says before one says anything. */
    private static final String RUN_UP = "(?:(?:and|so|okay|ok|alright|all right|right|now|well|um|uh|yeah|but) ){0,3}";

    private static final Map<Feature, Pattern> CUES = read();

    private CueWords() {}

    /** 1 or 0. */
    static double says(Feature feature, String words) {
        return Objects.requireNonNull(CUES.get(feature)).matcher(words).find() ? 1 : 0;
    }

    private static Map<Feature, Pattern> read() {
        var cues = new EnumMap<Feature, Pattern>(Feature.class);
        for (var line : Lexicon.lines("cue-words.txt")) {
            if (!line.startsWith("#")) {
                var each = line.split(" ", 3);
                var phrases = each[2].replace(", ", "|");
                cues.put(Feature.valueOf(each[0]), Pattern.compile(where(each[1]) + "(?:" + phrases + ") "));
            }
        }
        return cues;
    }

    private static String where(String word) {
        return switch (word) {
            case "anywhere" -> " ";
            case "first" -> "^ ";
            case "opening" -> "^ " + RUN_UP;
            default -> throw new IllegalArgumentException(word);
        };
    }

    /** The first words in small letters, a space before and behind each. */
    static String opening(Heard heard, int unit) {
        var words = new StringBuilder(" ");
        var tokens = heard.tokens(unit);
        tokens.subList(0, Math.min(LOOKED_AT, tokens.size()))
                .forEach(token -> words.append(token.lower()).append(' '));
        return words.toString();
    }

    /** The last words. */
    static String ending(Heard heard, int unit) {
        var words = new StringBuilder(" ");
        var tokens = heard.tokens(unit);
        tokens.subList(Math.max(0, tokens.size() - LOOKED_AT), tokens.size())
                .forEach(token -> words.append(token.lower()).append(' '));
        return words.toString();
    }
}
