package dev.kinora.chaptering;

import dev.kinora.chaptering.LanguageModel.Refined;
import dev.kinora.chaptering.LanguageModel.Refused;
import dev.kinora.outlining.Outline;
import dev.kinora.schema.enums.ChapterSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has the operator's language model, where there is one, go over the usual division; the others take its titles over where they begin alike. */
final class Refinement {
    private final Optional<LanguageModel> model;

    Refinement(Optional<LanguageModel> model) {
        this.model = model;
    }

    /**
     * @param model what took part, also where it did not help; null where nothing was asked
     * @param remark for the owner; null for nothing
     */
    record Result(
            ChapterSource source,
            List<Division> divisions,
            Outlined.@Nullable Model model,
            @Nullable String summary,
            @Nullable String remark) {}

    boolean isPossible(Divider.Material material) {
        return model.isPresent() && material.isSpoken();
    }

    Result of(Divider.Material material, Outline outline, List<Division> divisions) throws InterruptedException {
        var asked = isPossible(material) ? model : Optional.<LanguageModel>empty();
        if (asked.isEmpty()) {
            return new Result(material.source(), divisions, null, null, null);
        }
        var answer = asked.get().refine(Divider.speech(material), outline.at(1), outline.at(Outline.MOST));
        var model = model(answer.spent());
        return switch (answer) {
            case Refined refined ->
                new Result(
                        ChapterSource.language_model,
                        renamed(divisions, Divider.parts(refined.chapters(), material.duration())),
                        model,
                        refined.summary().orElse(null),
                        null);
            case Refused refused -> new Result(material.source(), divisions, model, null, refused.sentence());
        };
    }

    private static Outlined.Model model(Spent spent) {
        return new Outlined.Model(spent.model(), spent.inputTokens(), spent.outputTokens(), spent.costMicros());
    }

    private static List<Division> renamed(List<Division> divisions, List<Division.Part> usual) {
        var before = Division.at(divisions, Outlined.USUAL);
        var titles = new HashMap<BigDecimal, String>();
        usual.forEach(part -> titles.put(part.start(), part.title()));
        var renamed = new ArrayList<Division>();
        for (var division : divisions) {
            renamed.add(new Division(
                    division.upTo(), division.chapters().equals(before) ? usual : titled(division.chapters(), titles)));
        }
        return renamed;
    }

    private static List<Division.Part> titled(List<Division.Part> parts, Map<BigDecimal, String> titles) {
        return parts.stream()
                .map(part -> new Division.Part(
                        part.start(), part.end(), titles.getOrDefault(part.start(), part.title()), part.confidence()))
                .toList();
    }
}
