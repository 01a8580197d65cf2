package dev.kinora.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a visitor typed into a form and what is wrong with it, by field name in the form's order. */
public record FormState(Map<String, String> values, Map<String, String> errors) {

    public static final FormState UNTOUCHED = new FormState(Map.of(), Map.of());

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public @Nullable String error(String field) {
        return errors.get(field);
    }
}
