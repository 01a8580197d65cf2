package dev.kinora.web.settings;

import dev.kinora.web.FormState;
import dev.kinora.webhooks.Webhook;
import dev.kinora.webhooks.WebhookEvent;
import dev.kinora.webhooks.Webhooks;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** An address and what it is told, as a form carries them: all there is, or a box for each event. */
public record WebhookForm(Map<String, String> values) {
    static final WebhookForm FRESH = new WebhookForm(Map.of("which", "all"));

    private static final String SOME = "some";

    static WebhookForm of(Webhook webhook) {
        var values = new HashMap<String, String>();
        values.put("url", webhook.url());
        values.put("which", webhook.events().isEmpty() ? "all" : SOME);
        webhook.events().forEach(event -> values.put(box(event), "on"));
        return new WebhookForm(values);
    }

    FormState state() {
        return new FormState(values, Map.of());
    }

    /** Nothing chosen is not everything: that has to be said. */
    boolean choosesNothing() {
        return SOME.equals(values.get("which")) && events().isEmpty();
    }

    Webhooks.Wish wish() {
        return new Webhooks.Wish(
                values.getOrDefault("url", ""), SOME.equals(values.get("which")) ? events() : List.of());
    }

    private List<String> events() {
        return WebhookEvent.choices().stream()
                .map(WebhookEvent::word)
                .filter(word -> values.containsKey(box(word)))
                .toList();
    }

    /** The name of an event's box. */
    public static String box(String event) {
        return "event-" + event.replace('.', '-');
    }

    public static SequencedMap<String, String> extents() {
        var choices = new LinkedHashMap<String, String>();
        choices.put("all", "Everything that happens");
        choices.put(SOME, "Only what you choose");
        return choices;
    }
}
