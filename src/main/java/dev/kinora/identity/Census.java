package dev.kinora.identity;

import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * How many people there are.
 *
 * @param byStatus without those who are leaving
 * @param signUps a day each, the last 30 days (UTC), today last
 * @param signedInToday people who signed in since midnight UTC
 */
public record Census(
        Map<UserStatus, Long> byStatus,
        Map<UserRole, Long> byRole,
        long leaving,
        List<Day> signUps,
        long signedInToday,
        long activeKeys) {

    public record Day(LocalDate date, long people) {}

    public long people() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }

    public long signUpsInAll() {
        return signUps.stream().mapToLong(Day::people).sum();
    }
}
