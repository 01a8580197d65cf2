package dev.kinora.chaptering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.captions.Transcript;
import dev.kinora.outbound.Ways;
import dev.kinora.schema.enums.ChapterSource;
import dev.kinora.testing.Moody;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of the divisions of a film when a language model goes over them. */
class RefinementTest {
    private static final List<String> TOPICS = List.of("press roller ink", "garden tomato water", "bridge river stone");
    private static final Divider.Material TALK = new Divider.Material(
            BigDecimal.valueOf(900),
            IntStream.range(0, 90)
                    .mapToObj(each -> new Transcript.Segment(
                            10 * each,
                            10 * each + 9,
                            "Here the " + TOPICS.get(each / 30) + " is what matters, and the " + TOPICS.get(each / 30)
                                    + " again."))
                    .toList(),
            List.of(),
            List.of());

    private final Moody server = new Moody();

    @AfterEach
    void stop() {
        server.close();
    }

    private Refinement.Result refined(boolean named) throws InterruptedException {
        var settings = new ChapteringProperties.Llm(
                server.url("/v1"), "", "small-model", Duration.ofSeconds(30), 2_000, 12_000, null, null);
        var model = new LanguageModel(
                () -> Ways.to().at(settings.baseUrl(), LanguageModel.PATH, "", settings.timeout()), settings);
        var outline = Divider.outline(TALK);
        return new Refinement(named ? Optional.of(model) : Optional.empty())
                .of(TALK, outline, Divider.divide(TALK, outline));
    }

    private void says(String content) {
        server.usually(Moody.json(JsonMapper.shared()
                .writeValueAsString(Map.of("choices", List.of(Map.of("message", Map.of("content", content)))))));
    }

    @Test
    void usual_division_is_the_models() throws InterruptedException {
        says(
                "{\"chapters\": [{\"index\": 0, \"title\": \"Printing\"}, {\"index\": 30, \"title\": \"Growing\"}], \"summary\": \"Crafts.\"}");

        var result = refined(true);

        assertThat(result.source()).isEqualTo(ChapterSource.language_model);
        var usual = Division.at(result.divisions(), Outlined.USUAL);
        assertThat(usual).extracting(Division.Part::title).containsExactly("Printing", "Growing");
        assertThat(usual.getFirst().start()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(usual.getFirst().end()).isEqualTo(usual.get(1).start());
        assertThat(usual.getLast().end()).isEqualByComparingTo("900");
        assertThat(result.divisions())
                .allSatisfy(
                        each -> assertThat(each.chapters().getFirst().title()).isEqualTo("Printing"));
        assertThat(result.model()).isEqualTo(new Outlined.Model("small-model", 0, 0, null));
        assertThat(result.summary()).isEqualTo("Crafts.");
        assertThat(result.remark()).isNull();
    }

    @Test
    void chapters_stay_as_they_were_found_where_it_does_not_help() throws InterruptedException {
        var before = refined(false);
        says("{\"chapters\": [{\"index\": 7, \"title\": \"<b>Now</b>\"}]}");

        var result = refined(true);

        assertThat(result.divisions()).isEqualTo(before.divisions());
        assertThat(result.source()).isEqualTo(ChapterSource.transcript);
        assertThat(result.remark()).startsWith("The language model did not help this time");
        assertThat(result.model()).isNotNull();
        assertThat(before.model()).isNull();
        assertThat(before.remark()).isNull();
    }
}
