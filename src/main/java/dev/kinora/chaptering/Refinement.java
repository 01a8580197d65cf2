package dev.kinora.chaptering;

import dev.kinora.chaptering.LanguageModel.Refined;
import dev.kinora.chaptering.LanguageModel.Refused;
import dev.kinora.outlining.Outline;
import dev.kinora.schema.enums.ChapterSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has the operator's language model, where there is one, go over the usual division, and the others follow. */
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
                        Blending.of(divisions, Divider.parts(refined.chapters(), material.duration())),
                        model,
                        refined.summary().orElse(null),
                        null);
            case Refused refused -> new Result(material.source(), divisions, model, null, refused.sentence());
        };
    }

    private static Outlined.Model model(Spent spent) {
        return new Outlined.Model(spent.model(), spent.inputTokens(), spent.outputTokens(), spent.costMicros());
    }
}
