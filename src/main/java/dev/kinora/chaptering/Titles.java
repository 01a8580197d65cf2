package dev.kinora.chaptering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names chapters by what is said in them more than elsewhere, more so at their beginning or after "let's talk about". */
final class Titles {
    private static final int WORDS = 4;
    private static final int OFFERED = 3;
    private static final double TIMES = 2;
    private static final double HERE = 0.25;
    private static final double EARLY = 3;
    private static final double ANNOUNCED = 1;
    private static final double FADE = 45;
    private static final double SECOND = 0.4;
    private static final double L2 = 1.5;
    private static final double L3 = 1.8;
    private static final double COMMON = 1.0;
    private static final Set<String> INSIDE = Set.of("of", "in", "the", "to", "and", "for", "with", "a", "on");
    private static final Pattern ANNOUNCES = Pattern.compile(
            " (?:about|called|what is|what are|what's|discuss|look at|cover|introduce|introducing|known as|into|overview of|topic of|question of|idea of|concept of|on to|using|how to|use|let's|move to|over to) (?:the |a |an |this |these |our |some |your |my )?$");

    private final Heard heard;
    private final int[] counts;

    Titles(Heard heard) {
        this.heard = heard;
        counts = new int[heard.contents().vocabulary()];
        for (int term : heard.contents().terms()) {
            counts[term]++;
        }
    }

    /** @return the best first; none where nothing is said */
    List<String> of(int from, int to) {
        var phrases = phrases(from, to);
        var local = new HashMap<Integer, Integer>();
        for (int at = heard.contents().begins()[from]; at < heard.contents().begins()[to]; at++) {
            local.merge(heard.contents().terms()[at], 1, Integer::sum);
        }
        record Scored(Phrase phrase, double score) {}
        var best = phrases.stream()
                .map(phrase -> new Scored(phrase, score(phrase, local)))
                .sorted(Comparator.comparingDouble(Scored::score)
                        .reversed()
                        .thenComparing(scored -> scored.phrase().spelling()))
                .limit(40)
                .toList();
        var titles = new ArrayList<String>();
        for (int i = 0; i < best.size() && titles.size() < OFFERED; i++) {
            var first = best.get(i);
            if (i > 0
                    && best.subList(0, i).stream()
                            .anyMatch(each -> each.phrase().shares(first.phrase()))) {
                continue;
            }
            var second = best.stream()
                    .skip(i + 1L)
                    .filter(each -> !each.phrase().shares(first.phrase()) && each.score() > SECOND * first.score())
                    .findFirst();
            titles.add(second.map(each -> joined(first.phrase(), each.phrase()))
                    .orElseGet(() -> capital(first.phrase().spelling())));
        }
        return titles;
    }

    private static String joined(Phrase one, Phrase other) {
        return capital(one.spelling()) + ", " + other.spelling();
    }

    private static String capital(String text) {
        int first = text.codePointAt(0);
        return Character.toString(Character.toTitleCase(first)) + text.substring(Character.charCount(first));
    }

    private double score(Phrase phrase, Map<Integer, Integer> local) {
        double weight = 0;
        double here = 0;
        int contents = 0;
        for (var word : phrase.words()) {
            if (word.isContent()) {
                contents++;
                weight += Math.pow(heard.lexicon().weight(word.lower()), COMMON);
                int inside = local.getOrDefault(word.term(), 1);
                here += (inside + 0.5) / (counts[word.term()] + 1.0);
            }
        }
        double length = contents == 1 ? 1 : contents == 2 ? L2 : L3;
        return Math.pow(Math.log1p(phrase.times()), TIMES)
                * weight
                / contents
                * Math.pow(here / contents, HERE)
                * length
                * (1 + EARLY * phrase.early() + ANNOUNCED * phrase.announced());
    }

    private Collection<Phrase> phrases(int from, int to) {
        var phrases = new HashMap<String, Phrase>();
        double start = heard.clock()[from];
        for (int unit = from; unit < to; unit++) {
            var tokens = heard.tokens(unit);
            double early = Math.exp((start - heard.clock()[unit]) / FADE);
            for (int i = 0; i < tokens.size(); i++) {
                if (tokens.get(i).isContent()) {
                    phrases(unit, i, early, phrases);
                }
            }
        }
        return phrases.values();
    }

    private void phrases(int unit, int first, double early, Map<String, Phrase> phrases) {
        var tokens = heard.tokens(unit);
        double announced = announced(unit, first);
        var key = new StringBuilder();
        for (int i = first; i < Math.min(tokens.size(), first + WORDS); i++) {
            var token = tokens.get(i);
            if (i > first && !token.joined() || !token.isContent() && !INSIDE.contains(token.lower())) {
                return;
            }
            key.append(token.isContent() ? token.term() : token.lower()).append(' ');
            if (token.isContent()) {
                var words = tokens.subList(first, i + 1);
                phrases.computeIfAbsent(key.toString(), _ -> new Phrase(words))
                        .heard(heard.text(unit).substring(words.getFirst().start(), token.end()), early, announced);
            }
        }
    }

    private double announced(int unit, int token) {
        var tokens = heard.tokens(unit);
        if (token == 0) {
            return 0;
        }
        var before = heard.text(unit)
                .substring(
                        tokens.get(Math.max(0, token - 4)).start(),
                        tokens.get(token).start())
                .toLowerCase(Locale.ROOT);
        return ANNOUNCES.matcher(" " + before).find() ? 1 : 0;
    }
}
