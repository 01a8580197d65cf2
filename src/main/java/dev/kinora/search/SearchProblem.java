package dev.kinora.search;

import dev.kinora.platform.Problem;
import java.util.List;
import java.util.Map;

/** Why nothing was looked for. */
public sealed class SearchProblem extends Problem {
    private SearchProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    /** The wish cannot be understood. */
    public static final class Invalid extends SearchProblem {
        private Invalid(String field, String sentence) {
            super(
                    Category.INVALID,
                    "invalid",
                    sentence,
                    Map.of("fields", List.of(Map.of("field", field, "sentence", sentence))));
        }
    }

    /** There is nothing to show of it, or nothing for everybody. */
    public static final class NotFound extends SearchProblem {
        private NotFound(String code, String sentence) {
            super(Category.NOT_FOUND, code, sentence, Map.of());
        }
    }

    static SearchProblem invalid(String field, String sentence) {
        return new Invalid(field, sentence);
    }

    static SearchProblem videoNotFound() {
        return new NotFound("video-not-found", "There is no such video, or it is not shown to everybody.");
    }

    static SearchProblem feedNotFound() {
        return new NotFound("feed-not-found", "Nobody of this name is here.");
    }

    static SearchProblem sitemapNotFound() {
        return new NotFound("sitemap-not-found", "There are not so many videos.");
    }
}
