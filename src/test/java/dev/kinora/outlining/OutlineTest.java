package dev.kinora.outlining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutlineTest {
    private final Chapterer chapterer = new Chapterer();
    private final Outline outline = chapterer.outline(Speech.of(Talk.of(12, 30)));

    @Test
    void more_density_adds_chapters_and_moves_none() {
        var before = new HashSet<Integer>();
        for (double density = Outline.LEAST; density <= Outline.MOST; density += 0.05) {
            var now = outline.at(density).stream().map(Proposal::unit).toList();

            assertThat(now).containsAll(before);
            before.addAll(now);
        }
        assertThat(outline.at(Outline.LEAST)).hasSizeLessThan(outline.at(1).size());
        assertThat(outline.at(1)).hasSizeLessThan(outline.at(Outline.MOST).size());
    }

    @Test
    void densities_that_are_none_are_those_that_are_nearest() {
        assertThat(outline.at(100)).isEqualTo(outline.at(Outline.MOST));
        assertThat(outline.at(-1)).isEqualTo(outline.at(Outline.LEAST));
        assertThat(outline.at(Double.NaN)).isEqualTo(outline.at(1));
    }

    @Test
    void every_chapter_of_every_density_is_called_something_and_no_two_the_same() {
        for (double density = Outline.LEAST; density <= Outline.MOST; density += 0.1) {
            var titles = outline.at(density).stream().map(Proposal::title).toList();

            assertThat(titles).doesNotHaveDuplicates().noneMatch(String::isBlank);
        }
    }

    @Test
    void film_without_words_is_cut_where_it_is_quiet_and_the_picture_changes_and_nobody_is_sure() {
        var shots = IntStream.range(1, 120).mapToObj(i -> i * 10.0).toList();
        var silences = List.of(new Silence(298, 302), new Silence(599, 603), new Silence(899, 901));

        var chapters = chapterer.fromShots(1200, shots, silences).at(1);

        assertThat(chapters.stream().map(Proposal::start)).contains(0.0, 300.0, 900.0);
        assertThat(chapters.stream().anyMatch(chapter -> Math.abs(chapter.start() - 600) <= 2))
                .isTrue();
        assertThat(chapters.getLast().end()).isEqualTo(1200);
        assertThat(chapters)
                .allSatisfy(chapter -> assertThat(chapter.confidence()).isLessThanOrEqualTo(0.3));
    }

    @Test
    void film_of_which_nothing_is_known_is_one_chapter() {
        assertThat(chapterer.fromShots(60, List.of(), List.of()).at(1))
                .singleElement()
                .satisfies(chapter -> assertThat(chapter.end()).isEqualTo(60));
        assertThat(chapterer.fromShots(Double.NaN, List.of(1.0), List.of()).at(1))
                .isEmpty();
    }

    @Test
    void changes_of_the_picture_alone_are_no_chapters() {
        var shots = IntStream.range(1, 120).mapToObj(i -> i * 10.0).toList();

        assertThat(chapterer.fromShots(1200, shots, List.of()).at(Outline.MOST)).hasSize(1);
        assertThat(chapterer
                        .fromShots(1200, shots, List.of(new Silence(500.2, 500.9)))
                        .at(Outline.MOST))
                .hasSize(1);
    }

    @Test
    void chapters_of_shots_never_overlap() {
        var shots = IntStream.range(0, 500).mapToObj(i -> i * 0.4).toList();
        var chapters = chapterer
                .fromShots(200, shots, List.of(new Silence(-5, 400), new Silence(50, 50)))
                .at(2);

        for (int i = 1; i < chapters.size(); i++) {
            assertThat(chapters.get(i).start())
                    .isEqualTo(chapters.get(i - 1).end())
                    .isLessThan(chapters.get(i).end());
        }
    }

    @Test
    void beginnings_move_to_a_shot_or_a_pause_that_is_near_and_to_none_that_is_far() {
        var talk = Speech.of(Talk.of(4, 30));

        assertThat(starts(talk)).contains(180.0, 360.0, 540.0);
        assertThat(starts(talk.with(List.of(181.5, 363.0), List.of(new Silence(538.4, 539.4)))))
                .contains(181.5, 360.0, 538.9);
    }

    @Test
    void a_pause_that_is_nearer_goes_before_a_picture_that_changes_while_somebody_speaks() {
        var talk = Speech.of(Talk.of(4, 30));

        assertThat(starts(talk.with(
                        List.of(181.75, 359.25, 541.0), List.of(new Silence(179.0, 180.5), new Silence(540.0, 541.5)))))
                .contains(179.75, 359.25, 541.0);
    }

    private List<Double> starts(Speech speech) {
        return chapterer.chapters(speech).stream().map(Proposal::start).toList();
    }
}
