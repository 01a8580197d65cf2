package dev.kinora.outlining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One to four words that might name a chapter, with all places where they are said in it. */
final class Phrase {
    private final List<Token> words;
    private final Map<String, Integer> spellings = new HashMap<>();
    private int times;
    private double early;
    private double announced;

    Phrase(List<Token> words) {
        this.words = List.copyOf(words);
    }

    /**
     * @param early 1 at the beginning of the chapter, less the later
     * @param announced whether words stand before it by which somebody says what they will talk about: 1, else 0
     */
    void hear(String spelling, double early, double announced) {
        times++;
        spellings.merge(spelling, 1, Integer::sum);
        this.early = Math.max(this.early, early);
        this.announced = Math.max(this.announced, announced);
    }

    List<Token> words() {
        return words;
    }

    int times() {
        return times;
    }

    double early() {
        return early;
    }

    double announced() {
        return announced;
    }

    /** Whether it says what both say, and nothing else. */
    boolean unites(Phrase one, Phrase other) {
        return words.stream().filter(Token::isContent).allMatch(word -> one.has(word) || other.has(word))
                && one.words.stream().filter(Token::isContent).allMatch(this::has)
                && other.words.stream().filter(Token::isContent).allMatch(this::has);
    }

    private boolean has(Token token) {
        return words.stream().anyMatch(word -> word.term() == token.term());
    }

    boolean shares(Phrase other) {
        return words.stream().filter(Token::isContent).anyMatch(other::has);
    }

    /** As it is most often spelt; of two as often the first in the alphabet, so that it is always the same. */
    String spelling() {
        return spellings.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
