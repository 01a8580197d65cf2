package dev.kinora.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Guesses which word was meant. Only words made of letters, and only those that no public video has. */
final class Spelling {
    private static final int MOST_GUESSES = 5;
    private static final Pattern WORD =
            Pattern.compile("(?<![\\p{L}\\p{N}\"-])\\p{L}[\\p{L}\\p{M}]{2,39}(?![\\p{L}\\p{N}\"])");

    /** @param documents in how many videos it is */
    record Candidate(String word, int documents) {}

    private final Function<String, List<Candidate>> similar;

    Spelling(Function<String, List<Candidate>> similar) {
        this.similar = similar;
    }

    /**
     * The same with the words exchanged that nobody wrote; empty where there is nothing better.
     *
     * @param known those that somebody wrote, folded
     */
    Optional<String> corrected(String words, Set<String> known) {
        var guesses = new int[1];
        var better = WORD.matcher(words).replaceAll(found -> {
            var typed = found.group();
            var word = Folded.of(typed).letters();
            if (known.contains(word) || guesses[0]++ >= MOST_GUESSES) {
                return java.util.regex.Matcher.quoteReplacement(typed);
            }
            return java.util.regex.Matcher.quoteReplacement(best(word).orElse(typed));
        });
        return better.equals(words) ? Optional.empty() : Optional.of(better);
    }

    private Optional<String> best(String word) {
        var farthest = word.length() < 5 ? 1 : 2;
        return similar.apply(word).stream()
                .filter(candidate -> slips(word, candidate) <= farthest)
                .min(Comparator.comparingInt((Candidate candidate) -> slips(word, candidate))
                        .thenComparing(Candidate::documents, Comparator.reverseOrder())
                        .thenComparing(Candidate::word))
                .map(Candidate::word);
    }

    /** An accent that is not there is none. */
    private static int slips(String word, Candidate candidate) {
        return distance(word, Folded.of(candidate.word()).letters());
    }

    /** How many letters were missed, added, mistaken, or exchanged with their neighbour. */
    static int distance(String one, String other) {
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
        return above[b.length];
    }
}
