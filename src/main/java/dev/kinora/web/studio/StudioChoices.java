package dev.kinora.web.studio;

import dev.kinora.captions.MadeCaptions;
import dev.kinora.library.VideoOrder;
import dev.kinora.library.Visibility;
import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.web.Languages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the selects of the studio offer. */
public final class StudioChoices {
    public static final Map<String, String> STATES = states();
    public static final Map<String, String> VISIBILITIES = visibilities();
    public static final Map<String, String> ANY_VISIBILITY = anyVisibility();
    public static final Map<String, String> ORDERS = orders();

    private static final List<String> LICENCES = List.of(
            "CC BY 4.0",
            "CC BY-SA 4.0",
            "CC BY-NC 4.0",
            "CC BY-NC-SA 4.0",
            "CC BY-ND 4.0",
            "CC BY-NC-ND 4.0",
            "CC0 1.0",
            "Public domain");

    private StudioChoices() {}

    /** One that came by the API stays chosen. */
    public static Map<String, String> languagesWith(String chosen) {
        return Languages.with("Not said", chosen);
    }

    public static Map<String, String> captionLanguagesWith(String chosen) {
        return Languages.with("Find it out", chosen);
    }

    /** For a machine that listens. */
    public static Map<String, String> heardLanguagesWith(String chosen) {
        var options = new LinkedHashMap<String, String>();
        options.put(MadeCaptions.ANY_LANGUAGE, "Find it out");
        options.putAll(Languages.ALL);
        return with(options, chosen.isEmpty() ? MadeCaptions.ANY_LANGUAGE : chosen);
    }

    public static Map<String, String> licencesWith(String chosen) {
        var options = new LinkedHashMap<String, String>();
        options.put("", "All rights reserved");
        LICENCES.forEach(licence -> options.put(licence, licence));
        return with(options, chosen);
    }

    private static Map<String, String> with(Map<String, String> known, String chosen) {
        if (known.containsKey(chosen)) {
            return known;
        }
        var options = new LinkedHashMap<>(known);
        options.put(chosen, chosen);
        return options;
    }

    private static Map<String, String> states() {
        var options = new LinkedHashMap<String, String>();
        options.put("", "Any state");
        for (var status : VideoStatus.values()) {
            options.put(status.getLiteral(), VideoLook.of(status).label());
        }
        return options;
    }

    private static Map<String, String> visibilities() {
        var options = new LinkedHashMap<String, String>();
        // That of courses only programs can give, as long as no page makes a course.
        for (var each : List.of(Visibility.PRIVATE, Visibility.UNLISTED, Visibility.PUBLIC)) {
            options.put(each.literal(), VideoLook.of(each).label());
        }
        return options;
    }

    /** For the middle of a sentence. */
    public static String orderOf(VideoOrder order) {
        return ORDERS.getOrDefault(order == VideoOrder.newest ? "" : order.name(), "")
                .toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> orders() {
        var options = new LinkedHashMap<String, String>();
        options.put("", "Newest first");
        options.put(VideoOrder.oldest.name(), "Oldest first");
        options.put(VideoOrder.published.name(), "Latest published");
        options.put(VideoOrder.views.name(), "Most viewed");
        options.put(VideoOrder.title.name(), "By title");
        options.put(VideoOrder.longest.name(), "Longest first");
        options.put(VideoOrder.largest.name(), "Largest first");
        return options;
    }

    private static Map<String, String> anyVisibility() {
        var options = new LinkedHashMap<String, String>();
        options.put("", "Anybody");
        options.putAll(VISIBILITIES);
        return options;
    }
}
