package dev.kinora.web;

import dev.kinora.platform.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a visitor typed into a form and what is wrong with it, by field name in the form's order. */
public record FormState(Map<String, String> values, Map<String, String> errors) {

    public static final FormState UNTOUCHED = new FormState(Map.of(), Map.of());

    /** What was typed, kept, beside what the refusal says of each field; what concerns none stands above them all. */
    public static FormState refused(Map<String, String> values, Problem problem) {
        var errors = new LinkedHashMap<String, String>();
        if (problem.details().get("fields") instanceof List<?> fields) {
            for (var field : fields) {
                if (field instanceof Map<?, ?> named) {
                    errors.put(String.valueOf(named.get("field")), String.valueOf(named.get("sentence")));
                }
            }
        }
        if (errors.isEmpty()) {
            errors.put("form", problem.sentence());
        }
        return new FormState(values, errors);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public @Nullable String error(String field) {
        return errors.get(field);
    }
}
