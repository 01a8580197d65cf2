package dev.kinora.identity;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** The time zones to choose from: places that people know, not the dozens of abbreviations beside them. */
public final class TimeZones {
    static final String UTC = "UTC";

    private static final Set<String> REGIONS = Set.of(
            "Africa",
            "America",
            "Antarctica",
            "Arctic",
            "Asia",
            "Atlantic",
            "Australia",
            "Europe",
            "Indian",
            "Pacific");

    private static final List<String> ALL = ZoneId.getAvailableZoneIds().stream()
            .filter(TimeZones::isKnown)
            .sorted()
            .toList();

    private TimeZones() {}

    /** IANA names, sorted; UTC is among them. */
    public static List<String> all() {
        return ALL;
    }

    /** Stricter than the JDK, whose "GMT+3" PostgreSQL would read the other way around. */
    static boolean isKnown(String zone) {
        var slash = zone.indexOf('/');
        return zone.equals(UTC)
                || (slash > 0
                        && REGIONS.contains(zone.substring(0, slash))
                        && ZoneId.getAvailableZoneIds().contains(zone));
    }
}
