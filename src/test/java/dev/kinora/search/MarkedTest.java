package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is marked in a text. */
class MarkedTest {
    private static String shown(Marked text) {
        return String.join(
                "",
                text.pieces().stream()
                        .map(piece -> piece.match() ? "[" + piece.text() + "]" : piece.text())
                        .toList());
    }

    @Test
    void whole_words_are_marked_in_any_case() {
        assertThat(shown(Marked.of("Morning stretch, STRETCHING and stretch.", "Stretch morning")))
                .isEqualTo("[Morning] [stretch], STRETCHING and [stretch].");
    }

    @Test
    void letters_are_marked_anywhere_where_a_language_has_no_spaces() {
        assertThat(shown(Marked.of("วิธีทำสมาธิสำหรับผู้เริ่มต้น", "สมาธิ")))
                .isEqualTo("วิธีทำ[สมาธิ]สำหรับผู้เริ่มต้น");
    }

    @Test
    void accents_make_no_difference_and_stay_as_they_are() {
        assertThat(shown(Marked.of("Un CAFÉ, deux cafe\u0301s, a cafe\u0301 and cafés", "cafe")))
                .isEqualTo("Un [CAFÉ], deux cafe\u0301s, a [cafe\u0301] and cafés");
        assertThat(shown(Marked.of("The cafe", "Café"))).isEqualTo("The [cafe]");
        assertThat(shown(Marked.of("Auf der Straße", "strasse"))).isEqualTo("Auf der [Straße]");
        assertThat(shown(Marked.of("đường Łódź œuvre smørrebrød", "duong lodz oeuvre smorrebrod")))
                .isEqualTo("[đường] [Łódź] [œuvre] [smørrebrød]");
    }

    @Test
    void a_long_text_is_cut_around_what_was_found_without_its_accents() {
        var snippet = Marked.snippet("ﬃ ".repeat(200) + "Łódź" + " x".repeat(200), "lodz");

        assertThat(shown(snippet)).contains("ﬃ [Łódź] x");
    }

    @Test
    void signs_mean_nothing() {
        assertThat(shown(Marked.of("a.b (c) <b>d</b>", "\\E.* (b) <"))).isEqualTo("a.[b] (c) <[b]>d</[b]>");
        assertThat(shown(Marked.of("no words", "%%%"))).isEqualTo("no words");
        assertThat(Marked.of("", "x").pieces()).isEmpty();
    }

    @Test
    void a_long_text_is_cut_around_the_first_match_and_never_within_a_sign() {
        var text = "🎬".repeat(200) + " here it is " + "🎬".repeat(200);

        var snippet = Marked.snippet(text, "here");

        assertThat(snippet.hasMatch()).isTrue();
        assertThat(snippet.text().length()).isLessThan(200);
        assertThat(snippet.text().codePoints().filter(sign -> sign >= 0xD800 && sign <= 0xDFFF))
                .isEmpty();
        assertThat(Marked.snippet("word ".repeat(100), "absent").text()).startsWith("word word");
    }
}
