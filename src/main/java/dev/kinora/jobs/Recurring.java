package dev.kinora.jobs;

import dev.kinora.schema.enums.CatchUp;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Work that comes again; a bean of this type is declared when the process starts. What an admin paused stays paused.
 *
 * @param name never changed once it was declared
 * @param cron minute, hour, day of the month, month, day of the week
 * @param single whether it is left out while the one before has not ended
 */
public record Recurring(String name, String cron, ZoneId zone, CatchUp catchUp, JobPayload payload, boolean single) {
    public Recurring {
        Cron.of(cron);
    }

    public Recurring(String name, String cron, ZoneId zone, CatchUp catchUp, JobPayload payload) {
        this(name, cron, zone, catchUp, payload, false);
    }

    /** Not again before the last one has ended, however long that takes, in all processes together. */
    public Recurring alone() {
        return new Recurring(name, cron, zone, catchUp, payload, true);
    }

    /** In UTC; times that were missed are made up for by one run. */
    public static Recurring of(String name, String cron, JobPayload payload) {
        return new Recurring(name, cron, ZoneOffset.UTC, CatchUp.once, payload);
    }
}
