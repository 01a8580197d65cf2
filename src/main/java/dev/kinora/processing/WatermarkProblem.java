package dev.kinora.processing;

import dev.kinora.platform.Problem;
import java.util.List;
import java.util.Map;

/** What is refused about pictures that are laid over films. */
public final class WatermarkProblem extends Problem {
    private WatermarkProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    static WatermarkProblem none() {
        return new WatermarkProblem(
                Category.CONFLICT,
                "no-watermark",
                "You have no watermark yet. Send its picture first: in the studio under Watermark.",
                Map.of());
    }

    static WatermarkProblem invalid(String field, String sentence) {
        return new WatermarkProblem(
                Category.INVALID,
                "invalid",
                sentence,
                Map.of("fields", List.of(Map.of("field", field, "sentence", sentence))));
    }
}
