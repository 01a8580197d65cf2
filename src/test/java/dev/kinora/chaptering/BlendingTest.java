package dev.kinora.chaptering;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A language model's chapters at every density. */
class BlendingTest {
    /** Of a film of ten minutes: two chapters at half the density, four at the usual, six and then eight at more. */
    private static final List<Division> ENGINE = List.of(
            division("0.6", "0 A .9", "300 D .8"),
            division("1.2", "0 A .9", "150 B .6", "300 D .8", "450 E .7"),
            division("1.6", "0 A .9", "60 F .3", "150 B .6", "300 D .8", "380 G .4", "450 E .7"),
            division(
                    "2", "0 A .9", "60 F .3", "150 B .6", "220 H .2", "300 D .8", "380 G .4", "450 E .7", "530 I .25"));

    /** As many, at places of the engine's and at one that is near to them. */
    private static final List<Division.Part> MODEL = division(
                    "1", "0 One .95", "290 Two .5", "380 Three .7", "450 Four .85")
            .chapters();

    private static Division division(String upTo, String... chapters) {
        var parts = new ArrayList<Division.Part>();
        for (int i = 0; i < chapters.length; i++) {
            var said = chapters[i].split(" ");
            var end = i + 1 < chapters.length ? chapters[i + 1].split(" ")[0] : "600";
            parts.add(new Division.Part(
                    new BigDecimal(said[0]), new BigDecimal(end), said[1], new BigDecimal("0" + said[2])));
        }
        return new Division(new BigDecimal(upTo), parts);
    }

    private static List<String> said(List<Division> divisions, String density) {
        return Division.at(divisions, new BigDecimal(density)).stream()
                .map(part -> part.start() + "-" + part.end() + " " + part.title())
                .toList();
    }

    @Test
    void usual_ones_are_the_models() {
        assertThat(Division.at(Blending.of(ENGINE, MODEL), BigDecimal.ONE)).isEqualTo(MODEL);
    }

    @Test
    void with_more_density_the_engines_surest_others_are_added_and_the_models_stay() {
        var blended = Blending.of(ENGINE, MODEL);

        assertThat(said(blended, "1.5"))
                .containsExactly("0-60 One", "60-150 F", "150-290 B", "290-380 Two", "380-450 Three", "450-600 Four");
        assertThat(said(blended, "2"))
                .containsExactly(
                        "0-60 One",
                        "60-150 F",
                        "150-220 B",
                        "220-290 H",
                        "290-380 Two",
                        "380-450 Three",
                        "450-530 Four",
                        "530-600 I");
    }

    @Test
    void with_less_the_least_sure_go_and_the_first_stays() {
        assertThat(said(Blending.of(ENGINE, MODEL), "0.5")).containsExactly("0-450 One", "450-600 Four");
    }

    @Test
    void of_those_that_are_as_sure_the_longest_stay() {
        var model = division("1", "0 One .1", "20 Two .5", "40 Three .5", "400 Four .5")
                .chapters();

        assertThat(said(Blending.of(ENGINE, model), "0.5")).containsExactly("0-40 One", "40-600 Three");
    }

    @Test
    void number_grows_from_that_of_the_model() {
        var blended =
                Blending.of(ENGINE, division("1", "0 One .9", "290 Two .5").chapters());

        assertThat(said(blended, "1")).hasSize(2);
        assertThat(said(blended, "1.5")).hasSize(3);
        assertThat(said(blended, "2")).hasSize(4);
        assertThat(blended).extracting(each -> each.chapters().size()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void one_way_to_divide_stands_once() {
        var other = division("2", "0 A .9", "150 B .6", "300 D .8", "460 E .7");

        assertThat(Blending.of(List.of(ENGINE.get(1), other), MODEL))
                .containsExactly(new Division(new BigDecimal("2"), MODEL));
    }
}
