package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Ten thousand files that something happened to. */
class CaptionMutationsTest {
    private static final int FILES = 10_000;
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
            var bytes = mutated();
            var parsed = CaptionFile.parse(CaptionBytes.text(bytes));
            assertSane(parsed);
            refused += parsed.cues().isEmpty() ? 1 : 0;
            var vtt = CaptionWriter.vtt(parsed.cues());
            assertThat(CaptionFile.parse(vtt).cues()).as(vtt).isEqualTo(parsed.cues());
            assertThat(CaptionFile.parse(vtt).leftOut()).isZero();
            assertThat(CaptionFile.parse(CaptionWriter.subRip(parsed.cues())).cues())
                    .as("as SubRip, of " + vtt)
                    .extracting(Cue::start)
                    .containsExactlyElementsOf(
                            parsed.cues().stream().map(Cue::start).toList());
            written.add(vtt);
        }

        // Most of them are read: a parser that refused everything would be sane as well.
        assertThat(refused).isLessThan(FILES / 4);
        assertThat(written).hasSizeGreaterThan(FILES / 2);
        assertAccepted(folder, new ArrayList<>(written));
    }

    private static void assertSane(CaptionFile.Parsed parsed) {
        long before = 0;
        for (var cue : parsed.cues()) {
            assertThat(cue.start()).isGreaterThanOrEqualTo(before).isLessThan(cue.end());
            assertThat(cue.words()).isNotBlank();
            assertThat(cue.text()).doesNotContain("-->", "\n\n", "\r", "\u0000");
            before = cue.start();
        }
        assertThat(parsed.faults()).allSatisfy(fault -> assertThat(fault.line()).isPositive());
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
