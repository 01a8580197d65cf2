package dev.kinora.jobs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are wanted; null is any.
 *
 * @param user an id or a username
 * @param error a part of the error's code
 * @param since queued then or later; of dead jobs, failed then or later
 */
public record JobFilter(
        @Nullable JobState state,
        @Nullable String type,
        @Nullable String lane,
        @Nullable String user,
        @Nullable UUID video,
        @Nullable String error,
        @Nullable Instant since) {
    public static final JobFilter ALL = new JobFilter(null, null, null, null, null, null, null);

    private static final int LONGEST = 100;
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** A filter as somebody wrote it: {@code since} is a day (UTC) or a moment. */
    public record Written(
            @Nullable String state,
            @Nullable String type,
            @Nullable String lane,
            @Nullable String user,
            @Nullable String video,
            @Nullable String error,
            @Nullable String since) {}

    /** @throws JobProblem with a sentence for each filter that says nothing */
    public static JobFilter of(Written written) {
        var wrong = new LinkedHashMap<String, String>();
        var filter = new JobFilter(
                state(written.state(), wrong),
                text("type", written.type(), wrong),
                text("lane", written.lane(), wrong),
                text("user", written.user(), wrong),
                id(written.video(), wrong),
                text("error", written.error(), wrong),
                since(written.since(), wrong));
        if (!wrong.isEmpty()) {
            throw JobProblem.invalid(wrong);
        }
        return filter;
    }

    static boolean isId(String text) {
        return UUID_FORM.matcher(text).matches();
    }

    private static @Nullable JobState state(@Nullable String wanted, Map<String, String> wrong) {
        if (wanted == null || wanted.isBlank()) {
            return null;
        }
        var found = Arrays.stream(JobState.values())
                .filter(state -> state.name().equals(wanted))
                .findFirst();
        if (found.isEmpty()) {
            wrong.put(
                    "state",
                    "The state is one of "
                            + Arrays.stream(JobState.values()).map(Enum::name).collect(Collectors.joining(", ")) + ".");
        }
        return found.orElse(null);
    }

    private static @Nullable String text(String field, @Nullable String text, Map<String, String> wrong) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            wrong.put(field, "Write at most " + LONGEST + " letters.");
        }
        return text.strip();
    }

    private static @Nullable UUID id(@Nullable String text, Map<String, String> wrong) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!isId(text.strip())) {
            wrong.put("video", "Write the id of a video, such as 0198c1f2-….");
            return null;
        }
        return UUID.fromString(text.strip());
    }

    private static @Nullable Instant since(@Nullable String text, Map<String, String> wrong) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var stripped = text.strip();
        try {
            var moment = stripped.length() == 10
                    ? LocalDate.parse(stripped).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(stripped);
            var year = moment.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 1 && year <= 9999) {
                return moment;
            }
        } catch (DateTimeException _) {
            // Told below, as an impossible year is.
        }
        wrong.put("since", "Write a day as 2026-05-01, or a moment as 2026-05-01T10:00:00Z.");
        return null;
    }
}
