package dev.kinora.audit;

import java.time.Instant;
import java.util.List;

/** @param alarms the open ones, oldest first */
public record Condition(long databaseBytes, List<Alarm> alarms) {
    public Condition {
        alarms = List.copyOf(alarms);
    }

    /** @param detail what to know and do */
    public record Alarm(
            String kind, String subject, String detail, long occurrences, Instant raisedAt, Instant lastSeenAt) {}
}
