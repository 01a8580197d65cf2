package dev.kinora.web.settings;

import dev.kinora.identity.TimeZones;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Time zones as a list to choose from: by continent, each with what its clocks show now. */
public final class Zones {
    private static final String WHOLE_WORLD = "World";

    private Zones() {}

    public record Zone(String id, String label) {}

    static SequencedMap<String, List<Zone>> grouped(Instant now) {
        var groups = new TreeMap<String, List<Zone>>();
        for (var id : TimeZones.all()) {
            var slash = id.indexOf('/');
            var region = slash < 0 ? WHOLE_WORLD : id.substring(0, slash);
            groups.computeIfAbsent(region, _ -> new ArrayList<>()).add(new Zone(id, label(id, now)));
        }
        groups.values().forEach(zones -> zones.sort(Comparator.comparing(Zone::label)));
        return groups;
    }

    /** "Knox, Indiana (UTC−5)". */
    private static String label(String id, Instant now) {
        var offset = offset(ZoneId.of(id).getRules().getOffset(now));
        if (!id.contains("/")) {
            return offset;
        }
        var parts = List.of(id.replace('_', ' ').split("/", -1));
        return String.join(", ", parts.subList(1, parts.size()).reversed()) + " (" + offset + ")";
    }

    private static String offset(ZoneOffset offset) {
        var minutes = offset.getTotalSeconds() / 60;
        if (minutes == 0) {
            return "UTC";
        }
        var size = Math.abs(minutes);
        var rest = size % 60 == 0 ? "" : ":%02d".formatted(size % 60);
        return "UTC" + (minutes < 0 ? "\u2212" : "+") + size / 60 + rest;
    }
}
