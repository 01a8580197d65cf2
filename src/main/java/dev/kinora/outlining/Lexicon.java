package dev.kinora.outlining;

import dev.kinora.captions.StopWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What is known of a language: which words say nothing, which are one word, and how much a word says. */
final class Lexicon {
    /** Long enough to tell most words apart, short enough to leave out how they are bent. */
    private static final int TRUNK = 6;

    private static final Set<String> STOPS = divided("english.txt").getOrDefault("stop", Set.of());

    private final boolean english;
    private final Set<String> stops;
    private final Map<String, String> stems = new HashMap<>();

    private Lexicon(boolean english, Set<String> stops) {
        this.english = english;
        this.stops = stops;
    }

    /** That of the language in which a text is; of one that is not known, nothing. */
    static Lexicon of(String text) {
        var language = StopWords.language(text);
        return language.isEmpty() || language.get().equals("en")
                ? new Lexicon(language.isPresent() || isLatin(text), STOPS)
                : new Lexicon(false, StopWords.of(language.get()));
    }

    private static boolean isLatin(String text) {
        return text.chars().filter(Character::isLetter).limit(2000).allMatch(letter -> letter < 128);
    }

    boolean isEnglish() {
        return english;
    }

    boolean isStop(String lower) {
        return stops.contains(lower)
                || lower.codePointCount(0, lower.length()) < 2 && lower.codePointAt(0) < 0x2e80
                || lower.codePoints().noneMatch(Character::isLetter);
    }

    String stem(String lower) {
        return stems.computeIfAbsent(lower, this::cut);
    }

    private String cut(String lower) {
        var word = lower.endsWith("'s") ? lower.substring(0, lower.length() - 2) : lower;
        if (english) {
            return Porter.stem(word);
        }
        return word.length() <= TRUNK ? word : word.substring(0, word.offsetByCodePoints(0, trunk(word)));
    }

    private static int trunk(String word) {
        return Math.min(TRUNK, word.codePointCount(0, word.length()));
    }

    /** How much it says in general: least if everybody uses it daily, most if no list has it. */
    double weight(String lower) {
        if (!english) {
            return 1;
        }
        var known = Commonness.LEVELS.get(lower);
        return known == null ? 1 : known;
    }

    /** Read when a title is asked for, and not before. */
    private static final class Commonness {
        static final Map<String, Double> LEVELS = levels();

        private static Map<String, Double> levels() {
            var levels = new HashMap<String, Double>();
            divided("common-words.txt")
                    .forEach((level, words) -> words.forEach(word -> levels.put(word, level.equals("10") ? 0.6 : 0.8)));
            return levels;
        }
    }

    /** By the first word of each line, the others. */
    private static Map<String, Set<String>> divided(String resource) {
        var words = new HashMap<String, Set<String>>();
        for (var line : lines(resource)) {
            if (!line.startsWith("#")) {
                var each = line.split(" ");
                words.computeIfAbsent(each[0], _ -> new HashSet<>())
                        .addAll(Arrays.asList(each).subList(1, each.length));
            }
        }
        return words;
    }

    /** All that stand in a list which is not divided. */
    static List<String> words(String resource) {
        return lines(resource).stream()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .toList();
    }

    static List<String> lines(String resource) {
        try (var file = Objects.requireNonNull(Lexicon.class.getResourceAsStream(resource))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
