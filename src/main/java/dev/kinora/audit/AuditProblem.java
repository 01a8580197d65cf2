package dev.kinora.audit;

import dev.kinora.platform.Problem;
import java.util.List;
import java.util.Map;

/** What the trail refuses. */
public final class AuditProblem extends Problem {
    private AuditProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    /** @param fields what is wrong with which filter; not empty */
    static AuditProblem filter(Map<String, String> fields) {
        var listed = fields.entrySet().stream()
                .map(field -> Map.of("field", field.getKey(), "sentence", field.getValue()))
                .toList();
        return new AuditProblem(
                Category.INVALID,
                "filter-invalid",
                String.join(" ", List.copyOf(fields.values())),
                Map.of("fields", listed));
    }

    static AuditProblem notFound() {
        return new AuditProblem(
                Category.NOT_FOUND,
                "audit-log-not-found",
                "There is no such entry, or it is older than the trail is kept.",
                Map.of());
    }
}
