package dev.kinora.jobs;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/** Five fields, as everybody writes them: minute, hour, day of the month, month, day of the week. */
record Cron(CronExpression expression, boolean everyHour) {
    private static final int MOST_MISSED = 1_000;

    static Cron of(String text) {
        var fields = text.strip().split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "'" + text + "' needs five fields: minute, hour, day, month, day of the week.");
        }
        return new Cron(CronExpression.parse("0 " + text.strip()), fields[1].startsWith("*"));
    }

    /**
     * Empty for a day that never comes, such as the 30th of February. When the clock is put back, what comes at an hour of the
     * day comes once, and what comes every hour or more often goes on as if nothing had happened.
     */
    Optional<Instant> after(Instant moment, ZoneId zone) {
        var there = moment.atZone(zone);
        if (everyHour) {
            return Optional.ofNullable(expression.next(there)).map(ZonedDateTime::toInstant);
        }
        var next = expression.next(there.toLocalDateTime());
        // In the repeated hour the clock shows what it has shown before.
        while (next != null && !next.atZone(zone).toInstant().isAfter(moment)) {
            next = expression.next(next);
        }
        return Optional.ofNullable(next).map(local -> local.atZone(zone).toInstant());
    }

    /** All times from the first to now, both included; the latest thousand if there are more. */
    List<Instant> missed(Instant first, Instant now, ZoneId zone) {
        var times = new ArrayList<Instant>();
        for (var next = Optional.of(first);
                next.isPresent() && !next.get().isAfter(now);
                next = after(next.get(), zone)) {
            times.add(next.get());
            if (times.size() > MOST_MISSED) {
                times.removeFirst();
            }
        }
        return times;
    }
}
