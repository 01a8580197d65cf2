package dev.kinora.outlining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaptererTest {
    private final Chapterer chapterer = new Chapterer();

    @Test
    void chapters_begin_where_the_subject_changes() {
        var talk = Speech.of(Talk.of(5, 36));

        var begun = chapterer.chapters(talk).stream().skip(1).map(Proposal::unit);

        assertThat(begun).contains(36, 72, 108, 144);
    }

    @Test
    void text_without_times_is_cut_where_its_words_change() {
        var text = Speech.of(Talk.untimed(Talk.of(5, 12)));

        var chapters = chapterer.chapters(text);

        assertThat(chapters.stream().skip(1).map(Proposal::unit)).containsExactly(12, 24, 36, 48);
        assertThat(chapters).allSatisfy(chapter -> {
            assertThat(chapter.start()).isNaN();
            assertThat(chapter.end()).isNaN();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100, 1000})
    void chapters_cover_the_film_and_never_overlap(int units) {
        var random = new Random(units);
        var said = new ArrayList<Unit>();
        double at = 3;
        for (int i = 0; i < units; i++) {
            double end = at + random.nextDouble() * 8;
            said.add(new Unit(Talk.pick(Talk.SUBJECTS.get(random.nextInt(5)), random) + " so.", at, end));
            at = random.nextInt(4) == 0 ? at : end;
        }
        double duration = at + 20;

        for (double density = 0; density < 3; density += 0.25) {
            var chapters = chapterer.outline(Speech.of(said, duration)).at(density);

            assertThat(chapters).isNotEmpty();
            assertThat(chapters.getFirst().start()).isZero();
            assertThat(chapters.getLast().end()).isEqualTo(duration);
            for (int i = 0; i < chapters.size(); i++) {
                assertThat(chapters.get(i).start()).isLessThan(chapters.get(i).end());
                if (i > 0) {
                    assertThat(chapters.get(i).start())
                            .isEqualTo(chapters.get(i - 1).end());
                }
            }
        }
    }

    @Test
    void nothing_said_has_no_chapters_and_one_sentence_has_one() {
        assertThat(chapterer.chapters(Speech.of(List.of()))).isEmpty();
        assertThat(chapterer.chapters(Speech.of(List.of(new Unit("Hello there.", 0, 2)))))
                .singleElement()
                .satisfies(chapter -> assertThat(chapter.end()).isEqualTo(2));
        assertThat(chapterer.chapters(Speech.of(List.of(Unit.untimed(""))))).hasSize(1);
    }

    @Test
    void units_that_say_nothing_are_no_reason_to_fail() {
        var silent = new ArrayList<Unit>();
        for (int i = 0; i < 200; i++) {
            silent.add(new Unit(i % 2 == 0 ? "\u266a" : "", i, i + 1));
        }

        assertThat(chapterer.chapters(Speech.of(silent)))
                .allSatisfy(chapter -> assertThat(chapter.title()).startsWith("Chapter "));
    }

    @Test
    void units_at_the_same_second_never_begin_two_chapters() {
        var units =
                Talk.of(3, 20).stream().map(unit -> new Unit(unit.text(), 5, 5)).toList();

        assertThat(chapterer.chapters(Speech.of(units, 10)).stream().map(Proposal::start))
                .doesNotHaveDuplicates()
                .isSubsetOf(0.0, 5.0);
    }

    @Test
    void hundreds_of_thousands_of_units_are_chaptered() {
        var chapters = chapterer.chapters(Speech.of(Talk.of(200, 1500)));

        assertThat(chapters).hasSizeBetween(800, 900);
        assertThat(chapters.getLast().end()).isEqualTo(300_000 * 6 - 0.2);
    }

    @Test
    void the_same_speech_always_has_the_same_chapters() {
        var talk = Speech.of(Talk.of(4, 30));

        assertThat(new Chapterer().outline(talk)).isEqualTo(chapterer.outline(talk));
    }

    @Test
    void confidence_is_a_probability_and_higher_where_the_subject_changes() {
        var chapters = chapterer.outline(Speech.of(Talk.of(5, 36))).at(Outline.MOST);

        assertThat(chapters)
                .allSatisfy(chapter -> assertThat(chapter.confidence()).isBetween(0.0, 1.0));
        assertThat(mean(chapters, true)).isGreaterThan(2 * mean(chapters, false));
    }

    private static double mean(List<Proposal> chapters, boolean right) {
        return chapters.stream()
                .skip(1)
                .filter(chapter -> (chapter.unit() % 36 == 0) == right)
                .mapToDouble(Proposal::confidence)
                .average()
                .orElse(0);
    }

    @Test
    void text_too_short_to_be_about_several_things_is_one_chapter() {
        var few = List.of(
                new Unit("The red fox is in the garden.", 0, 5),
                new Unit("The red fox is in the forest.", 5, 10),
                new Unit("The red fox is in the garden.", 10, 15),
                new Unit("The red fox is in the forest.", 15, 20));

        for (var speech : List.of(Speech.of(few), Speech.of(Talk.untimed(few)))) {
            for (double density : new double[] {Outline.LEAST, 1, Outline.MOST}) {
                assertThat(chapterer.outline(speech).at(density))
                        .singleElement()
                        .satisfies(chapter -> assertThat(chapter.confidence()).isZero());
            }
        }
    }

    @Test
    void first_chapter_is_as_sure_as_where_it_ends() {
        var chapters = chapterer.chapters(Speech.of(Talk.of(3, 36)));

        assertThat(chapters.getFirst().confidence())
                .isEqualTo(chapters.get(1).confidence())
                .isPositive();
    }

    @Test
    void what_is_hardly_probable_is_offered_at_no_density() {
        var dense = chapterer.outline(Speech.of(Talk.of(4, 30))).at(Outline.MOST);

        assertThat(dense)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(chapter -> assertThat(chapter.confidence()).isGreaterThanOrEqualTo(Outline.LEAST_SURE));
    }

    @Test
    void longer_films_have_more_chapters_but_fewer_a_minute() {
        var hour = chapterer.chapters(Speech.of(Talk.of(20, 30)));
        var four = chapterer.chapters(Speech.of(Talk.of(80, 30)));

        assertThat(hour).hasSizeBetween(11, 15);
        assertThat(four.size()).isBetween(2 * hour.size(), 3 * hour.size());
    }

    @Test
    void announcements_are_where_a_chapter_begins() {
        var units = Talk.of(1, 75);
        units.set(25, new Unit("Okay, so let's move on to the next topic.", 150, 156));
        units.set(50, new Unit("Alright, next let's talk about something else.", 300, 306));

        assertThat(begun(units)).containsExactly(0, 25, 50);
    }

    @Test
    void casing_does_not_decide() {
        var talk = Talk.of(4, 30);
        var loud = talk.stream()
                .map(unit -> new Unit(unit.text().toUpperCase(Locale.ROOT), unit.start(), unit.end()))
                .toList();

        assertThat(begun(loud)).isEqualTo(begun(talk));
    }

    private List<Integer> begun(List<Unit> units) {
        return chapterer.chapters(Speech.of(units)).stream().map(Proposal::unit).toList();
    }
}
