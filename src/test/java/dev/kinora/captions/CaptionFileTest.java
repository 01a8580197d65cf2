package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of captions as people and programs write them. */
class CaptionFileTest {
    private static String read(String file) {
        return CaptionFile.parse(file).cues().stream()
                .map(cue -> cue.start() + "-" + cue.end() + " " + cue.text().replace("\n", "/")
                        + (cue.settings().isEmpty() ? "" : " [" + cue.settings() + "]"))
                .collect(Collectors.joining(" | "));
    }

    private static String text(String text) {
        return CaptionText.clean(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEBVTT\n\n00:01.000 --> 00:02.500\nOne\n\n00:03.000 --> 00:04.000\nTwo\nlines\n",
                "WEBVTT - a title\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.500\r\nOne\r\n\r\nname\r\n00:03.000 --> 00:04.000\r\nTwo\r\nlines",
                "1\n00:00:01,000 --> 00:00:02,500\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\nlines\n\n",
                "1\r00:00:01,000 --> 00:00:02,500\rOne\r\r2\r00:00:03,000 --> 00:00:04,000\rTwo\rlines",
                "1\n00:00:01,000 --> 00:00:02,500\nOne\n2\n00:00:03,000 --> 00:00:04,000\nTwo\nlines",
                "WEBVTT\n00:01.000 --> 00:02.500\nOne\n00:03.000 --> 00:04.000\nTwo\nlines",
                "\ufeffWEBVTT\n\nNOTE nothing\nto see\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:one\n\n0:01.0 --> 0:02.5\nOne\n\n0:03.0 --> 0:04.0\nTwo\nlines",
                "00:00:03.000 --> 00:00:04.000\nTwo\nlines\n\n00:00:01.000 --> 00:00:02.500\nOne",
                "\n\n1\n0:0:1.000-->0:0:2.500\n\n2\n0:0:1,0 -> 0:0:2,5\nOne\n\n\n\n3\n0:0:3->0:0:4\n  Two  \nlines\n"
            })
    void however_it_is_written_it_is_the_same(String file) {
        assertThat(read(file)).isEqualTo("1000-2500 One | 3000-4000 Two/lines");
        assertThat(CaptionFile.parse(file).leftOut()).isZero();
    }

    @Test
    void those_that_overlap_stay_and_stand_where_they_stood() {
        assertThat(
                        read(
                                "WEBVTT\n\n00:01.000 --> 00:05.000 align:start position:10%,line-left line:-1 colour:red size:120%\nHere\n\n00:02.000 --> 00:03.000\nThere"))
                .isEqualTo("1000-5000 Here [align:start position:10%,line-left line:-1] | 2000-3000 There");
    }

    @Test
    void what_cannot_be_read_is_told_by_its_line_and_the_rest_is_read() {
        var parsed = CaptionFile.parse("""
                WEBVTT

                00:01.000 --> 00:02.000
                One

                00:61.000 --> 00:62.000
                Wrong

                00:05.000 --> 00:04.000
                Backwards

                words without times

                00.05 --> sometime
                Wrong

                00:07.000 --> 00:08.000
                Two
                """);

        assertThat(parsed.faults())
                .containsExactly(
                        new Captions.Fault(6, "A minute has sixty seconds and an hour sixty minutes."),
                        new Captions.Fault(9, "This ends before it begins."),
                        new Captions.Fault(12, "There are no times before this text."),
                        new Captions.Fault(
                                14, "These times cannot be read; they are written 00:01:02.500 --> 00:01:04.000."));
        assertThat(parsed.cues()).extracting(Cue::text).containsExactly("One", "Two");
    }

    @Test
    void times_of_a_numbered_caption_that_cannot_be_read_are_told_where_they_stand() {
        var parsed =
                CaptionFile.parse("1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:o3,000 --> 00:00:04,000\nTwo\n");

        assertThat(parsed.faults())
                .containsExactly(new Captions.Fault(
                        6, "These times cannot be read; they are written 00:01:02.500 --> 00:01:04.000."));
    }

    @Test
    void what_begins_when_the_film_is_over_is_left_out_and_told() {
        var parsed = CaptionFile.parse(
                "WEBVTT\n\n00:01.000 --> 00:42.000\nLast\n\n00:40.000 --> 00:42.000\nToo late\n", 40_000);

        assertThat(parsed.cues()).extracting(Cue::text).containsExactly("Last");
        assertThat(parsed.faults())
                .containsExactly(new Captions.Fault(6, "This begins when the video is over: it ends at 00:00:40.000."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                <i>so</i>                       | <i>so</i>
                <b>open <i>and open             | <b>open <i>and open</i></b>
                </i>closed                      | closed
                <v Bob & Ann>Hi                 | <v Bob &amp; Ann>Hi</v>
                <v.loud Bob>Hi                  | <v Bob>Hi</v>
                <v>Nobody                       | Nobody
                <c.red.big>red</c>              | <c>red</c>
                <rt>alone</rt>                  | alone
                <ruby>kan<rt>ji</ruby>          | <ruby>kan<rt>ji</rt></ruby>
                <00:01.000>word <00:02>by word  | word by word
                <font color="red">red</font>    | red
                I <3 you > me                   | I &lt;3 you &gt; me
                a -- > b --> c                  | a -- &gt; b --&gt; c
                Tom & Jerry &amp; co &nbsp;&lt; | Tom &amp; Jerry &amp; co &nbsp;&lt;
                &#169; &#x2014; &quot;&bogus;   | © — "&amp;bogus;
                &#ab; &#xffffff; &#0;           | &amp;#ab;
                {\\an8}above                    | above
                one<br/>two                     | one§two
                """)
    void text_keeps_the_marks_that_are_known(String typed, String kept) {
        assertThat(text(typed.strip())).isEqualTo(kept.strip().replace('§', '\n'));
        assertThat(text(text(typed))).isEqualTo(text(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<i>so</i> & so",
                "1 < 2",
                "a &lt;i&gt; b",
                "Tom &amp;amp; Jerry",
                "x --> y",
                "<v Bob>Hi</v>",
                "2\u00a0%"
            })
    void what_one_types_is_what_one_sees_again(String typed) {
        var kept = text(typed);

        assertThat(text(CaptionText.typed(kept))).isEqualTo(kept);
        assertThat(CaptionText.typed(text("1 < 2 & 3"))).isEqualTo("1 < 2 & 3");
    }

    @Test
    void it_is_written_as_every_program_reads_it() {
        var cues = CaptionFile.parse("WEBVTT\n\n1:00:01.000 --> 1:00:02.500 line:0\n<v Bob><i>Tom & co</i>\nagain")
                .cues();

        assertThat(CaptionWriter.vtt(cues))
                .isEqualTo("WEBVTT\n\n01:00:01.000 --> 01:00:02.500 line:0\n<v Bob><i>Tom &amp; co</i>\nagain</v>\n");
        assertThat(CaptionWriter.subRip(cues))
                .isEqualTo("1\r\n01:00:01,000 --> 01:00:02,500\r\n<i>Tom & co</i>\r\nagain\r\n\r\n");
        assertThat(CaptionFile.parse(CaptionWriter.vtt(cues)).cues()).isEqualTo(cues);
    }

    @Test
    void more_lines_than_any_film_has_are_refused_before_they_take_memory() {
        assertThat(CaptionFile.parse("a\r\n".repeat(499_999)).leftOut()).isEqualTo(1);
        assertThatThrownBy(() -> CaptionFile.parse("a\n".repeat(500_001)))
                .isInstanceOf(CaptionProblem.class)
                .hasMessageContaining("half a million lines");
        // What is kept already, from the editor perhaps, is read all the same.
        assertThat(CaptionFile.kept("00:00.000 --> 00:01.000\n" + "a\n".repeat(500_001)))
                .hasSize(1);
    }

    @Test
    @Timeout(120)
    void files_that_are_meant_to_take_long_do_not() {
        var times = "00:00:01.000 --> 00:00:02.000";
        for (var part : List.of(
                "<", "<a", "&", "&#", "00:", "00:00:01.000 -", "-->", "{\\", " ", times + " line:1", "<v ", "9")) {
            var much = part.repeat((4 << 20) / part.length());
            CaptionFile.parse(much);
            CaptionFile.parse(times + "\n" + much);
            CaptionFile.parse((times + "\n" + part.repeat(2_000) + "\n\n").repeat(200));
            CaptionFile.parse((part + "\n").repeat(200_000));
        }
    }
}
