package dev.kinora.outlining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {
    @Test
    void captions_become_sentences_and_times_follow_the_words() {
        var cues = List.of(
                new Unit("This is one sentence that", 0, 2),
                new Unit("ends here. And one more", 2, 4),
                new Unit("there.", 4, 5));

        var sentences = Sentences.of(cues);

        assertThat(sentences.stream().map(Unit::text))
                .containsExactly("This is one sentence that ends here.", "And one more there.");
        assertThat(sentences.getFirst().end()).isBetween(2.5, 3.5);
        assertThat(sentences.getLast().start()).isBetween(2.5, 3.5);
        assertThat(sentences.getLast().end()).isEqualTo(5);
    }

    @Test
    void captions_without_punctuation_stay_what_they_are() {
        var cues =
                List.of(new Unit("so what we do", 0, 2), new Unit("is this one", 2, 4), new Unit("and that one", 5, 7));

        assertThat(Sentences.of(cues)).isEqualTo(cues);
    }

    @Test
    void abbreviations_and_decimals_end_no_sentence() {
        var cues = List.of(new Unit("Dr. Smith took 2.5 grams.", 0, 4));

        assertThat(Sentences.of(cues)).hasSize(1);
    }

    @Test
    void a_long_pause_ends_what_has_no_full_stop() {
        var cues = List.of(new Unit("First.", 0, 1), new Unit("no stop here", 1, 3), new Unit("much later.", 30, 32));

        assertThat(Sentences.of(cues).stream().map(Unit::text))
                .containsExactly("First.", "no stop here", "much later.");
    }

    @Test
    void full_stops_of_other_scripts_count() {
        var cues = List.of(
                new Unit("\u3053\u308c\u306f\u672c\u3067\u3059\u3002\u305d\u308c\u306f", 0, 4),
                new Unit("\u30da\u30f3\u3067\u3059\u3002", 4, 6));

        assertThat(Sentences.of(cues).stream().map(Unit::text))
                .containsExactly(
                        "\u3053\u308c\u306f\u672c\u3067\u3059\u3002",
                        "\u305d\u308c\u306f\u30da\u30f3\u3067\u3059\u3002");
    }

    @Test
    void several_full_stops_and_quotes_after_them_end_one_sentence() {
        var cues = List.of(new Unit("\u201cReally\u2026?!\u201d \u201cNo...\u201d He went. v1..2 stays", 0, 4));

        assertThat(Sentences.of(cues).stream().map(Unit::text))
                .containsExactly("\u201cReally\u2026?!\u201d", "\u201cNo...\u201d", "He went.", "v1..2 stays");
    }

    /** Gone through from each of them, two million would take longer than anybody waits. */
    @Test
    void long_runs_of_full_stops_are_gone_through_once() {
        var dots = ".".repeat(2_000_000);
        var cues = List.of(new Unit(dots + "x", 0, 2), new Unit(dots + "\"".repeat(2_000_000) + "x. Ends.", 2, 4));

        assertThat(Sentences.of(cues)).hasSize(2);
    }
}
