package dev.kinora.chaptering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of chapters as people write them. */
class ChapterTextTest {
    private static String read(String text) {
        return ChapterText.parse(text, null).stream()
                .map(line -> line.start().stripTrailingZeros().toPlainString() + " " + line.title())
                .collect(Collectors.joining("|"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1:30 Inking; 90 Inking",
                "01:30 Inking; 90 Inking",
                "1:02:03 Inking; 3723 Inking",
                "90:00 Inking; 5400 Inking",
                "[01:30] Inking; 90 Inking",
                "(1:30) - Inking; 90 Inking",
                "1:30 – Inking; 90 Inking",
                "1:30: Inking; 90 Inking",
                "1:30.250 Inking; 90.25 Inking",
                "- 1:30 Inking; 90 Inking",
                "3. 1:30 Inking; 90 Inking",
                "1:30 12:00 at noon; 90 12:00 at noon",
                "Inking 1:30; 90 Inking",
                "Inking (01:30); 90 Inking",
                "Inking - 1:02:03; 3723 Inking",
                "1:30 A/B: what, (and why)?; 90 A/B: what, (and why)?",
                "1:30 1984; 90 1984",
                "【1:30】墨; 90 墨"
            })
    void a_time_and_a_title_are_a_chapter(String line, String read) {
        assertThat(read(line)).isEqualTo(read);
    }

    @Test
    void empty_lines_are_overlooked() {
        assertThat(read("\ufeff0:00 Setting\r\n\r\n  0:10\tInking  \r\n")).isEqualTo("0 Setting|10 Inking");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Inking", "1:75 Inking", "1:99:00 Inking", "1:30", "12 Inking", ""})
    void what_is_none_is_told_by_its_line(String line) {
        assertThatThrownBy(() -> ChapterText.parse("0:00 Setting\n" + line + "\nalso none", null))
                .isInstanceOfSatisfying(
                        ChapterProblem.class,
                        refused -> assertThat(refused.details().get("lines"))
                                .asString()
                                .contains(line.isEmpty() ? "line=3" : "line=2"));
    }

    @Test
    void why_it_is_none_is_told_as_well() {
        assertThatThrownBy(() -> ChapterText.parse("3:75 Inking", null))
                .hasMessageContaining("\u201c3:75\u201d is no time");
        assertThatThrownBy(() -> ChapterText.parse("0:00 Setting\n1:30 Inking", new BigDecimal("40.040")))
                .hasMessageContaining("It begins at 1:30, but the video ends at 0:40 already.");
    }

    @Test
    void what_runs_back_is_told() {
        assertThatThrownBy(() -> ChapterText.parse("0:00 A\n0:10 B\n0:10 C", null))
                .hasMessageContaining("Line 3");
    }

    @Test
    void a_list_that_was_written_is_read_the_same() {
        var chapters = List.of(
                chapter(0, "Setting"),
                chapter(3599, "12:30 is noon"),
                chapter(3600, "- dashes -"),
                chapter(36_000, "End"));

        assertThat(ChapterText.list(chapters))
                .isEqualTo("0:00 Setting\n59:59 12:30 is noon\n1:00:00 - dashes -\n10:00:00 End\n");
        assertThat(read(ChapterText.list(chapters))).isEqualTo("0 Setting|3599 12:30 is noon|3600 dashes -|36000 End");
    }

    private static Chapter chapter(long start, String title) {
        return new Chapter(
                UUID.randomUUID(), 1, title, null, BigDecimal.valueOf(start), BigDecimal.valueOf(99_999), false, null);
    }

    @Test
    void a_hostile_line_is_read_in_no_time_worth_speaking_of() {
        assertThatThrownBy(() -> ChapterText.parse(" ".repeat(200_000) + "-".repeat(200_000) + "x", null))
                .isNotNull();
    }
}
