package dev.kinora.chaptering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.captions.Transcript;
import dev.kinora.schema.enums.ChapterSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Talk as nobody talks: whoever sends it holds nobody else up. */
class DividerTest {
    private static Divider.Material talk(int captions) {
        var text = "Ink. Pen. ".repeat(500).strip();
        var speech = IntStream.range(0, captions)
                .mapToObj(index -> new Transcript.Segment(index, index + 1.0, text))
                .toList();
        return new Divider.Material(BigDecimal.valueOf(captions), speech, List.of(), List.of());
    }

    @Test
    @Timeout(120)
    void hundreds_of_thousands_of_sentences_are_divided_all_the_same() {
        var material = talk(590);

        var divisions = Divider.divide(material, Divider.outline(material));

        assertThat(material.source()).isEqualTo(ChapterSource.transcript);
        assertThat(divisions).isNotEmpty();
    }

    @Test
    @Timeout(120)
    void more_than_anybody_says_in_two_days_is_no_talk() {
        var material = talk(2_000);

        assertThat(material.source()).isEqualTo(ChapterSource.shots);
        assertThat(Divider.divide(material, Divider.outline(material)))
                .allSatisfy(division -> assertThat(division.chapters()).hasSizeLessThanOrEqualTo(1));
    }
}
