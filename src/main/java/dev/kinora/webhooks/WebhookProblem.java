package dev.kinora.webhooks;

import dev.kinora.platform.Problem;
import java.util.List;
import java.util.Map;

public final class WebhookProblem extends Problem {
    private WebhookProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    static WebhookProblem invalid(String field, String sentence) {
        return new WebhookProblem(
                Category.INVALID,
                "invalid",
                sentence,
                Map.of("fields", List.of(Map.of("field", field, "sentence", sentence))));
    }

    /** For a form in which somebody wanted to choose, and did not. */
    public static WebhookProblem nothingChosen() {
        return invalid("events", "Choose at least one event, or everything.");
    }

    static WebhookProblem tooMany(int most) {
        return new WebhookProblem(
                Category.CONFLICT,
                "too-many-webhooks",
                "You have " + most + " webhooks, the most there can be. Delete one that is no longer used.",
                Map.of());
    }

    static WebhookProblem notFound() {
        return new WebhookProblem(Category.NOT_FOUND, "webhook-not-found", "You have no such webhook.", Map.of());
    }

    static WebhookProblem deliveryNotFound() {
        return new WebhookProblem(
                Category.NOT_FOUND, "delivery-not-found", "There is no such delivery, or no longer.", Map.of());
    }

    static WebhookProblem paused() {
        return new WebhookProblem(
                Category.CONFLICT,
                "webhook-paused",
                "The webhook is paused. Resume it, then send this again.",
                Map.of());
    }

    static WebhookProblem underWay() {
        return new WebhookProblem(
                Category.CONFLICT,
                "delivery-under-way",
                "This is being sent at this moment. See what comes of it before you send it again.",
                Map.of());
    }
}
