package dev.kinora.captions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which language a text is in: by its letters where one language alone has them, else by the words every text of it has. */
final class LanguageGuess {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final int LONGEST_LOOK = 40_000;
    private static final int FEWEST_WORDS = 8;
    private static final int FEWEST_SIGNS = 8;
    /** So much of a text is at least such words, counted by how rare they are elsewhere. */
    private static final double LEAST = 0.08;
    /** By so much the best has to be better than the next: of Danish and Norwegian nothing is said rather than the wrong one. */
    private static final double CLEARLY = 1.25;

    private static final Map<UnicodeScript, String> ONLY = Map.ofEntries(
            Map.entry(UnicodeScript.GREEK, "el"),
            Map.entry(UnicodeScript.HEBREW, "he"),
            Map.entry(UnicodeScript.ARMENIAN, "hy"),
            Map.entry(UnicodeScript.GEORGIAN, "ka"),
            Map.entry(UnicodeScript.THAI, "th"),
            Map.entry(UnicodeScript.HANGUL, "ko"),
            Map.entry(UnicodeScript.BENGALI, "bn"),
            Map.entry(UnicodeScript.GUJARATI, "gu"),
            Map.entry(UnicodeScript.TAMIL, "ta"),
            Map.entry(UnicodeScript.TELUGU, "te"));

    /** Where those of a language that has no list here are seen, no list decides. */
    private static final Pattern OTHERS = Pattern.compile("[\u0452\u0458\u0459\u045a\u045b\u045f\u0453\u045c\u045e]");

    /** Signs of which every text is full, in languages that leave no room between words. */
    private static final Pattern COMMON_SIGNS = Pattern.compile(
            "[\u3044\u306e\u3092\u306f\u306b\u3067\u3059\u305f\u3066\u3068]|[\u7684\u662f\u4e0d\u4e86\u6211\u4f60\u9019\u8fd9\u5728\u6709\u4eba\u500b\u4e2a]|[\uc774\ub2e4\uc744\ub97c\ub294\uc740\uc5d0\uc694]");

    private static final Pattern COMMON_THAI = Pattern.compile(
            "\u0e44\u0e21\u0e48|\u0e17\u0e35\u0e48|\u0e41\u0e25\u0e30"
                    + "|\u0e40\u0e1b\u0e47\u0e19|\u0e44\u0e14\u0e49|\u0e02\u0e2d\u0e07|\u0e27\u0e48\u0e32|\u0e21\u0e32\u0e01|\u0e43\u0e2b\u0e49|\u0e01\u0e32\u0e23|\u0e1c\u0e21|\u0e04\u0e38\u0e13");

    /** Signs of money, law and mathematics, which stand in no word. */
    private static final Pattern IN_NO_WORD = Pattern.compile(
            "\\p{L}[\u00a1-\u00a9\u00ac-\u00b3\u00b5\u00b6\u00b8\u00b9\u00bc-\u00be\u00d7\u00f7](?=\\p{L})");

    private static final Map<String, Map<String, Double>> WORDS = read();

    private LanguageGuess() {}

    /** As in BCP 47; empty rather than a guess. */
    static Optional<String> of(String text) {
        var looked = text.length() <= LONGEST_LOOK ? text : text.substring(0, LONGEST_LOOK);
        var byLetters = byLetters(looked);
        if (byLetters.isPresent() || OTHERS.matcher(looked).find()) {
            return byLetters;
        }
        var words = BETWEEN_WORDS.split(looked.toLowerCase(Locale.ROOT));
        var scores = scores(words);
        var order = scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(2)
                .toList();
        if (words.length < FEWEST_WORDS || order.isEmpty()) {
            return Optional.empty();
        }
        double best = order.getFirst().getValue();
        double next = order.size() == 1 ? 0 : order.get(1).getValue();
        return best / words.length >= LEAST && best >= next * CLEARLY
                ? Optional.of(order.getFirst().getKey())
                : Optional.empty();
    }

    private static Optional<String> byLetters(String text) {
        var counts = new EnumMap<UnicodeScript, Integer>(UnicodeScript.class);
        int letters = 0;
        for (int code : text.codePoints().filter(Character::isLetter).toArray()) {
            counts.merge(UnicodeScript.of(code), 1, Integer::sum);
            letters++;
        }
        if (letters < FEWEST_SIGNS) {
            return Optional.empty();
        }
        int kana = counts.getOrDefault(UnicodeScript.HIRAGANA, 0) + counts.getOrDefault(UnicodeScript.KATAKANA, 0);
        int signs = kana + counts.getOrDefault(UnicodeScript.HAN, 0);
        if (signs > letters / 2) {
            return Optional.of(kana > signs / 10 ? "ja" : "zh");
        }
        int half = letters / 2;
        return counts.entrySet().stream()
                .filter(each -> each.getValue() > half)
                .map(each -> ONLY.get(each.getKey()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** How much of it is what people say in some language; to tell readings of the same bytes apart. */
    static double likeness(String text) {
        var words = Arrays.stream(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> word.chars().anyMatch(letter -> letter > 127))
                .toArray(String[]::new);
        var best = scores(words).values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        return best
                + COMMON_SIGNS.matcher(text).results().count() * 0.5
                + COMMON_THAI.matcher(text).results().count()
                - IN_NO_WORD.matcher(text).results().count()
                - text.chars()
                        .filter(letter -> letter == 0xfffd || Character.isISOControl(letter) && letter > 127)
                        .count();
    }

    private static Map<String, Double> scores(String[] words) {
        var scores = new HashMap<String, Double>();
        for (var word : words) {
            WORDS.getOrDefault(word, Map.of())
                    .forEach((language, weight) -> scores.merge(language, weight, Double::sum));
        }
        return scores;
    }

    /** What a word says for each of its languages: the fewer have it, the more. */
    private static Map<String, Map<String, Double>> read() {
        var languages = new HashMap<String, Set<String>>();
        for (var line : lines()) {
            if (!line.startsWith("#")) {
                var words = line.split(" ");
                Arrays.stream(words, 1, words.length)
                        .forEach(word -> languages
                                .computeIfAbsent(word, _ -> new HashSet<>())
                                .add(words[0]));
            }
        }
        var weights = new HashMap<String, Map<String, Double>>();
        languages.forEach((word, in) -> {
            var each = new HashMap<String, Double>();
            in.forEach(language -> each.put(language, 1.0 / in.size()));
            weights.put(word, each);
        });
        return weights;
    }

    static Set<String> words(String language) {
        return WORDS.entrySet().stream()
                .filter(each -> each.getValue().containsKey(language))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> lines() {
        try (var file = Objects.requireNonNull(LanguageGuess.class.getResourceAsStream("stop-words.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
