package dev.kinora.jobs;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/** Five fields, as everybody writes them: minute, hour, day of the month, month, day of the week. */
record Cron(CronExpression expression) {
    private static final int MOST_MISSED = 1_000;

    static Cron of(String text) {
        if (text.strip().split("\\s+").length != 5) {
            throw new IllegalArgumentException(
                    "'" + text + "' needs five fields: minute, hour, day, month, day of the week.");
        }
        return new Cron(CronExpression.parse("0 " + text.strip()));
    }

    /** Empty for a day that never comes, such as the 30th of February. */
    Optional<Instant> after(Instant moment, ZoneId zone) {
        return Optional.ofNullable(expression.next(moment.atZone(zone))).map(java.time.ZonedDateTime::toInstant);
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
