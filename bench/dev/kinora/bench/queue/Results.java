package dev.kinora.bench.queue;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** All figures of a run, as a table: medians of the rounds, and Kinora against the best of the others. */
public final class Results {
    private static final String OURS = "Kinora";

    private final List<String> names;
    private final Map<String, Map<String, List<Figure>>> rows = new LinkedHashMap<>();

    public Results(List<Entrant> entrants) {
        names = entrants.stream().map(Entrant::name).toList();
    }

    public void add(Entrant entrant, List<Figure> figures) {
        for (var figure : figures) {
            rows.computeIfAbsent(figure.name(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(entrant.name(), _ -> new ArrayList<>())
                    .add(figure);
        }
    }

    public void print(PrintStream out) {
        var ours = names.contains(OURS) && names.size() > 1;
        out.println(
                "| | " + String.join(" | ", names) + (ours ? " | Kinora, times as good as the best other |" : " |"));
        out.println("| --- |" + " ---: |".repeat(names.size() + (ours ? 1 : 0)));
        rows.forEach((row, figures) -> out.println("| " + row + " | "
                + names.stream().map(name -> shown(median(figures, name))).collect(Collectors.joining(" | "))
                + (ours ? " | " + ratio(figures) + " |" : " |")));
    }

    private String ratio(Map<String, List<Figure>> figures) {
        var moreIsBetter = figures.values().iterator().next().getFirst().moreIsBetter();
        var others = names.stream()
                .filter(name -> !name.equals(OURS))
                .flatMapToDouble(name -> median(figures, name).stream());
        var best = moreIsBetter ? others.max() : others.min();
        var own = median(figures, OURS);
        if (best.isEmpty() || own.isEmpty()) {
            return "";
        }
        var ratio = moreIsBetter ? own.getAsDouble() / best.getAsDouble() : best.getAsDouble() / own.getAsDouble();
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static OptionalDouble median(Map<String, List<Figure>> figures, String name) {
        var values = figures.getOrDefault(name, List.of());
        return values.stream()
                .mapToDouble(Figure::value)
                .sorted()
                .skip((values.size() - 1) / 2)
                .limit(2 - values.size() % 2)
                .average();
    }

    private static String shown(OptionalDouble value) {
        return value.isEmpty()
                ? ""
                : String.format(Locale.ROOT, value.getAsDouble() < 1_000 ? "%.1f" : "%,.0f", value.getAsDouble());
    }
}
