package dev.kinora.outlining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names chapters by what is said in them often, and more than elsewhere, and at their beginning or after "let's talk about". */
final class Titles {
    private static final int OFFERED = 3;
    /** Only the best are compared with each other. */
    private static final int LOOKED_AT = 40;

    private static final double TIMES = 2;
    private static final double HERE = 0.15;
    private static final double EARLY = 6;
    private static final double ANNOUNCED = 1;
    /** A second phrase is named too if it is nearly half as good. */
    private static final double SECOND = 0.4;

    private static final double TWO_WORDS = 1.8;
    private static final double MORE_WORDS = 2.3;

    private final Heard heard;
    private final int[] everywhere;
    private final double[] naming;

    Titles(Heard heard) {
        this.heard = heard;
        everywhere = new int[heard.contents().vocabulary()];
        for (int term : heard.contents().terms()) {
            everywhere[term]++;
        }
        naming = new double[everywhere.length];
        for (int term = 0; heard.lexicon().isEnglish() && term < naming.length; term++) {
            naming[term] = Meanings.naming(heard.stem(term));
        }
    }

    private record Scored(Phrase phrase, double score) {}

    /** @return the best first; none where nothing is said */
    List<String> of(int from, int to) {
        var phrases = Phrases.of(heard, from, to);
        var best = best(phrases, here(from, to));
        var titles = new ArrayList<String>();
        for (int i = 0; i < best.size() && titles.size() < OFFERED; i++) {
            var first = best.get(i);
            if (best.subList(0, i).stream().noneMatch(each -> each.phrase().shares(first.phrase()))) {
                titles.add(title(first, best, phrases));
            }
        }
        return titles;
    }

    private Map<Integer, Integer> here(int from, int to) {
        var here = new HashMap<Integer, Integer>();
        for (int at = heard.contents().begins()[from]; at < heard.contents().begins()[to]; at++) {
            here.merge(heard.contents().terms()[at], 1, Integer::sum);
        }
        return here;
    }

    private List<Scored> best(Collection<Phrase> phrases, Map<Integer, Integer> here) {
        return phrases.stream()
                .map(phrase -> new Scored(phrase, score(phrase, here)))
                .sorted(Comparator.comparingDouble(Scored::score)
                        .reversed()
                        .thenComparing(scored -> scored.phrase().spelling()))
                .limit(LOOKED_AT)
                .toList();
    }

    private double score(Phrase phrase, Map<Integer, Integer> here) {
        double weight = 0;
        double names = 0;
        double share = 0;
        int contents = 0;
        for (var word : phrase.words()) {
            if (word.isContent()) {
                contents++;
                weight += heard.lexicon().weight(word.lower());
                names += naming[word.term()];
                share += (here.getOrDefault(word.term(), 1) + 0.5) / (everywhere[word.term()] + 1.0);
            }
        }
        double length = contents == 1 ? 1 : contents == 2 ? TWO_WORDS : MORE_WORDS;
        return Math.pow(Math.log1p(phrase.times()), TIMES)
                * Math.pow(share / contents, HERE)
                * (weight / contents)
                * Math.exp(names / contents)
                * length
                * (1 + EARLY * phrase.early() + ANNOUNCED * phrase.announced());
    }

    /** Two phrases that are said as one somewhere become that one, and then another may follow. */
    private static String title(Scored scored, List<Scored> best, Collection<Phrase> all) {
        var first = scored.phrase();
        for (int i = 0; i < 2; i++) {
            var second = second(first, scored.score(), best);
            if (second == null) {
                break;
            }
            var united = united(first, second, all);
            if (united == null) {
                return joined(first, second);
            }
            first = united;
        }
        return capital(first.spelling());
    }

    private static @Nullable Phrase second(Phrase first, double score, List<Scored> best) {
        return best.stream()
                .filter(each -> each.score() > SECOND * score && !each.phrase().shares(first))
                .map(Scored::phrase)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Phrase united(Phrase one, Phrase other, Collection<Phrase> all) {
        return all.stream()
                .filter(each -> each.unites(one, other))
                .max(Comparator.comparingInt(Phrase::times).thenComparing(Phrase::spelling))
                .orElse(null);
    }

    private static String joined(Phrase one, Phrase other) {
        return capital(one.spelling()) + ", " + other.spelling();
    }

    /** A mark of casing is put on the first letter only where the speaker's spelling has none of its own, as in iPhone. */
    private static String capital(String text) {
        int second = text.offsetByCodePoints(0, 1);
        boolean ownCasing = second < text.length() && Character.isUpperCase(text.codePointAt(second));
        return ownCasing
                ? text
                : Character.toString(Character.toTitleCase(text.codePointAt(0))) + text.substring(second);
    }
}
