package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Ten thousand files that something happened to. */
class CaptionMutationsTest {
    private static final int FILES = 10_000;
    /** Milliseconds; no time that can be written is later. */
    private static final long LONGEST = 1000L * 3600 * 1000;

    private static final long FILM = 6000;
    /** Whole times, and words below them. */
    private static final Pattern SOMETHING = Pattern.compile(
            "(?:^|[\r\n])(?:\\d\\d:)?\\d\\d:\\d\\d[.,]\\d{3} --> (?:\\d\\d:)?\\d\\d:\\d\\d[.,]\\d{3}(?:\r\n|\r|\n)[^\r\n<{&]*\\p{L}{3}");

    private static final String VTT = """
            WEBVTT - Ein Titel
            Kind: captions

            STYLE
            ::cue(b) { color: lime }

            REGION
            id:fred
            width:40%

            NOTE Was hier steht, liest niemand.

            intro
            00:00:01.000 --> 00:00:04.000 position:10%,line-left align:left size:35%
            <v Ada Müller>Guten <i>Tag</i>, <c.yellow>Welt</c> &amp; Mond!

            00:05.500 --> 00:09.250 line:-2 region:fred
            <lang en>Hello</lang> <00:06.000>wo<00:07.000>rld &lt;3
            - zweite Zeile

            00:09.000 --> 00:12.000 vertical:rl line:10%,end
            <ruby>漢<rt>かん</rt></ruby>字 ünïcödé 😀

            99:59:59.000 --> 100:00:01.000
            Das Ende
            """;
    private static final String SRT = """
            1
            00:00:01,000 --> 00:00:04,000
            <font color="#ff0000">Ça va</font>, <b>très</b> bien?
            {\\an8}Là-haut

            2
            00:00:05,500 --> 00:00:09,250 X1:10 X2:20
            - Où est-il?
            - 42

            3
            00:00:10,000 --> 00:00:12,000
            &quot;Fin&quot; &#8212; <i>merci
            """;
    private static final List<String> SEEDS = List.of(VTT, SRT, VTT.replace("\n", "\r\n"), SRT.replace("\n", "\r"));
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16,
            Charset.forName("windows-1252"));
    private static final List<String> PIECES = List.of(
            "-->",
            "<",
            ">",
            "</i>",
            "<v ",
            "<rt>",
            "&",
            "&#x110000;",
            "&#99999999;",
            "\n\n",
            "\r",
            "\u0000",
            "\ufeff",
            "\u2028",
            "\ud800",
            "99:99:99,999",
            "00:00:00.000 --> 00:00:00.001\n",
            "NOTE",
            "WEBVTT",
            "STYLE\n",
            "1\n",
            ":",
            ".",
            "9999999999999",
            "{\\",
            "}",
            "line:100% size:-1% position:101%",
            " align:middle",
            "\t",
            "\u00a0",
            "<00:00:02.000>",
            "\u202e");

    private final Random random = new Random(20_261_122);

    private byte[] mutated() {
        var text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int i = random.nextInt(12); i >= 0 && !text.isEmpty(); i--) {
            change(text);
        }
        var bytes = text.toString().getBytes(CHARSETS.get(random.nextInt(CHARSETS.size())));
        if (random.nextInt(3) == 0) {
            for (int i = random.nextInt(8); i >= 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private void change(StringBuilder text) {
        int at = random.nextInt(text.length());
        int to = Math.min(text.length(), at + 1 + random.nextInt(30));
        var piece = PIECES.get(random.nextInt(PIECES.size()));
        switch (random.nextInt(6)) {
            case 0 -> text.delete(at, to);
            case 1 -> text.insert(at, piece);
            case 2 -> text.replace(at, Math.min(text.length(), at + 1), piece);
            case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
            case 4 -> text.setCharAt(at, (char) random.nextInt(0x3000));
            default -> {
                int digit = text.indexOf(Integer.toString(random.nextInt(10)), at);
                text.setCharAt(Math.max(0, digit), (char) ('0' + random.nextInt(10)));
            }
        }
    }

    @Test
    @Timeout(300)
    void are_read_or_refused_and_what_is_written_of_them_is_right(@TempDir Path folder) throws IOException {
        Set<String> written = new LinkedHashSet<>();
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            var text = CaptionBytes.text(mutated());
            var parsed = CaptionFile.parse(text);
            assertSane(parsed);
            assertTold(parsed, text);
            assertEndsWithItsFilm(parsed, text);
            refused += parsed.cues().isEmpty() ? 1 : 0;
            var vtt = CaptionWriter.vtt(parsed.cues());
            assertThat(CaptionFile.parse(vtt).cues()).as(vtt).isEqualTo(parsed.cues());
            assertThat(CaptionFile.parse(vtt).leftOut()).isZero();
            assertThat(CaptionFile.parse(CaptionWriter.subRip(parsed.cues())).cues())
                    .as("as SubRip, of " + vtt)
                    .extracting(Cue::start, Cue::end)
                    .containsExactlyElementsOf(parsed.cues().stream()
                            .map(cue -> tuple(cue.start(), cue.end()))
                            .toList());
            written.add(vtt);
        }

        // Most of them are read: a parser that refused everything would be sane as well.
        assertThat(refused).isLessThan(FILES / 4);
        assertThat(written).hasSizeGreaterThan(FILES / 2);
        assertAccepted(folder, new ArrayList<>(written));
    }

    private static void assertSane(CaptionFile.Parsed parsed) {
        assertThat(parsed.cues())
                .isSortedAccordingTo(Comparator.comparingLong(Cue::start).thenComparingLong(Cue::end));
        for (var cue : parsed.cues()) {
            assertThat(cue.start()).isNotNegative().isLessThan(cue.end());
            assertThat(cue.end()).isLessThan(LONGEST);
            assertThat(cue.words()).isNotBlank();
            assertThat(cue.text()).doesNotContain("-->", "\n\n");
            assertThat(cue.text() + cue.words() + cue.settings())
                    .as("what nobody sees")
                    .doesNotContainPattern("[\\p{Cc}\\p{Cs}\\ufeff&&[^\\n\\t]]");
            assertThat(cue.settings()).doesNotContain("\n", "\t", "-->");
            assertThat(CaptionText.clean(cue.typed())).as("typed again").isEqualTo(cue.text());
        }
    }

    /** What is left out is named by its line, and a file of which nothing is left by the first of them. */
    private static void assertTold(CaptionFile.Parsed parsed, String text) {
        var lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\r\n|\r|\n", -1);
        assertThat(parsed.faults()).hasSizeGreaterThanOrEqualTo(Math.min(parsed.leftOut(), 20));
        for (var fault : parsed.faults()) {
            assertThat(fault.line()).isBetween(1, lines.length);
            assertThat(lines[fault.line() - 1].isBlank()).as(text).isFalse();
            if (!fault.sentence().startsWith("There are no times")) {
                assertThat(lines[fault.line() - 1]).as(fault.sentence()).contains("->");
            }
        }
        if (parsed.cues().isEmpty()) {
            var refusal = CaptionProblem.unreadable(parsed.faults()).sentence();
            if (parsed.faults().isEmpty()) {
                assertThat(text).as("said nothing of").doesNotContainPattern(SOMETHING);
            } else {
                var first = parsed.faults().getFirst();
                assertThat(refusal).contains("line " + first.line() + ": " + first.sentence());
            }
        }
    }

    private static void assertEndsWithItsFilm(CaptionFile.Parsed parsed, String text) {
        assertThat(CaptionFile.parse(text, FILM).cues())
                .containsExactlyElementsOf(
                        parsed.cues().stream().filter(cue -> cue.start() < FILM).toList());
    }

    private static void assertAccepted(Path folder, List<String> files) throws IOException {
        var file = folder.resolve("files.json");
        Files.write(file, JsonMapper.shared().writeValueAsBytes(files));

        var node = new ProcessBuilder("node", "web/tests/check-vtt.mjs", file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains(files.size() + " of " + files.size() + " are right");
    }
}
