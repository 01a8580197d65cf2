package dev.kinora.outlining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is said, cut into words, with the lexicon of its language. */
final class Heard {
    private static final int SAMPLE = 500;
    /** As one speaks. */
    private static final double WORDS_A_SECOND = 2.5;

    private final Speech speech;
    private final Lexicon lexicon;
    private final List<List<Token>> tokens = new ArrayList<>();
    private final List<String> stems = new ArrayList<>();
    private final Contents contents;
    private final double[] clock;

    Heard(Speech speech) {
        this.speech = speech;
        var numbers = new HashMap<String, Integer>();
        lexicon = Lexicon.of(sample(speech.units()));
        for (var unit : speech.units()) {
            tokens.add(Tokens.of(unit.text(), word -> term(word, numbers)));
        }
        contents = contents(numbers.size());
        clock = speech.isTimed() ? timed() : counted();
    }

    /** From the beginning, the middle and the end: the first minute may be a song. */
    private static String sample(List<Unit> units) {
        int step = Math.max(1, units.size() / SAMPLE);
        return IntStream.range(0, (units.size() + step - 1) / step)
                .mapToObj(i -> units.get(i * step).text())
                .collect(Collectors.joining(" "));
    }

    private int term(String word, Map<String, Integer> numbers) {
        return lexicon.isStop(word) ? -1 : numbers.computeIfAbsent(lexicon.stem(word), this::number);
    }

    private int number(String stem) {
        stems.add(stem);
        return stems.size() - 1;
    }

    private Contents contents(int vocabulary) {
        var begins = new int[tokens.size() + 1];
        var terms = tokens.stream()
                .flatMap(List::stream)
                .filter(Token::isContent)
                .mapToInt(Token::term)
                .toArray();
        for (int i = 0; i < tokens.size(); i++) {
            begins[i + 1] = begins[i]
                    + (int) tokens.get(i).stream().filter(Token::isContent).count();
        }
        return new Contents(terms, begins, vocabulary);
    }

    private double[] timed() {
        var clock = new double[units() + 1];
        for (int i = 1; i < units(); i++) {
            clock[i] = Math.max(clock[i - 1], speech.units().get(i).start());
        }
        clock[units()] = Math.max(speech.duration(), units() == 0 ? 0 : clock[units() - 1]);
        return clock;
    }

    private double[] counted() {
        var clock = new double[units() + 1];
        for (int i = 0; i < units(); i++) {
            clock[i + 1] = clock[i] + tokens.get(i).size() / WORDS_A_SECOND;
        }
        return clock;
    }

    Speech speech() {
        return speech;
    }

    int units() {
        return tokens.size();
    }

    Lexicon lexicon() {
        return lexicon;
    }

    List<Token> tokens(int unit) {
        return tokens.get(unit);
    }

    String text(int unit) {
        return speech.units().get(unit).text();
    }

    /** @param term the number of a word that carries what is talked about */
    String stem(int term) {
        return stems.get(term);
    }

    Contents contents() {
        return contents;
    }

    /** The seconds at which the units begin, and the last ends; where nobody knows them, about when they would. */
    double[] clock() {
        return clock;
    }

    double seconds() {
        return clock[units()] - clock[0];
    }
}
