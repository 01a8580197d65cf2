package dev.kinora.search;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads filters as they are written in an address; what is blank does not matter. */
public final class Filters {
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern SIGN = Pattern.compile("^#+");
    private static final int LONGEST_NAME = 100;
    private static final long MOST_SECONDS = 1_000_000;

    private Filters() {}

    /** @throws SearchProblem naming the first that cannot be understood */
    public static Wish.Filter of(
            @Nullable String language,
            @Nullable String minDuration,
            @Nullable String maxDuration,
            @Nullable String since,
            @Nullable String until,
            @Nullable String person,
            @Nullable String tag,
            @Nullable String captions) {
        var from = moment("since", given(since), 0);
        var to = moment("until", given(until), 1);
        if (from != null && to != null && !from.isBefore(to)) {
            throw SearchProblem.invalid("until", "The end lies before the beginning.");
        }
        return new Wish.Filter(
                language(given(language)),
                seconds("minDuration", given(minDuration)),
                seconds("maxDuration", given(maxDuration)),
                from,
                to,
                name("person", person(given(person))),
                name("tag", tag(given(tag))),
                flag("captions", given(captions)));
    }

    private static @Nullable String given(@Nullable String text) {
        var words = Wish.words(text);
        return words.isEmpty() ? null : words;
    }

    /** As it is usually written, pt-BR for pt-br: so are those of the videos. */
    private static @Nullable String language(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        try {
            var usual = new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            if (LANGUAGE.matcher(usual).matches()) {
                return usual;
            }
        } catch (IllformedLocaleException _) {
            // Refused below.
        }
        throw SearchProblem.invalid("language", "Write a language as its code, such as en or pt-BR.");
    }

    private static @Nullable Duration seconds(String field, @Nullable String number) {
        if (number == null) {
            return null;
        }
        try {
            var seconds = Long.parseLong(number);
            if (seconds >= 0 && seconds <= MOST_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException _) {
            // Refused below, like a number that no film is as long as.
        }
        throw SearchProblem.invalid(field, "Write a length in whole seconds, at most " + MOST_SECONDS + ".");
    }

    /** @param days added to what is written as a day */
    private static @Nullable Instant moment(String field, @Nullable String written, int days) {
        if (written == null) {
            return null;
        }
        try {
            var isDay = written.length() == 10;
            var moment = isDay
                    ? LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(written);
            var year = moment.atOffset(ZoneOffset.UTC).getYear();
            if (year > 0 && year < 10_000) {
                return isDay ? moment.plus(days, ChronoUnit.DAYS) : moment;
            }
        } catch (DateTimeException _) {
            // Refused below, like a year that the calendar of the database does not have.
        }
        throw SearchProblem.invalid(field, "Write a day as 2026-01-31, or a moment as 2026-01-31T10:00:00Z.");
    }

    /** Without the sign of a hashtag: it is looked for among both. */
    private static @Nullable String tag(@Nullable String written) {
        return written == null ? null : given(SIGN.matcher(written).replaceFirst(""));
    }

    private static @Nullable String name(String field, @Nullable String name) {
        if (name != null && name.length() > LONGEST_NAME) {
            throw SearchProblem.invalid(field, "Write at most " + LONGEST_NAME + " letters.");
        }
        return name;
    }

    private static @Nullable String person(@Nullable String written) {
        return written != null && written.startsWith("@") ? given(written.substring(1)) : written;
    }

    private static boolean flag(String field, @Nullable String flag) {
        if (flag == null || flag.equals("false") || flag.equals("0")) {
            return false;
        }
        if (flag.equals("true") || flag.equals("on") || flag.equals("1")) {
            return true;
        }
        throw SearchProblem.invalid(field, "Write true or false.");
    }
}
