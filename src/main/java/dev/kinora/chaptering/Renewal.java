package dev.kinora.chaptering;

import dev.kinora.platform.Ids;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From chapters that a machine made to others that it makes: what begins at about the same place stays itself, with what was said of it. */
final class Renewal {
    private static final BigDecimal NEAR = new BigDecimal(2);
    /** Of one chapter alone nobody has anything. */
    static final int FEWEST = 2;

    private Renewal() {}

    /** @param duration of the film as it is now; null for as it was then */
    static List<Revision.Row> of(List<Revision.Row> before, Outlined outlined, @Nullable BigDecimal duration) {
        var length = duration == null ? outlined.film() : duration;
        var parts = outlined.usual().stream()
                .filter(part -> part.start().compareTo(length) < 0)
                .limit(Chapters.MOST)
                .toList();
        var left = new ArrayList<>(before);
        var rows = new ArrayList<Revision.Row>();
        for (int i = 0; i < parts.size() && parts.size() >= FEWEST; i++) {
            var part = parts.get(i);
            var end = i + 1 < parts.size() ? parts.get(i + 1).start() : length;
            var same = left.stream()
                    .filter(row -> row.start().subtract(part.start()).abs().compareTo(NEAR) <= 0)
                    .findFirst();
            same.ifPresent(left::remove);
            rows.add(new Revision.Row(
                    same.map(Revision.Row::id).orElseGet(Ids::next),
                    part.title(),
                    null,
                    part.start(),
                    end,
                    outlined.madeAt(),
                    null,
                    part.confidence()));
        }
        return rows;
    }
}
