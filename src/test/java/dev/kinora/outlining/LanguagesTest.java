package dev.kinora.outlining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where no cue word is known, words that repeat still say where a chapter begins. */
class LanguagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Dann haben wir # und # gesehen.|Brot Teig Mehl Ofen Hefe|Planet Mond Komet Rakete Krater|Geige Konzert Melodie Akkord Klavier",
                "\u305d\u308c\u304b\u3089#\u3068#\u3092\u898b\u307e\u3057\u305f\u3002|\u5c0f\u9ea6\u7c89 \u767a\u9175 \u751f\u5730 \u70e4\u7089|\u60d1\u661f \u5f57\u661f \u6708\u9762 \u91cd\u529b|\u97f3\u697d\u4f1a \u65cb\u5f8b \u548c\u97f3 \u30d4\u30a2\u30ce",
                "\u062b\u0645 \u0631\u0623\u064a\u0646\u0627 # \u0645\u0639 # \u0647\u0646\u0627\u0643.|\u062e\u0628\u0632 \u0637\u062d\u064a\u0646 \u0641\u0631\u0646 \u062e\u0645\u064a\u0631\u0629|\u0643\u0648\u0643\u0628 \u0642\u0645\u0631 \u0645\u0630\u0646\u0628 \u0635\u0627\u0631\u0648\u062e|\u0643\u0645\u0627\u0646 \u0644\u062d\u0646 \u0628\u064a\u0627\u0646\u0648 \u0645\u0637\u0631\u0628",
                "\u7136\u540e\u6211\u4eec\u770b\u5230\u4e86#\u548c#\u3002|\u9762\u56e2 \u9762\u7c89 \u70e4\u7bb1 \u9175\u6bcd|\u884c\u661f \u6708\u7403 \u5f57\u661f \u706b\u7bad|\u5c0f\u63d0\u7434 \u65cb\u5f8b \u94a2\u7434 \u6b4c\u624b"
            })
    void subjects_are_told_apart_in_languages_without_cue_words(String sentence, String one, String two, String three) {
        var random = new Random(3);
        var units = new ArrayList<Unit>();
        for (var subject : List.of(one, two, three)) {
            var words = List.of(subject.split(" "));
            for (int i = 0; i < 30; i++) {
                var text = sentence.replaceFirst("#", Talk.pick(words, random)).replace("#", Talk.pick(words, random));
                units.add(new Unit(text, units.size() * 5, units.size() * 5 + 5));
            }
        }

        var chapters = new Chapterer().chapters(Speech.of(units));

        assertThat(List.of(30, 60))
                .allMatch(change -> chapters.stream().anyMatch(chapter -> Math.abs(chapter.unit() - change) <= 1));
        assertThat(chapters).noneMatch(chapter -> chapter.title().startsWith("Chapter "));
    }
}
