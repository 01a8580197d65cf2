package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Captions made of what a machine heard. */
class SaidCuesTest {
    private static List<String> shown(Said... said) {
        return SaidCues.of(List.of(said)).stream()
                .map(cue -> cue.start() + "-" + cue.end() + " " + cue.text())
                .toList();
    }

    @Test
    void short_sentence_is_one_caption() {
        assertThat(shown(new Said(1_000, 3_000, "  Set  the\n type. "))).containsExactly("1000-3000 Set the type.");
    }

    @Test
    void long_one_is_cut_at_a_sentence_and_its_time_with_it() {
        var cues = SaidCues.of(List.of(new Said(
                0,
                16_000,
                "First the type is set, letter by letter, and locked. Then it is inked with a roller that is wide enough to"
                        + " reach both edges of the forme.")));

        assertThat(cues).hasSizeGreaterThan(1);
        assertThat(cues.getFirst().words()).isEqualTo("First the type is set, letter by letter, and locked.");
        assertThat(cues.getFirst().text()).contains("\n");
        assertThat(cues.getFirst().end()).isEqualTo(cues.get(1).start()).isBetween(4_000L, 9_000L);
        assertThat(cues.getLast().end()).isEqualTo(16_000);
        assertThat(cues).allSatisfy(cue -> assertThat(cue.words().length()).isLessThanOrEqualTo(84));
    }

    @Test
    void words_without_spaces_are_cut_somewhere() {
        var cues =
                SaidCues.of(List.of(new Said(0, 20_000, "印刷".repeat(100)), new Said(20_000, 40_000, "x".repeat(500))));

        assertThat(cues).hasSizeGreaterThan(8);
        assertThat(String.join("", cues.stream().map(Cue::words).toList()))
                .isEqualTo("印刷".repeat(100) + "x".repeat(500));
    }

    @Test
    void marks_are_words_and_what_cannot_be_seen_is_left_out() {
        assertThat(shown(new Said(0, 1_000, "<b>2 < 3</b> & 00:01 --> 00:02\u0000\u001b")))
                .containsExactly("0-1000 &lt;b&gt;2 &lt; 3&lt;/b&gt; &amp; 00:01 --&gt; 00:02");
        assertThat(shown(new Said(0, 1_000, "\u0000 \u0007"))).isEmpty();
    }

    @Test
    void one_is_gone_when_the_next_one_comes() {
        assertThat(shown(new Said(0, 5_000, "One"), new Said(2_000, 6_000, "Two")))
                .containsExactly("0-2000 One", "2000-6000 Two");
    }
}
