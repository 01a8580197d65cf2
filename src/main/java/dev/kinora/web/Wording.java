package dev.kinora.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Lengths, sizes, times and counts as people read them. */
public final class Wording {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH);

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB");

    private Wording() {}

    /** 3:07, or 1:02:45 from an hour on: seconds that are over, as players count them, and never rounded up. */
    public static String length(Duration length) {
        return length.toHours() > 0
                ? "%d:%02d:%02d".formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart())
                : "%d:%02d".formatted(length.toMinutesPart(), length.toSecondsPart());
    }

    /** In units of a thousand, as disks and browsers count; with a tenth below a hundred, where it says something. */
    public static String size(long bytes) {
        double value = bytes;
        var unit = 0;
        while (value >= 999.5 && unit < UNITS.size() - 1) {
            value /= 1000;
            unit++;
        }
        var pattern = unit > 0 && value < 99.95 ? "%.1f %s" : "%,.0f %s";
        return String.format(Locale.ENGLISH, pattern, value, UNITS.get(unit));
    }

    public static String count(long amount, String one, String many) {
        return String.format(Locale.ENGLISH, "%,d %s", amount, amount == 1 ? one : many);
    }

    public static String moment(Instant moment) {
        return MOMENT.format(moment.atOffset(ZoneOffset.UTC));
    }

    /** For what stands beside other lines of the same hour. */
    public static String second(Instant moment) {
        return SECOND.format(moment.atOffset(ZoneOffset.UTC));
    }

    /** To the second in the first minute, where that is the news. */
    public static String ago(Duration time) {
        if (time.toSeconds() < 2) return "just now";
        return (time.toSeconds() < 60 ? time.toSeconds() + " s" : took(time)) + " ago";
    }

    /** Rough on purpose: nobody plans by the second, and a rough number does not jump about. */
    public static String left(Duration left) {
        if (left.toSeconds() < 10) return "a few seconds left";
        if (left.toSeconds() < 60) return "about " + (left.toSeconds() / 10 * 10) + " s left";
        if (left.toMinutes() < 60) return "about " + left.toMinutes() + " min left";
        return "about " + left.toHours() + " h " + left.toMinutesPart() + " min left";
    }

    /** @param films of others and one's own, whose turn comes first */
    public static String before(int films) {
        return films == 0
                ? "It is the next to be encoded, as soon as there is room."
                : "It waits to be encoded: " + count(films, "film is", "films are") + " before it.";
    }

    /** How long something took: 340 ms, 3.2 s, 4 min 10 s, 2 h 5 min. */
    public static String took(Duration time) {
        if (time.toMillis() < 1000) return time.toMillis() + " ms";
        if (time.toSeconds() < 60) return String.format(Locale.ENGLISH, "%.1f s", time.toMillis() / 1000.0);
        if (time.toMinutes() < 60) return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        if (time.toHours() < 48) return time.toHours() + " h " + time.toMinutesPart() + " min";
        return time.toDays() + " days";
    }

    public static String number(long amount) {
        return String.format(Locale.ENGLISH, "%,d", amount);
    }

    /** "100,000+" for what is not counted on. */
    public static String upTo(long most, long amount) {
        return number(amount) + (amount < most ? "" : "+");
    }
}
