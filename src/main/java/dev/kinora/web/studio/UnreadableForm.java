package dev.kinora.web.studio;

import dev.kinora.platform.Problem;
import java.util.List;
import java.util.Map;

/** What was typed is not of the kind the field asks for. */
final class UnreadableForm extends Problem {
    UnreadableForm(String field, String sentence) {
        super(
                Category.INVALID,
                "invalid",
                sentence,
                Map.of("fields", List.of(Map.of("field", field, "sentence", sentence))));
    }
}
