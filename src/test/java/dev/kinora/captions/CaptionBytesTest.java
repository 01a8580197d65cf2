package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of captions of which nobody says how their bytes are to be read. */
class CaptionBytesTest {
    private static final String GERMAN =
            "Wir können das für Sie natürlich über die Straße schicken, größer als früher.";

    private static String file(String words) {
        return "1\n00:00:01,000 --> 00:00:04,000\n" + words + "\n";
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,ef bb bf",
        "UTF-8,''",
        "UTF-16LE,ff fe",
        "UTF-16BE,fe ff",
        "UTF-16LE,''",
        "UTF-16BE,''",
        "UTF-32LE,ff fe 00 00",
        "UTF-32BE,00 00 fe ff"
    })
    void unicode_is_known_by_its_mark_or_by_its_form(String charset, String mark) {
        var bytes = new ByteArrayOutputStream();
        for (var each : mark.split(" ")) {
            if (!each.isEmpty()) {
                bytes.write(Integer.parseInt(each, 16));
            }
        }
        bytes.writeBytes(file(GERMAN).getBytes(Charset.forName(charset)));

        assertThat(CaptionFile.parse(CaptionBytes.text(bytes.toByteArray())).cues())
                .extracting(Cue::text)
                .containsExactly(GERMAN);
    }

    @Test
    void a_few_lost_bytes_make_no_other_writing_of_utf_8() {
        var whole = file(GERMAN).getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(whole);
        bytes.writeBytes("\n2\n00:00:05,000 --> 00:00:06,000\nIt".getBytes(StandardCharsets.UTF_8));
        bytes.write(0x92);
        bytes.writeBytes("s fine, but this is cut off in the middle of an ".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xc3);

        var read = CaptionFile.parse(CaptionBytes.text(bytes.toByteArray()));

        assertThat(read.cues().getFirst().text()).isEqualTo(GERMAN);
        assertThat(read.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(6);
            assertThat(fault.sentence()).contains("\ufffd stands in its place");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                windows-1252 | Wir können das für Sie natürlich über die Straße schicken, größer als früher.
                windows-1252 | Où êtes-vous allés après l'été? Là où il a déjà été, même à l'école.
                windows-1252 | “Curly quotes” – and a dash, café.
                windows-1250 | Może być, że się już wcześniej spotkaliśmy, ponieważ był także mój brat.
                windows-1250 | Proč jsi mi to neřekl dříve, když už víš, že můžeš přijít?
                windows-1251 | Это было не так, как мы хотели, но она сказала, что всё будет хорошо.
                ISO-8859-2   | Może być, że się już wcześniej spotkaliśmy, ponieważ był także mój brat.
                ISO-8859-2   | Proč jsi mi to neřekl dříve, když už víš, že můžeš přijít?
                ISO-8859-5   | Это было не так, как мы хотели, но она сказала, что всё будет хорошо.
                x-windows-874 | ผมไม่รู้ว่าเขาพูดอะไร แต่มันเป็นเรื่องดีมาก
                EUC-JP       | これは私たちのビデオです。今日はとても良い天気ですね。
                KOI8-R       | Это было не так, как мы хотели, но она сказала, что всё будет хорошо.
                windows-1253 | Δεν ξέρω τι να σου πω, αλλά αυτό είναι για μένα και για όλους.
                windows-1254 | Güneş ışığı olmadan hiçbir bitki yaşayamaz, çünkü yaprağın içindeki klorofil ışığı emer. Şimdi bir yanardağın nasıl patladığını göstereceğim, ama önce şu haritaya bakalım.
                windows-1254 | Bu çok güzel bir gün, çünkü sen de bugün yanımda olduğun için mutluyum, değil mi?
                windows-1255 | אני לא יודע מה היא אמרה לו, אבל זה היה גם על כל אלה של אתמול.
                Shift_JIS    | これは私たちのビデオです。今日はとても良い天気ですね。
                EUC-KR       | 저는 오늘 학교에 가는 것을 좋아하지 않습니다. 이것은 우리의 영상입니다.
                GB18030      | 我不知道你在说什么，这是我们的家，有人在等我们。
                Big5         | 我不知道你在說什麼，這是我們的家，有人在等我們。
                """)
    void older_ways_of_writing_are_told_by_what_people_say(String charset, String words) {
        var bytes = file(words).getBytes(Charset.forName(charset));

        assertThat(CaptionFile.parse(CaptionBytes.text(bytes)).cues())
                .extracting(Cue::text)
                .containsExactly(words);
    }
}
