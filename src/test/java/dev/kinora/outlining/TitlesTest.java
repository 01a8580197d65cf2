package dev.kinora.outlining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TitlesTest {
    private final Chapterer chapterer = new Chapterer();

    private String title(String... sentences) {
        var units = new ArrayList<Unit>();
        for (var sentence : sentences) {
            units.add(Unit.untimed(sentence));
        }
        Talk.of(2, 10).forEach(unit -> units.add(Unit.untimed(unit.text())));
        return chapterer
                .titled(Speech.of(units), List.of(sentences.length))
                .getFirst()
                .title();
    }

    @Test
    void chapter_is_called_by_what_is_said_in_it_and_nowhere_else() {
        assertThat(title("A steam engine was seen.", "The steam engine moves.", "So we put a steam engine there."))
                .isEqualTo("Steam engine");
    }

    @Test
    void casing_is_the_speakers() {
        assertThat(title("Then PostgreSQL came.", "With PostgreSQL it is so.", "And PostgreSQL stays."))
                .isEqualTo("PostgreSQL");
        assertThat(title("The iPhone was seen.", "An iPhone is there.", "So iPhone it is."))
                .isEqualTo("iPhone");
    }

    @Test
    void what_is_announced_is_the_title_before_what_is_said_as_often() {
        assertThat(title(
                        "Let's talk about glaciers.",
                        "Then a window was there, and a window again.",
                        "We saw glaciers."))
                .startsWith("Glaciers");
    }

    @Test
    void title_says_no_word_twice() {
        assertThat(title("Steam steam engine.", "A steam steam there.", "So steam engine, engine engine."))
                .isEqualToIgnoringCase("Steam engine");
    }

    @Test
    void words_that_say_nothing_are_no_title() {
        assertThat(title("Okay so yeah.", "And it was like that, you know.", "So yeah."))
                .isEqualTo("Chapter 1");
    }

    @Test
    void titles_are_made_for_boundaries_that_somebody_else_has_set() {
        var talk = Talk.of(3, 10);

        var chapters = chapterer.titled(Speech.of(talk), List.of(20, 10, 10, 0, -4, 99));

        assertThat(chapters.stream().map(Proposal::unit)).containsExactly(0, 10, 20);
        for (int i = 0; i < 3; i++) {
            var title = chapters.get(i).title().toLowerCase(java.util.Locale.ROOT);
            assertThat(Talk.SUBJECTS.get(i)).anyMatch(title::contains);
        }
    }
}
