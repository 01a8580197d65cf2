package dev.kinora.outlining;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Talks of which it is known where a new subject begins: each has words of its own. */
final class Talk {
    static final List<List<String>> SUBJECTS = List.of(
            List.of("bread", "dough", "flour", "oven", "yeast", "crust", "loaf", "knead"),
            List.of("planet", "orbit", "telescope", "moon", "comet", "gravity", "rocket", "crater"),
            List.of("violin", "concert", "melody", "orchestra", "rhythm", "chord", "piano", "singer"),
            List.of("garden", "seed", "tomato", "compost", "soil", "harvest", "weed", "bee"),
            List.of("harbour", "sailor", "anchor", "tide", "lighthouse", "rope", "keel", "storm"));

    private Talk() {}

    /** So many sentences a subject, six seconds each. */
    static List<Unit> of(int subjects, int sentences) {
        var random = new Random(7);
        var units = new ArrayList<Unit>();
        for (int i = 0; i < subjects * sentences; i++) {
            var words = SUBJECTS.get(i / sentences % SUBJECTS.size());
            units.add(new Unit(sentence(words, random), i * 6, i * 6 + 5.8));
        }
        return units;
    }

    private static String sentence(List<String> words, Random random) {
        return "We put the " + pick(words, random) + " near the " + pick(words, random) + " and then a "
                + pick(words, random) + " was seen.";
    }

    static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    static List<Unit> untimed(List<Unit> units) {
        return units.stream().map(unit -> Unit.untimed(unit.text())).toList();
    }
}
