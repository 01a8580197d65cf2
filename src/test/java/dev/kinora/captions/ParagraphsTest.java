package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.captions.Transcript.Segment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown line by line, as one reads it. */
class ParagraphsTest {
    private static List<String> read(Segment... segments) {
        return Paragraphs.of(List.of(segments)).stream()
                .map(Transcript.Paragraph::text)
                .toList();
    }

    @Test
    void they_end_where_somebody_pauses_or_with_a_sentence_that_is_followed_by_a_breath() {
        assertThat(read(
                        new Segment(0, 2, "This is the first"),
                        new Segment(2, 4, "sentence. And the"),
                        new Segment(4, 6, "second one."),
                        new Segment(7, 9, "After a breath comes"),
                        new Segment(12.5, 14, "a long silence"),
                        new Segment(14, 15, "- Who is there?"),
                        new Segment(15, 16, "- Nobody.")))
                .containsExactly(
                        "This is the first sentence. And the second one.",
                        "After a breath comes",
                        "a long silence - Who is there?",
                        "- Nobody.");
    }

    @Test
    void none_is_endless_though_nobody_pauses() {
        var all = new ArrayList<Segment>();
        for (int i = 0; i < 200; i++) {
            all.add(new Segment(i, i + 1, i % 10 == 9 ? "words without end." : "words without an end"));
        }

        var paragraphs = Paragraphs.of(all);

        assertThat(paragraphs)
                .hasSizeGreaterThan(3)
                .allSatisfy(each -> assertThat(each.text().length()).isLessThan(1_000));
        assertThat(paragraphs.getFirst().text()).endsWith("end.");
        assertThat(paragraphs.stream().mapToInt(each -> each.segments().size()).sum())
                .isEqualTo(200);
    }

    @Test
    void no_space_is_put_where_the_language_has_none() {
        assertThat(read(new Segment(0, 1, "今日は"), new Segment(1, 2, "いい天気です。"), new Segment(2, 3, "OK")))
                .containsExactly("今日はいい天気です。OK");
    }
}
