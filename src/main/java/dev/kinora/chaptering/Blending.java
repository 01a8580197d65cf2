package dev.kinora.chaptering;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a language model made of the usual division, at every density: with more of it the engine's likeliest other beginnings are
 * added, with less the model's least sure ones go, and none moves.
 */
final class Blending {
    /** What is nearer to a beginning than an engine's chapter is short is the same one, in seconds. */
    private static final BigDecimal NEAR = BigDecimal.valueOf(20);

    private static final Comparator<Division.Part> SURE = Comparator.comparing(Division.Part::confidence)
            .thenComparing(part -> part.end().subtract(part.start()))
            .reversed();

    private final List<Division.Part> model;
    private final List<Division.Part> added = new ArrayList<>();

    private Blending(List<Division.Part> model) {
        this.model = model;
    }

    /**
     * @param divisions of the engine, from few chapters to many
     * @param model at the usual density; not empty
     */
    static List<Division> of(List<Division> divisions, List<Division.Part> model) {
        var usual = Division.at(divisions, Outlined.USUAL);
        var blending = new Blending(model);
        var blended = new ArrayList<Division>();
        for (var division : divisions) {
            var chapters = division.chapters().equals(usual)
                    ? model
                    : blending.at(division.chapters(), Math.max(1, usual.size()));
            if (!blended.isEmpty() && blended.getLast().chapters().equals(chapters)) {
                blended.removeLast();
            }
            blended.add(new Division(division.upTo(), chapters));
        }
        return blended;
    }

    private List<Division.Part> at(List<Division.Part> engine, int usual) {
        int wanted = Math.max(1, Math.round((float) model.size() * engine.size() / usual));
        if (wanted <= model.size()) {
            return ended(Stream.concat(
                    model.stream().limit(1), model.stream().skip(1).sorted(SURE).limit(wanted - 1)));
        }
        engine.stream().sorted(SURE).forEach(part -> {
            if (model.size() + added.size() < wanted && isFree(part)) {
                added.add(part);
            }
        });
        return ended(Stream.concat(model.stream(), added.stream()));
    }

    private boolean isFree(Division.Part part) {
        return Stream.concat(model.stream(), added.stream())
                .noneMatch(each -> each.start().subtract(part.start()).abs().compareTo(NEAR) < 0);
    }

    /** In the order of the film, each until the next. */
    private List<Division.Part> ended(Stream<Division.Part> chosen) {
        var parts = chosen.sorted(Comparator.comparing(Division.Part::start)).toList();
        var ended = new ArrayList<Division.Part>();
        for (int i = 0; i < parts.size(); i++) {
            var isLast = i + 1 == parts.size();
            ended.add(parts.get(i)
                    .until(isLast ? model.getLast().end() : parts.get(i + 1).start()));
        }
        return ended;
    }
}
