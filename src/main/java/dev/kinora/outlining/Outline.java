package dev.kinora.outlining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where chapters might begin, the likeliest first, and what each would be called: plain data, to be kept and asked again.
 * With more density boundaries are added and none moves.
 *
 * @param duration in seconds; NaN where there are no times
 * @param units how many there are
 * @param usual how many chapters density 1 makes
 * @param splits by likelihood; the first is the beginning
 * @param titles of every stretch that some density makes a chapter, the best first
 */
public record Outline(double duration, int units, int usual, List<Split> splits, List<Naming> titles) {
    public static final double LEAST = 0.5;
    public static final double MOST = 2.0;
    /** What is less probable is offered to nobody, however many chapters they want: six of seven such would be wrong. */
    static final double LEAST_SURE = 0.15;

    /**
     * @param unit with which the chapter begins
     * @param start in seconds, moved to where a pause or a new shot is near
     */
    public record Split(int unit, double start, double confidence) {}

    /**
     * @param from the first unit
     * @param to the unit after the last
     */
    public record Naming(int from, int to, List<String> titles) {
        public Naming {
            titles = List.copyOf(titles);
        }
    }

    public Outline {
        splits = List.copyOf(splits);
        titles = List.copyOf(titles);
    }

    /** @param density how many times the usual number of chapters; kept between {@link #LEAST} and {@link #MOST} */
    public List<Proposal> at(double density) {
        if (splits.isEmpty()) {
            return List.of();
        }
        double kept = Double.isFinite(density) ? Math.clamp(density, LEAST, MOST) : 1;
        long wanted = Math.clamp(Math.round(usual * kept), 1, splits.size());
        var begun = splits.stream()
                .limit(wanted)
                .sorted(Comparator.comparingInt(Split::unit))
                .toList();
        return named(begun);
    }

    private List<Proposal> named(List<Split> begun) {
        var chapters = new ArrayList<Proposal>();
        var taken = new HashSet<String>();
        for (int i = 0; i < begun.size(); i++) {
            var split = begun.get(i);
            boolean last = i + 1 == begun.size();
            int to = last ? units : begun.get(i + 1).unit();
            double end = last ? duration : begun.get(i + 1).start();
            // The first begins where the film does, which nobody had to find: it is as sure as where it ends.
            double confidence = (i == 0 && !last ? begun.get(1) : split).confidence();
            chapters.add(new Proposal(split.unit(), split.start(), end, title(split.unit(), to, i, taken), confidence));
        }
        return List.copyOf(chapters);
    }

    private String title(int from, int to, int index, Set<String> taken) {
        return titles.stream()
                .filter(each -> each.from() == from && each.to() == to)
                .flatMap(each -> each.titles().stream())
                .filter(title -> taken.add(title.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse("Chapter " + (index + 1));
    }
}
