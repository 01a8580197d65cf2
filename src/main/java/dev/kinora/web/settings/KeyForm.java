package dev.kinora.web.settings;

import dev.kinora.access.ApiKeys;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.FormState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The wish for a key as a form carries it: a box for each scope, and a choice of when it ends. */
public record KeyForm(Map<String, String> values) {
    static final KeyForm FRESH = new KeyForm(Map.of("scope-read", "on", "expiry", "90"));

    private static final String DATE = "date";

    FormState state() {
        return new FormState(values, Map.of());
    }

    /** @param zone in which a chosen day ends */
    ApiKeys.Wish wish(Instant now, ZoneId zone) {
        var scopes = EnumSet.noneOf(ApiScope.class);
        for (var scope : ApiScope.values()) {
            if (values.containsKey("scope-" + scope.getLiteral())) {
                scopes.add(scope);
            }
        }
        return new ApiKeys.Wish(values.getOrDefault("name", ""), scopes, expiry(now, zone));
    }

    /** An unusable choice ends now, which is refused with a sentence: better than a key that never ends. */
    private @Nullable Instant expiry(Instant now, ZoneId zone) {
        return switch (values.getOrDefault("expiry", "")) {
            case "never" -> null;
            case "30" -> now.plus(Duration.ofDays(30));
            case "90" -> now.plus(Duration.ofDays(90));
            case "365" -> now.plus(Duration.ofDays(365));
            case DATE -> endOfDay(zone, now);
            default -> now;
        };
    }

    private Instant endOfDay(ZoneId zone, Instant now) {
        try {
            var day = LocalDate.parse(values.getOrDefault("expiresAt", ""));
            return day.getYear() > 9999
                    ? now
                    : day.plusDays(1).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException _) {
            return now;
        }
    }

    public static SequencedMap<String, String> expiries() {
        var choices = new LinkedHashMap<String, String>();
        choices.put("30", "In 30 days");
        choices.put("90", "In 90 days");
        choices.put("365", "In a year");
        choices.put(DATE, "At the end of a day you choose");
        choices.put("never", "Never");
        return choices;
    }

    public static String explanation(ApiScope scope) {
        return switch (scope) {
            case read -> "See what you see: videos, courses, numbers, your account.";
            case write -> "Make and change things in your name.";
            case delete -> "Delete what you may delete, and sign browsers out.";
            case admin -> "Make further keys and, if you run the installation, run it.";
        };
    }

    public static String label(ApiScope scope) {
        return switch (scope) {
            case read -> "Read";
            case write -> "Write";
            case delete -> "Delete";
            case admin -> "Administer";
        };
    }
}
