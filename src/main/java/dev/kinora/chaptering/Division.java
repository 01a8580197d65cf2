package dev.kinora.chaptering;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to divide a film.
 *
 * @param upTo the greatest density it is for; the smallest is that of the division before
 */
record Division(BigDecimal upTo, List<Part> chapters) {
    Division {
        chapters = List.copyOf(chapters);
    }

    /**
     * A proposed chapter.
     *
     * @param start in seconds
     * @param end in seconds
     * @param confidence from 0 to 1
     */
    record Part(BigDecimal start, BigDecimal end, String title, BigDecimal confidence) {
        Part until(BigDecimal otherEnd) {
            return new Part(start, otherEnd, title, confidence);
        }

        boolean is(BigDecimal otherStart, String otherTitle) {
            return start.compareTo(otherStart) == 0 && title.equals(otherTitle);
        }
    }

    /** Few chapters to many: the division for a density. */
    static List<Part> at(List<Division> divisions, BigDecimal density) {
        @Nullable Division found = null;
        for (var each : divisions) {
            if (found == null || found.upTo().compareTo(density) < 0) {
                found = each;
            }
        }
        return found == null ? List.of() : found.chapters();
    }
}
