package dev.kinora.access;

import dev.kinora.platform.Problem;
import java.util.Map;

/** What is wrong with a key, or with the wish for one. */
public final class KeyProblem extends Problem {
    private KeyProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    static KeyProblem unusable() {
        return new KeyProblem(
                Category.UNAUTHENTICATED,
                "key-unusable",
                "This API key is unknown, was revoked or has expired. Make a new one in the settings.",
                Map.of());
    }

    static KeyProblem exhausted(long limit, long seconds) {
        return new KeyProblem(
                Category.EXHAUSTED,
                "rate-limited",
                "This key has made its " + limit + " requests of the hour. Try again in " + seconds + " s.",
                Map.of(RETRY_AFTER, seconds));
    }

    static KeyProblem invalid(String field, String sentence) {
        return new KeyProblem(
                Category.INVALID,
                "invalid",
                sentence,
                Map.of("fields", java.util.List.of(Map.of("field", field, "sentence", sentence))));
    }

    static KeyProblem tooMany(int most) {
        return new KeyProblem(
                Category.CONFLICT,
                "too-many-keys",
                "You have " + most + " active keys, the most there can be. Revoke one that is no longer used.",
                Map.of());
    }

    static KeyProblem widening() {
        return new KeyProblem(
                Category.FORBIDDEN,
                "scope-missing",
                "A key cannot make another that may do more than itself, or work for longer.",
                Map.of());
    }

    static KeyProblem notFound() {
        return new KeyProblem(Category.NOT_FOUND, "key-not-found", "You have no such key.", Map.of());
    }
}
