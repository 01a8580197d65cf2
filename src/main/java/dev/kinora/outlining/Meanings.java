package dev.kinora.outlining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What English words mean: those that mean something alike point in like directions, whatever their letters. */
final class Meanings {
    static final int DIRECTIONS = 64;
    /** Bytes are made of numbers by this, so that a meaning is one long. */
    private static final float UNIT = 317.5f;

    private static final byte[] NUMBERS = numbers();
    private static final Map<String, Integer> PLACES = places();
    private static final float[] NAMING = naming();

    private Meanings() {}

    static float @Nullable [] of(String stem) {
        var place = PLACES.get(stem);
        if (place == null) {
            return null;
        }
        var meaning = new float[DIRECTIONS];
        for (int i = 0; i < DIRECTIONS; i++) {
            meaning[i] = NUMBERS[place * DIRECTIONS + i] / UNIT;
        }
        return meaning;
    }

    /** How much words that mean this stand in the titles of chapters: 0 as often as any, also where nobody knows. */
    static double naming(String stem) {
        var meaning = of(stem);
        double sum = 0;
        for (int i = 0; meaning != null && i < DIRECTIONS; i++) {
            sum += meaning[i] * NAMING[i];
        }
        return sum;
    }

    private static byte[] numbers() {
        try (var file = Objects.requireNonNull(Meanings.class.getResourceAsStream("meanings.bin"))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> places() {
        var places = new HashMap<String, Integer>();
        Lexicon.words("meanings.txt").forEach(stem -> places.put(stem, places.size()));
        return places;
    }

    private static float[] naming() {
        var words = Lexicon.words("naming.txt");
        var weights = new float[DIRECTIONS];
        for (int i = 0; i < DIRECTIONS; i++) {
            weights[i] = Float.parseFloat(words.get(i));
        }
        return weights;
    }
}
