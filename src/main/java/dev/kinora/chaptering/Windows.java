package dev.kinora.chaptering;

import dev.kinora.outlining.Proposal;
import dev.kinora.outlining.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Parts of a long transcript that a language model takes at a time; each begins where a chapter may begin, if there is such a place. */
final class Windows {
    /** Tokens are longer than this in every language that is spoken much. */
    private static final int BYTES_A_TOKEN = 3;
    /** The number, the time and the end of its line. */
    private static final int AROUND = 8;

    private static final int LONGEST_UNIT = 2_000;

    private Windows() {}

    /**
     * @param from the first unit
     * @param to the unit after the last
     */
    record Window(int from, int to) {
        boolean has(int unit) {
            return unit >= from && unit < to;
        }
    }

    static List<Window> of(List<Unit> units, List<Proposal> candidates, int tokens) {
        var places = new HashSet<Integer>();
        candidates.forEach(each -> places.add(each.unit()));
        var windows = new ArrayList<Window>();
        for (int from = 0; from < units.size(); ) {
            int full = from;
            int cut = from;
            for (int sum = 0; full < units.size(); full++) {
                sum += tokens(units.get(full));
                if (sum > tokens && full > from) {
                    break;
                }
                cut = places.contains(full) ? full : cut;
            }
            // Half a window at least, or there would be many more of them.
            int to = full == units.size() || cut - from < (full - from) / 2 ? full : cut;
            windows.add(new Window(from, to));
            from = to;
        }
        return List.copyOf(windows);
    }

    private static int tokens(Unit unit) {
        return AROUND + text(unit).getBytes(StandardCharsets.UTF_8).length / BYTES_A_TOKEN;
    }

    /** On one line, and not endless. */
    static String text(Unit unit) {
        var text =
                unit.text().length() <= LONGEST_UNIT ? unit.text() : unit.text().substring(0, LONGEST_UNIT);
        return text.replaceAll("[\\p{Cc}\\s]+", " ").strip();
    }
}
