package dev.kinora.identity;

import dev.kinora.schema.enums.SubscriptionTier;
import java.time.LocalDate;

/**
 * What somebody's tier allows and what they have used of it.
 *
 * @param resetsOn the day, in their time zone, on which the count of videos starts anew
 */
public record Quota(
        SubscriptionTier tier,
        int videosUsed,
        int videosAllowed,
        LocalDate resetsOn,
        String timeZone,
        long bytesUsed,
        long bytesAllowed,
        int requestsPerHour) {

    public int videosPercent() {
        return percent(videosUsed, videosAllowed);
    }

    public int bytesPercent() {
        return percent(bytesUsed, bytesAllowed);
    }

    private static int percent(long used, long allowed) {
        return allowed == 0 ? 100 : (int) Math.min(100, Math.ceilDiv(used * 100, allowed));
    }
}
