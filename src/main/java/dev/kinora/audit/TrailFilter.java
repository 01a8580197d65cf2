package dev.kinora.audit;

import dev.kinora.schema.enums.AuditActor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; null is everything.
 *
 * @param actor a person's id or name, or a part of the system
 * @param action one action, or all of a resource as in {@code user.}
 * @param from the first moment
 * @param to the moment after the last
 */
public record TrailFilter(
        @Nullable String actor,
        @Nullable AuditActor actorType,
        @Nullable String action,
        @Nullable String resourceType,
        @Nullable UUID resourceId,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final TrailFilter NONE = new TrailFilter(null, null, null, null, null, null, null);

    private static final int LONGEST = 100;
    private static final Pattern ACTION = Pattern.compile("[a-z_]+\\.([a-z_]+)?");
    private static final Pattern TYPE = Pattern.compile("[a-z_]+");

    /** @param to as a day it is the whole of that day */
    public record Written(
            @Nullable String actor,
            @Nullable String actorType,
            @Nullable String action,
            @Nullable String resourceType,
            @Nullable String resourceId,
            @Nullable String from,
            @Nullable String to) {}

    /** @throws AuditProblem with a sentence for each filter that says nothing */
    public static TrailFilter of(Written written) {
        var wrong = new LinkedHashMap<String, String>();
        var reading = new Reading(wrong);
        var filter = new TrailFilter(
                reading.of(
                        "actor",
                        written.actor(),
                        TrailFilter::actorOf,
                        "Write a name or an id of at most 100 letters."),
                reading.of(
                        "actorType",
                        written.actorType(),
                        text -> Optional.ofNullable(AuditActor.lookupLiteral(text)),
                        "The kind of actor is user, api, worker or system."),
                reading.of(
                        "action",
                        written.action(),
                        matching(ACTION),
                        "Write an action such as user.updated, or user. for all that happens to people."),
                reading.of(
                        "resourceType",
                        written.resourceType(),
                        matching(TYPE),
                        "Write a type such as user or api_key."),
                reading.of(
                        "resourceId", written.resourceId(), TrailFilter::id, "The id of the resource is not a UUID."),
                reading.of("from", written.from(), text -> moment(text, 0), "Write the first day as 2026-01-31."),
                reading.of("to", written.to(), text -> moment(text, 1), "Write the last day as 2026-01-31."));
        if (filter.from() != null && filter.to() != null && !filter.from().isBefore(filter.to())) {
            wrong.put("to", "The last day is before the first.");
        }
        if (!wrong.isEmpty()) {
            throw AuditProblem.filter(wrong);
        }
        return filter;
    }

    private record Reading(Map<String, String> wrong) {
        <T> @Nullable T of(String name, @Nullable String text, Function<String, Optional<T>> read, String complaint) {
            if (text == null || text.isBlank()) {
                return null;
            }
            var value = read.apply(text.strip());
            if (value.isEmpty()) {
                wrong.put(name, complaint);
            }
            return value.orElse(null);
        }
    }

    private static Function<String, Optional<String>> matching(Pattern pattern) {
        return text ->
                text.length() <= LONGEST && pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> actorOf(String text) {
        var name = text.startsWith("@") ? text.substring(1) : text;
        return name.isEmpty() || name.length() > LONGEST || name.indexOf('\0') >= 0
                ? Optional.empty()
                : Optional.of(name);
    }

    private static Optional<UUID> id(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> moment(String text, int daysOn) {
        try {
            var moment = text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(daysOn)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
            var year = moment.atOffset(ZoneOffset.UTC).getYear();
            return year < 1970 || year > 9999 ? Optional.empty() : Optional.of(moment);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
