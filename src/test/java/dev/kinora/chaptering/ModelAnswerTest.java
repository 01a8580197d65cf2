package dev.kinora.chaptering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.outbound.EndpointFailed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Titles and summaries of a language model: what people teach is let through, what would be no words is not. */
class ModelAnswerTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static ModelAnswer read(String title, String summary) throws EndpointFailed {
        var content = JSON.writeValueAsString(
                Map.of("chapters", List.of(Map.of("index", 0, "title", title)), "summary", summary));
        var completion = Map.of("choices", List.of(Map.of("message", Map.of("content", content))));
        return ModelAnswer.read(JSON.valueToTree(completion), new Windows.Window(0, 40), 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "List<T> and its friends",
                "Map<String, List<Object>> in Java",
                "What <T> means",
                "Wildcards: <? extends Number>",
                "vector<a> in C++",
                "Promise<Time>, Promise<data>",
                "template <typename T>",
                "The generics <S>, <A> and <B>",
                "#include <iostream>",
                "Why a < b and b > c",
                "If a <b and c> d",
                "An empty object: {}",
                "`let` or `const`?",
                "f-strings: f\"{name}\"",
                "Sets {1, 2, 3}",
                "Arrays[i] (from 0)",
                "R&D && more",
                "\u2039Figaro\u203a & Co."
            })
    void what_lectures_are_about_is_a_title(String title) throws EndpointFailed {
        var answer = read(title, title);

        assertThat(answer.begins()).containsExactly(new ModelAnswer.Begin(0, title));
        assertThat(answer.summary()).contains(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "Press<script>alert(1)",
                "Press<SCRIPT src=x>",
                "<img src=x onerror=alert(1)>",
                "Press<img/src=x>",
                "<svg/onload=alert(1)>",
                "<b>Press</b>",
                "Press</b>",
                "A <i>type</i> set",
                "Line<br/>break",
                "Line <br> break",
                "<A HREF='x'>Press</A>",
                "Press<a\u00a0 href=x>",
                "<object data=x>",
                "<iframe>",
                "<!-- Press",
                "<!DOCTYPE html>",
                "[Press](x)",
                "http://example.org",
                "www.example.org",
                "Turned \u202e round",
                "Hidden \u200b words",
                "Bell \u0007"
            })
    void what_is_no_words_is_believed_in_no_part(String text) {
        assertThatThrownBy(() -> read(text, "A press.")).isInstanceOf(EndpointFailed.class);
        assertThatThrownBy(() -> read("Press", text)).isInstanceOf(EndpointFailed.class);
    }

    @Test
    void lines_of_a_summary_become_one_and_a_title_has_one() throws EndpointFailed {
        assertThat(read("Press", "First this.\n\nThen\r\n that.\u2028Last.\n").summary())
                .contains("First this. Then that. Last.");
        assertThatThrownBy(() -> read("Two\nlines", "A press.")).isInstanceOf(EndpointFailed.class);
    }
}
