package dev.kinora.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Guesses which word was meant. Only words made of letters, and only those that no public video has and nobody is called. */
final class Spelling {
    private static final int MOST_GUESSES = 5;
    private static final int MOST_GUESSES_WHILE_TYPED = 1;
    private static final int MOST_NAMES = 5;
    private static final int MOST_BEGINNINGS = 2;
    private static final int SHORTEST_BEGINNING = 4;
    private static final int LONG_BEGINNING = 7;
    private static final Pattern WORD =
            Pattern.compile("(?<![\\p{L}\\p{N}\"-])\\p{L}[\\p{L}\\p{M}]{2,39}(?![\\p{L}\\p{N}\"])");

    /** @param documents in about how many videos it is, of those that only say it an eighth of how often; or how many people are called so */
    record Candidate(String word, int documents) {}

    /** What there is to guess from. Words that are asked about are folded. */
    interface Words {
        /** Those of some words, folded, that a public video has. */
        Set<String> known(String words);

        List<Candidate> similar(String word);

        List<Candidate> similarNames(String word);

        /** As somebody spells it who is called so and has published something. */
        Optional<String> named(String word);

        List<Candidate> begunLike(String beginning);

        List<Candidate> namesBegunLike(String beginning);
    }

    private final Words source;
    private final Set<String> nobodys;

    /** @param nobodys words that are known to be nobody's name */
    Spelling(Words source, Set<String> nobodys) {
        this.source = source;
        this.nobodys = nobodys.stream().map(word -> Folded.of(word).letters()).collect(Collectors.toSet());
    }

    /** The same with the words exchanged that nobody wrote; empty where there is nothing better. */
    Optional<String> corrected(String words) {
        return corrected(words, MOST_GUESSES);
    }

    private Optional<String> corrected(String words, int most) {
        var known = source.known(words);
        var guesses = new int[1];
        var better = WORD.matcher(words).replaceAll(found -> {
            var typed = found.group();
            var word = Folded.of(typed).letters();
            if (known.contains(word) || guesses[0]++ >= most || isName(word)) {
                return Matcher.quoteReplacement(typed);
            }
            return Matcher.quoteReplacement(best(word).orElse(typed));
        });
        return better.equals(words) ? Optional.empty() : Optional.of(better);
    }

    private boolean isName(String word) {
        return !nobodys.contains(word) && source.named(word).isPresent();
    }

    /** A word of videos; somebody's name if that is nearer. */
    private Optional<String> best(String word) {
        var farthest = word.length() < 5 ? 1 : 2;
        var written = nearest(source.similar(word), candidate -> slips(word, candidate), farthest)
                .findFirst();
        int nearer = written.map(candidate -> slips(word, candidate)).orElse(farthest + 1);
        if (nearer == 1) {
            return written.map(Candidate::word);
        }
        return nearest(source.similarNames(word), candidate -> slips(word, candidate), nearer - 1)
                .limit(MOST_NAMES)
                .flatMap(candidate -> source.named(candidate.word()).stream())
                .findFirst()
                .or(() -> written.map(Candidate::word));
    }

    /** What may be meant by what is typed so far, the last word perhaps not to its end; the likeliest first. */
    List<String> begun(String typed) {
        var gap = typed.lastIndexOf(' ') + 1;
        var first = typed.substring(0, gap);
        var last = typed.substring(gap);
        var before = first.isEmpty() ? Optional.<String>empty() : corrected(first, MOST_GUESSES_WHILE_TYPED);
        var guesses =
                WORD.matcher(last).matches() ? nearBeginning(Folded.of(last).letters()) : List.<String>of();
        return Stream.concat(
                        before.map(better -> better + last).stream(),
                        guesses.stream().map(guess -> before.orElse(first) + guess))
                .distinct()
                .toList();
    }

    private List<String> nearBeginning(String beginning) {
        if (beginning.length() < SHORTEST_BEGINNING) {
            return List.of();
        }
        var farthest = beginning.length() < LONG_BEGINNING ? 1 : 2;
        ToIntFunction<Candidate> slips = candidate ->
                Arrays.stream(distances(beginning, candidate.word())).min().orElseThrow();
        return Stream.of(source.begunLike(beginning), source.namesBegunLike(beginning))
                .flatMap(candidates -> nearest(candidates, slips, farthest).limit(MOST_BEGINNINGS))
                .map(Candidate::word)
                .toList();
    }

    private static Stream<Candidate> nearest(List<Candidate> candidates, ToIntFunction<Candidate> slips, int farthest) {
        return candidates.stream()
                .filter(candidate -> slips.applyAsInt(candidate) <= farthest)
                .sorted(Comparator.comparingInt(slips)
                        .thenComparing(Candidate::documents, Comparator.reverseOrder())
                        .thenComparing(Candidate::word));
    }

    /** An accent that is not there is none. */
    private static int slips(String word, Candidate candidate) {
        return distance(word, Folded.of(candidate.word()).letters());
    }

    static int distance(String one, String other) {
        var all = distances(one, other);
        return all[all.length - 1];
    }

    /**
     * How many letters were missed, added, mistaken, or exchanged with their neighbour, against nothing of the other, its first
     * letter, its first two, and at last all of it.
     */
    private static int[] distances(String one, String other) {
        var a = one.codePoints().toArray();
        var b = other.codePoints().toArray();
        var before = new int[b.length + 1];
        var above = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            var row = new int[b.length + 1];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.min(Math.min(above[j] + 1, row[j - 1] + 1), above[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = above;
            above = row;
        }
        return above;
    }
}
