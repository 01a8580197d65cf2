package dev.kinora.chaptering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.chaptering.LanguageModel.Answer;
import dev.kinora.chaptering.LanguageModel.Refined;
import dev.kinora.chaptering.LanguageModel.Refused;
import dev.kinora.outbound.Endpoints;
import dev.kinora.outbound.Ways;
import dev.kinora.outlining.Proposal;
import dev.kinora.outlining.Speech;
import dev.kinora.outlining.Unit;
import dev.kinora.testing.Moody;
import dev.kinora.testing.Moody.Doing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A language model that goes over the chapters of forty sentences, well and at its worst. */
class LanguageModelTest {
    private static final Speech TALK = Speech.of(
            IntStream.range(0, 40)
                    .mapToObj(
                            each -> new Unit("Sentence number " + each + " about the press.", 10 * each, 10 * each + 9))
                    .toList(),
            400);
    private static final List<Proposal> USUAL =
            List.of(new Proposal(0, 0, 201.5, "Press", 1), new Proposal(20, 201.5, 400, "Number", 0.6));
    private static final List<Proposal> CANDIDATES = List.of(
            new Proposal(0, 0, 101, "Press", 1),
            new Proposal(10, 101, 201.5, "Ten", 0.2),
            new Proposal(20, 201.5, 400, "Number", 0.6));
    private static final String GOOD =
            "{\"chapters\": [{\"index\": 0, \"title\": \"Setting the type\"}, {\"index\": 20, \"title\": \"Inking\"}, {\"index\": 33, \"title\": \"Pulling\"}], \"summary\": \"How a press works.\"}";

    private final Endpoints endpoints = Ways.to();
    private final Moody server = new Moody();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String completion(String content) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "choices",
                        List.of(Map.of(
                                "finish_reason", "stop", "message", Map.of("role", "assistant", "content", content))),
                        "usage",
                        Map.of("prompt_tokens", 1_000, "completion_tokens", 50)));
    }

    private static Doing says(String content) {
        return Moody.json(completion(content));
    }

    private Answer asked(int window, Duration timeout, @Nullable BigDecimal price) throws InterruptedException {
        var settings = new ChapteringProperties.Llm(
                server.url("/v1"), "secret", "small-model", timeout, 2_000, window, price, price);
        var model = new LanguageModel(
                () -> endpoints.at(settings.baseUrl(), LanguageModel.PATH, settings.key(), settings.timeout()),
                settings);
        return model.refine(TALK, USUAL, CANDIDATES);
    }

    private Answer asked() throws InterruptedException {
        return asked(12_000, Duration.ofSeconds(30), null);
    }

    @Test
    void titles_and_places_that_were_sent_come_back() throws InterruptedException {
        server.usually(says(GOOD));

        var refined = (Refined) asked();

        assertThat(refined.chapters())
                .containsExactly(
                        new Proposal(0, 0, 201.5, "Setting the type", 1),
                        new Proposal(20, 201.5, 330, "Inking", 0.8),
                        new Proposal(33, 330, 400, "Pulling", 0.5));
        assertThat(refined.summary()).contains("How a press works.");
        assertThat(refined.spent().inputTokens()).isEqualTo(1_000);
        assertThat(refined.spent().costMicros()).isNull();
        var request = server.asked().getFirst();
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.authorization()).isEqualTo("Bearer secret");
        var body = JsonMapper.shared().readTree(request.body());
        assertThat(body.path("response_format").path("type").asString()).isEqualTo("json_schema");
        assertThat(body.path("messages").path(1).path("content").asString())
                .contains("About 2 chapters", "10 (20 %)", "[39] 0:06:30 Sentence number 39 about the press.");
    }

    @Test
    void what_it_took_is_told_with_its_price() throws InterruptedException {
        server.usually(says(GOOD));

        var spent =
                asked(12_000, Duration.ofSeconds(30), new BigDecimal("2.50")).spent();

        assertThat(spent.model()).isEqualTo("small-model");
        assertThat(spent.costMicros()).isEqualTo(2_625);
    }

    @Test
    void long_transcript_goes_out_in_windows_that_begin_where_a_chapter_may() throws InterruptedException {
        server.usually((exchange, it) -> {
            var first = it.asked().size() == 1;
            says("{\"chapters\": [{\"index\": " + (first ? 0 : 20) + ", \"title\": \"" + (first ? "One" : "Two")
                            + "\"}], \"summary\": \"" + (first ? "First this. ".repeat(150) : "Then that.") + "\"}")
                    .answer(exchange, it);
        });

        var refined = (Refined) asked(500, Duration.ofSeconds(30), null);

        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().get(1).body()).contains("[20] ").doesNotContain("[19] ");
        assertThat(refined.chapters()).extracting(Proposal::title).containsExactly("One", "Two");
        assertThat(refined.spent().inputTokens()).isEqualTo(2_000);
        assertThat(refined.summary()).contains("First this. ".repeat(150).strip() + "\n\nThen that.");
    }

    static Stream<Arguments> moods() {
        return Stream.of(
                Arguments.of("500", Moody.say(500, "text/plain", "oh"), 2),
                Arguments.of("400 in every form", Moody.say(400, "application/json", "{}"), 2),
                Arguments.of("401", Moody.say(401, "application/json", "{}"), 1),
                Arguments.of("busy for a moment", Moody.busy("0"), 2),
                Arguments.of("busy for an hour", Moody.busy("3600"), 1),
                Arguments.of("redirect", Moody.leadOn("https://example.org/"), 1),
                Arguments.of("html", Moody.say(200, "text/html", "<p>Welcome</p>"), 2),
                Arguments.of("cut off", Moody.cutOff(completion(GOOD)), 2),
                Arguments.of("endless", Moody.endless(), 2),
                Arguments.of("nothing", Moody.json("{}"), 2),
                Arguments.of("no choice", Moody.json("{\"choices\": []}"), 2),
                Arguments.of("no words", Moody.json("{\"choices\": [{\"message\": {\"content\": null}}]}"), 2),
                Arguments.of("too short", Moody.json(completion(GOOD).replace("\"stop\"", "\"length\"")), 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moods")
    void whatever_goes_wrong_is_told_and_tried_once_more_at_most(String name, Doing doing, int tries)
            throws InterruptedException {
        server.usually(doing);

        var refused = (Refused) asked();

        assertThat(refused.sentence())
                .startsWith("The language model did not help this time")
                .doesNotContain("secret", "127.0.0.1");
        assertThat(server.asked()).hasSize(tries);
    }

    @Test
    void server_that_does_not_know_the_form_is_asked_in_words() throws InterruptedException {
        server.usually((exchange, it) -> {
            var body = it.asked().getLast().body();
            var isKnown = !body.contains("json_schema") && !body.contains("max_tokens") && body.contains("JSON alone");
            (isKnown ? says(GOOD) : Moody.say(400, "application/json", "{}")).answer(exchange, it);
        });

        assertThat(((Refined) asked()).chapters()).hasSize(3);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void address_that_is_none_leaves_the_chapters_as_they_were() throws InterruptedException {
        var settings = new ChapteringProperties.Llm(
                "http://[none", "", "small-model", Duration.ofSeconds(30), 2_000, 12_000, null, null);
        var model = new LanguageModel(
                () -> endpoints.at(settings.baseUrl(), LanguageModel.PATH, settings.key(), settings.timeout()),
                settings);

        var refused = (Refused) model.refine(TALK, USUAL, CANDIDATES);

        assertThat(refused.sentence()).contains("The address of the language model is none");
    }

    @Test
    void titles_have_the_joiners_that_their_spelling_needs() throws InterruptedException {
        server.usually(says(GOOD.replace("Inking", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")));

        assertThat(((Refined) asked()).chapters())
                .extracting(Proposal::title)
                .contains("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645");
    }

    @Test
    void who_hangs_or_drips_is_left() throws InterruptedException {
        for (var doing : List.of(Moody.hang(), Moody.drip())) {
            server.usually(doing);
            assertThat(asked(12_000, Duration.ofSeconds(1), null)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void second_try_counts() throws InterruptedException {
        server.usually(says(GOOD));
        server.then(says("I am sorry, but"));

        var refined = (Refined) asked();

        assertThat(refined.chapters()).hasSize(3);
        assertThat(refined.spent().outputTokens()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Here are your chapters!",
                "[]",
                "{'chapters': 'none'}",
                "{'chapters': []}",
                "{'chapters': [{'index': 5, 'title': 'Late'}]}",
                "{'chapters': [{'index': 0, 'title': 'A'}, {'index': 40, 'title': 'Beyond'}]}",
                "{'chapters': [{'index': 0, 'title': 'A'}, {'index': -1, 'title': 'Before'}]}",
                "{'chapters': [{'index': 0, 'title': 'A'}, {'index': 20, 'title': 'B'}, {'index': 20, 'title': 'C'}]}",
                "{'chapters': [{'index': 0, 'title': 'A'}, {'index': 20, 'title': 'B'}, {'index': 10, 'title': 'C'}]}",
                "{'chapters': [{'index': 0.5, 'title': 'A'}]}",
                "{'chapters': [{'index': '0', 'title': 'A'}]}",
                "{'chapters': [{'index': 99999999999, 'title': 'A'}]}",
                "{'chapters': [{'index': 0}]}",
                "{'chapters': [{'index': 0, 'title': ' '}]}",
                "{'chapters': [{'index': 0, 'title': ['A']}]}",
                "{'chapters': [{'index': 0, 'title': '<script>alert(1)</script>'}]}",
                "{'chapters': [{'index': 0, 'title': 'Win at https://example.org'}]}",
                "{'chapters': [{'index': 0, 'title': '[Win](example)'}]}",
                "{'chapters': [{'index': 0, 'title': 'Two\\nlines'}]}",
                "{'chapters': [{'index': 0, 'title': 'Bell \\u0007'}]}",
                "{'chapters': [{'index': 0, 'title': 'Turned \\u202e round'}]}",
                "{'chapters': [{'index': 0, 'title': 'A'}], 'summary': 7}",
                "{'chapters': [{'index': 0, 'title': 'A'}], 'summary': '<b>x</b>'}"
            })
    void answer_with_one_place_that_cannot_be_right_is_believed_in_no_part(String content) throws InterruptedException {
        server.usually(says(content.replace('\'', '"')));

        assertThat(asked()).isInstanceOf(Refused.class);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void endless_titles_and_endless_lists_are_refused() throws InterruptedException {
        server.usually(says("{\"chapters\": [{\"index\": 0, \"title\": \"" + "x".repeat(10_240) + "\"}]}"));
        assertThat(asked()).isInstanceOf(Refused.class);

        server.usually(says("{\"chapters\": ["
                + String.join(
                        ",",
                        IntStream.range(0, 40)
                                .mapToObj(each -> "{\"index\": " + each + ", \"title\": \"T" + each + "\"}")
                                .toList())
                + "]}"));
        assertThat(asked()).isInstanceOf(Refused.class);
    }

    @Test
    void answer_in_a_fence_and_counts_that_are_none_do_no_harm() throws InterruptedException {
        server.usually(Moody.json(
                completion("```json\n" + GOOD + "\n```").replace("1000", "-5").replace("50}", "\"many\"}")));

        var refined = (Refined) asked();

        assertThat(refined.chapters()).hasSize(3);
        assertThat(refined.spent().inputTokens()).isZero();
    }
}
