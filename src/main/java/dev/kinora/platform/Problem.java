package dev.kinora.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal a person can understand. Modules extend it with sealed types of their own; the code never changes once
 * published, the sentence may.
 */
public abstract class Problem extends RuntimeException {

    /** What kind of refusal; one place maps it to a status. */
    public enum Category {
        INVALID,
        /** Not even understood, where {@link #INVALID} is understood and wrong. */
        MALFORMED,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        GONE,
        CONFLICT,
        LOCKED,
        STALE,
        TOO_LARGE,
        UNSUPPORTED,
        /** What came is not what was sent. */
        CORRUPTED,
        /** Another version of the protocol is spoken. */
        UNSPOKEN,
        EXHAUSTED,
        FULL,
        UNAVAILABLE
    }

    /** A detail: in how many seconds it is worth another try. */
    public static final String RETRY_AFTER = "retryAfter";

    private final Category category;
    private final String code;
    private final transient Map<String, Object> details;

    protected Problem(Category category, String code, String sentence) {
        this(category, code, sentence, Map.of(), null);
    }

    /** @param cause what the log should have beside the sentence */
    protected Problem(Category category, String code, String sentence, Throwable cause) {
        this(category, code, sentence, Map.of(), cause);
    }

    /** @param details further members of the problem document, e.g. the fields that are wrong */
    protected Problem(Category category, String code, String sentence, Map<String, Object> details) {
        this(category, code, sentence, details, null);
    }

    private Problem(
            Category category, String code, String sentence, Map<String, Object> details, @Nullable Throwable cause) {
        // A refusal is an answer, not a bug: no stack trace is worth its cost.
        super(sentence, cause, false, false);
        this.category = category;
        this.code = code;
        this.details = Map.copyOf(details);
    }

    public Category category() {
        return category;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> details() {
        return details;
    }
}
