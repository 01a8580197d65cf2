package dev.kinora.outlining;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** All phrases of a chapter that might name it. */
final class Phrases {
    private static final int LONGEST = 4;
    /** In seconds: what is said half a minute later says less about what somebody set out to say. */
    private static final double FADING = 20;
    /** May stand between the words of a phrase, though they say nothing. */
    private static final Set<String> INSIDE = Set.of("of", "in", "the", "to", "and", "for", "with", "a", "on");

    private static final Pattern ANNOUNCED = Pattern.compile(
            " (?:about|called|what is|what are|what's|discuss|look at|cover|introduce|introducing|known as|into|overview of"
                    + "|topic of|question of|idea of|concept of|on to|using|how to|use|let's|move to|over to)"
                    + " (?:the |a |an |this |these |our |some |your |my )?$");

    private final Heard heard;
    private final double begin;
    private final Map<String, Phrase> phrases = new HashMap<>();

    private Phrases(Heard heard, double begin) {
        this.heard = heard;
        this.begin = begin;
    }

    static Collection<Phrase> of(Heard heard, int from, int to) {
        var phrases = new Phrases(heard, heard.clock()[from]);
        for (int unit = from; unit < to; unit++) {
            phrases.take(unit);
        }
        return phrases.phrases.values();
    }

    private void take(int unit) {
        var tokens = heard.tokens(unit);
        double early = Math.exp((begin - heard.clock()[unit]) / FADING);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isContent()) {
                take(unit, i, early, isAnnounced(unit, i));
            }
        }
    }

    private void take(int unit, int first, double early, boolean announced) {
        var tokens = heard.tokens(unit);
        var key = new StringBuilder();
        for (int i = first; i < Math.min(tokens.size(), first + LONGEST); i++) {
            var token = tokens.get(i);
            if (i > first && !follows(token, tokens.subList(first, i))) {
                return;
            }
            key.append(token.isContent() ? token.term() : token.lower()).append(' ');
            if (token.isContent()) {
                var words = tokens.subList(first, i + 1);
                phrases.computeIfAbsent(key.toString(), _ -> new Phrase(words))
                        .hear(spelling(unit, words.getFirst(), token), early, announced ? 1 : 0);
            }
        }
    }

    /** No phrase goes on over a comma, or says a word twice. */
    private static boolean follows(Token token, List<Token> before) {
        return token.joined()
                && (token.isContent()
                        ? before.stream().noneMatch(each -> each.term() == token.term())
                        : INSIDE.contains(token.lower()));
    }

    private String spelling(int unit, Token first, Token last) {
        var said = heard.text(unit).substring(first.start(), last.end());
        return said.endsWith("'s") || said.endsWith("\u2019s") ? said.substring(0, said.length() - 2) : said;
    }

    private boolean isAnnounced(int unit, int token) {
        if (token == 0 || !heard.lexicon().isEnglish()) {
            return false;
        }
        var tokens = heard.tokens(unit);
        var before = heard.text(unit)
                .substring(
                        tokens.get(Math.max(0, token - 4)).start(),
                        tokens.get(token).start());
        return ANNOUNCED.matcher(" " + before.toLowerCase(Locale.ROOT)).find();
    }
}
