package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.search.Spelling.Candidate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is guessed of words nobody wrote. */
class SpellingTest {
    private static final List<Candidate> WORDS =
            List.of(new Candidate("yoga", 5), new Candidate("yolk", 90), new Candidate("yogi", 7));

    /** @param people how those who have published something spell their names, by their folded words */
    private record Library(Set<String> known, List<Candidate> similar, Map<String, String> people)
            implements Spelling.Words {
        @Override
        public Set<String> known(String words) {
            return known;
        }

        @Override
        public List<Candidate> similar(String word) {
            return similar;
        }

        @Override
        public List<Candidate> similarNames(String word) {
            return List.of(new Candidate("muller", 3), new Candidate("miller", 9));
        }

        @Override
        public Optional<String> named(String word) {
            return Optional.ofNullable(people.get(word));
        }

        @Override
        public List<Candidate> begunLike(String beginning) {
            return similar;
        }

        @Override
        public List<Candidate> namesBegunLike(String beginning) {
            return similarNames(beginning);
        }
    }

    private static Spelling spelling(List<Candidate> similar, String... known) {
        return new Spelling(new Library(Set.of(known), similar, Map.of("muller", "müller")), Set.of());
    }

    @Test
    void the_nearest_word_is_guessed_and_of_the_near_ones_the_commonest() {
        assertThat(spelling(WORDS).corrected("yoag")).contains("yoga");
        assertThat(spelling(WORDS, "morning").corrected("morning yogo \"yogo\" -yogo"))
                .contains("morning yogi \"yogo\" -yogo");
        assertThat(spelling(WORDS, "yoag").corrected("yoag")).isEmpty();
        assertThat(spelling(WORDS, "yoag").corrected("yöag")).isEmpty();
        assertThat(spelling(List.of(new Candidate("brûlée", 1))).corrected("breulé"))
                .contains("brûlée");
        assertThat(spelling(WORDS).corrected("qqqq 12345 ab")).isEmpty();
    }

    @Test
    void a_name_is_guessed_where_it_is_nearer_and_its_person_has_published_something() {
        assertThat(spelling(WORDS).corrected("mullre")).contains("müller");
        assertThat(spelling(WORDS).corrected("millre"))
                .as("miller has published nothing")
                .contains("müller");
        assertThat(spelling(WORDS).corrected("muller")).isEmpty();
        assertThat(spelling(List.of(new Candidate("mallre", 1))).corrected("mullre"))
                .contains("mallre");
        assertThat(spelling(List.of(new Candidate("mallra", 1))).corrected("mullre"))
                .contains("müller");
    }

    @Test
    void of_what_is_not_typed_to_its_end_the_beginning_is_compared() {
        var words = List.of(
                new Candidate("photosynthesis", 2), new Candidate("photograph", 80), new Candidate("physics", 500));

        assertThat(spelling(words).begun("phtoo")).containsExactly("photograph", "photosynthesis");
        assertThat(spelling(words).begun("phtosy")).containsExactly("photosynthesis");
        assertThat(spelling(words).begun("fotosyn")).containsExactly("photosynthesis");
        assertThat(spelling(words).begun("a phtosy")).containsExactly("a photosynthesis");
        assertThat(spelling(words).begun("mulre")).containsExactly("muller");
        assertThat(spelling(words).begun("pyh")).as("too little to guess from").isEmpty();
        assertThat(spelling(WORDS).begun("yoag 12")).containsExactly("yoga 12");
    }

    @Test
    void letters_that_changed_places_are_one_slip() {
        assertThat(Spelling.distance("recieve", "receive")).isEqualTo(1);
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("straße", "strasse")).isEqualTo(2);
    }
}
