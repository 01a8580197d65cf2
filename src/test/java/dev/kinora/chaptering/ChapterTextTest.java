package dev.kinora.chaptering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of chapters as people write them. */
class ChapterTextTest {
    /** How lists are read, by the server and by the editor, whose tests read them too; times in milliseconds. */
    static Stream<Arguments> lists() throws IOException {
        try (var file = ChapterTextTest.class.getResourceAsStream("lists.json")) {
            return JsonMapper.shared()
                    .readTree(file)
                    .valueStream()
                    .map(list -> Arguments.of(list.get("name").asString(), list));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void lists_are_read_as_the_editor_reads_them(String name, JsonNode list) {
        var duration = list.get("duration");
        var read = ChapterText.read(
                list.get("text").asString(), duration.isNull() ? null : BigDecimal.valueOf(duration.asLong(), 3));

        assertThat(read.lines())
                .extracting(line -> line.start().movePointRight(3).longValueExact() + " " + line.title())
                .isEqualTo(list.get("chapters")
                        .valueStream()
                        .map(each -> each.get("start").asLong() + " "
                                + each.get("title").asString())
                        .toList());
        assertThat(read.faults())
                .isEqualTo(list.get("faults")
                        .valueStream()
                        .map(each -> new ChapterText.Fault(
                                each.get("line").asInt(), each.get("sentence").asString()))
                        .toList());
    }

    private static String read(String text) {
        return ChapterText.parse(text, null).stream()
                .map(line -> line.start().stripTrailingZeros().toPlainString() + " " + line.title())
                .collect(Collectors.joining("|"));
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
                .hasMessageContaining("It begins at 1:30; the video ends at 0:40.");
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
        var spaces = "\u00a0".repeat(199_990);
        assertThat(ChapterText.parse("0:00 A" + spaces + "b" + spaces, null))
                .extracting(ChapterText.Line::title)
                .containsExactly("A b");
    }
}
