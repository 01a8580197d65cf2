package dev.kinora.processing;

import dev.kinora.platform.Problem;
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
        return invalid(Map.of(field, sentence));
    }

    static WatermarkProblem invalid(Map<String, String> fields) {
        var listed = fields.entrySet().stream()
                .map(field -> Map.of("field", field.getKey(), "sentence", field.getValue()))
                .toList();
        return new WatermarkProblem(
                Category.INVALID, "invalid", String.join(" ", fields.values()), Map.of("fields", listed));
    }
}
