package dev.kinora.jobs;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How many jobs of each lane this process runs at a time. Lanes share nothing, so that light work never waits behind encodes. */
public final class Lanes {
    /** Much at a time: it mostly waits for the database. */
    public static final String LIGHT = "light";
    /** What fills a core. */
    public static final String ENCODE = "encode";
    /** What fetches and brings films, for hours perhaps. */
    public static final String NETWORK = "network";
    /** Short messages to other people's servers. */
    public static final String DELIVERIES = "deliveries";
    /** What reads or makes whole files, gigabytes at a time. */
    public static final String FILES = "files";
    /** What writes down what is said: each takes all it can get. */
    public static final String SPEECH = "speech";
    /** What reads what is said, and may wait for a language model. */
    public static final String TEXT = "text";
    /** The upkeep, which should not be felt. */
    public static final String UPKEEP = "upkeep";

    private static final int OF_UNNAMED = 4;

    private final Map<String, Integer> slots;
    private final boolean onlyThese;

    private Lanes(Map<String, Integer> slots, boolean onlyThese) {
        this.slots = Map.copyOf(slots);
        this.onlyThese = onlyThese;
    }

    static Lanes usual(int cores, Map<String, Integer> changed) {
        var slots = new TreeMap<>(Map.of(
                LIGHT,
                Math.max(16, cores * 8),
                ENCODE,
                Math.max(1, cores / 2),
                NETWORK,
                8,
                DELIVERIES,
                8,
                FILES,
                Math.max(2, cores / 2),
                SPEECH,
                1,
                TEXT,
                4,
                UPKEEP,
                1));
        slots.putAll(changed);
        return new Lanes(slots, false);
    }

    /** @throws IllegalArgumentException with a sentence for whoever wrote it */
    public static void check(String text) {
        usual(1, Map.of()).only(text);
    }

    /**
     * @param text such as {@code encode=2,light}: these lanes and no others; a lane without a number has its usual one
     * @throws IllegalArgumentException with a sentence for whoever wrote it
     */
    Lanes only(String text) {
        var chosen = new TreeMap<String, Integer>();
        for (var each : text.split(",", -1)) {
            var parts = each.strip().split("=", 2);
            if (!parts[0].matches("[a-z][a-z0-9-]{0,29}")) {
                throw new IllegalArgumentException(
                        "'" + each.strip() + "' is not a lane; write for example encode=2,light.");
            }
            if (chosen.containsKey(parts[0])) {
                throw new IllegalArgumentException("'" + parts[0] + "' is named twice.");
            }
            chosen.put(parts[0], parts.length == 1 ? slots(parts[0]) : number(each, parts[1]));
        }
        return new Lanes(chosen, true);
    }

    private static int number(String lane, String text) {
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("'" + lane.strip() + "' needs a number from 1 to 9999 after the =.");
        }
        return Integer.parseInt(text);
    }

    /** 0 for a lane that is not served here. */
    int slots(String lane) {
        return slots.getOrDefault(lane, onlyThese ? 0 : OF_UNNAMED);
    }

    /** Empty when all are served. */
    Set<String> names() {
        return onlyThese ? new TreeSet<>(slots.keySet()) : Set.of();
    }
}
