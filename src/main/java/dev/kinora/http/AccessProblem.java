package dev.kinora.http;

import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import java.util.Map;

/** The route is there, but not for whoever asked. */
final class AccessProblem extends Problem {
    private AccessProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    static AccessProblem unknown() {
        return new AccessProblem(Category.UNAUTHENTICATED, "unauthenticated", HttpProblems.WHO_ARE_YOU, Map.of());
    }

    static AccessProblem scopeMissing(ApiScope scope) {
        return new AccessProblem(
                Category.FORBIDDEN,
                "scope-missing",
                "This key lacks the scope " + scope + ". Make a key that has it, in the settings.",
                Map.of("scope", scope.getLiteral()));
    }

    static AccessProblem roleMissing(UserRole role) {
        return new AccessProblem(
                Category.FORBIDDEN,
                "role-missing",
                "This is for people with the role " + role + ".",
                Map.of("role", role.getLiteral()));
    }
}
