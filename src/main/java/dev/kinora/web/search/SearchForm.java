package dev.kinora.web.search;

import dev.kinora.search.Filters;
import dev.kinora.search.Wish;
import dev.kinora.web.FormState;
import dev.kinora.web.Languages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A search as its form carries it: lengths and ages by name. */
public record SearchForm(Map<String, String> values) {
    private static final List<String> FIELDS =
            List.of("q", "length", "age", "since", "until", "language", "captions", "person", "tag");

    /** The age of what was published in the days of two fields of their own. */
    private static final String DAYS = "days";

    static SearchForm of(Map<String, String> sent) {
        var kept = new LinkedHashMap<String, String>();
        for (var field : FIELDS) {
            var value = sent.getOrDefault(field, "").replace('\0', ' ').strip();
            if (!value.isEmpty()) {
                kept.put(field, value);
            }
        }
        // Their fields are sent along though others are chosen.
        if (!kept.getOrDefault("age", "").equals(DAYS)) {
            kept.keySet().removeAll(List.of("since", "until"));
        }
        return new SearchForm(kept);
    }

    FormState state() {
        return new FormState(values, Map.of());
    }

    Wish wish(Instant now) {
        var filter = Filters.of(
                values.get("language"),
                shortest(),
                longest(),
                since(now),
                values.get("until"),
                values.get("person"),
                values.get("tag"),
                values.get("captions"));
        return Wish.of(values.get("q"), filter);
    }

    private @Nullable String shortest() {
        return switch (values.getOrDefault("length", "")) {
            case "medium" -> "240";
            case "long" -> "1200";
            default -> null;
        };
    }

    private @Nullable String longest() {
        return switch (values.getOrDefault("length", "")) {
            case "short" -> "240";
            case "medium" -> "1200";
            default -> null;
        };
    }

    /** By whole days, so that the pages of one search agree about it. */
    private @Nullable String since(Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return switch (values.getOrDefault("age", "")) {
            case "day" -> today.minusDays(1).toString();
            case "week" -> today.minusWeeks(1).toString();
            case "month" -> today.minusMonths(1).toString();
            case "year" -> today.minusYears(1).toString();
            case DAYS -> values.get("since");
            default -> null;
        };
    }

    public String words() {
        return values.getOrDefault("q", "");
    }

    /** What the page is about. */
    public String heading() {
        if (!words().isEmpty()) {
            return "Results for “" + words() + "”";
        }
        var tag = values.getOrDefault("tag", "");
        return tag.isEmpty() ? "Search" : "Tagged “" + tag + "”";
    }

    public boolean isFiltered() {
        return values.keySet().stream().anyMatch(field -> !field.equals("q"));
    }

    /** The same search with something else in one field; without that field where it is blank. */
    public String href(String path, String field, String value) {
        var all = new LinkedHashMap<>(values);
        all.remove(field);
        if (!value.isEmpty()) {
            all.put(field, value);
        }
        return all.isEmpty()
                ? path
                : path
                        + all.entrySet().stream()
                                .map(each -> each.getKey() + "="
                                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&", "?", ""));
    }

    public static String tagged(String tag) {
        return new SearchForm(Map.of("tag", tag)).href("/search", "cursor", "");
    }

    public String unfiltered() {
        return new SearchForm(words().isEmpty() ? Map.of() : Map.of("q", words())).href("/search", "cursor", "");
    }

    public static SequencedMap<String, String> lengths() {
        return choices(
                "", "Any length", "short", "Up to 4 minutes", "medium", "4 to 20 minutes", "long", "Over 20 minutes");
    }

    public static SequencedMap<String, String> ages() {
        return choices(
                "",
                "Any time",
                "day",
                "Since yesterday",
                "week",
                "The last 7 days",
                "month",
                "The last month",
                "year",
                "The last year",
                DAYS,
                "From day to day");
    }

    public SequencedMap<String, String> languages() {
        return Languages.with("Any language", values.getOrDefault("language", ""));
    }

    private static SequencedMap<String, String> choices(String... pairs) {
        var choices = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            choices.put(pairs[i], pairs[i + 1]);
        }
        return choices;
    }
}
