package dev.kinora.outlining;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MeaningsTest {
    /** Two subjects in which hardly a word is said twice. */
    private static final List<String> SEA = List.of(
            "Sailors watch the ocean.",
            "A whale swims under the boat.",
            "Fish and sharks follow the ship.",
            "Waves break at the harbor.",
            "Captains steer their vessel along the coast.",
            "Divers find coral near an island.",
            "Crabs sleep on the beach.",
            "Rivers end in this bay.");

    private static final List<String> COURT = List.of(
            "Lawyers defend the accused.",
            "A judge reads the verdict.",
            "Witnesses testify before a jury.",
            "The prosecutor demands a sentence.",
            "Attorneys file an appeal.",
            "Police arrest the suspect.",
            "The statute forbids fraud.",
            "Prison waits for the convict.");

    @Test
    void words_that_mean_something_alike_are_near_each_other() {
        assertThat(alike("whale", "shark"))
                .isGreaterThan(0.3)
                .isGreaterThan(alike("whale", "verdict") + 0.3)
                .isGreaterThan(alike("shark", "lawyer") + 0.3);
    }

    @Test
    void there_are_as_many_meanings_as_words_and_no_word_stands_twice() throws Exception {
        var words = Lexicon.words("meanings.txt");
        try (var file = Objects.requireNonNull(Meanings.class.getResourceAsStream("meanings.bin"))) {
            assertThat(file.readAllBytes()).hasSize(words.size() * Meanings.DIRECTIONS);
        }
        assertThat(words).doesNotHaveDuplicates().isNotEmpty();
        assertThat(words.stream()
                        .filter(word -> !StandardCharsets.US_ASCII.newEncoder().canEncode(word)))
                .isEmpty();
    }

    @Test
    void word_that_nobody_knows_means_nothing() {
        assertThat(Meanings.of("qwxzv")).isNull();
        assertThat(Meanings.naming("qwxzv")).isZero();
    }

    @Test
    void text_whose_subject_changes_without_a_word_that_comes_again_begins_anew_there() {
        var both = new ArrayList<>(SEA);
        both.addAll(COURT);
        var heard = new Heard(Speech.of(both.stream().map(Unit::untimed).toList()));
        var contrast = new MeaningContrast(heard).of(40);
        int best = 1;
        for (int i = 2; i < contrast.length; i++) {
            best = contrast[i] > contrast[best] ? i : best;
        }
        assertThat(best).isEqualTo(SEA.size());
    }

    @Test
    void text_of_which_no_word_is_known_has_no_contrast() {
        var heard = new Heard(Speech.of(List.of(Unit.untimed("Qwxzv grmpf."), Unit.untimed("Blorf snix."))));
        assertThat(new MeaningContrast(heard).of(40)).containsOnly(0);
    }

    @Test
    void things_name_chapters_rather_than_what_is_said_of_them() {
        assertThat(Meanings.naming(Porter.stem("architecture")))
                .isGreaterThan(Meanings.naming(Porter.stem("quickest")));
        assertThat(Meanings.naming(Porter.stem("regulation"))).isGreaterThan(Meanings.naming(Porter.stem("guess")));
    }

    private static double alike(String one, String other) {
        var left = Objects.requireNonNull(Meanings.of(Porter.stem(one)));
        var right = Objects.requireNonNull(Meanings.of(Porter.stem(other)));
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
