package dev.kinora.captions;

import java.util.Optional;
import java.util.Set;

/** Words that are in every text of a language and say nothing of what it is about. */
public final class StopWords {
    private StopWords() {}

    /** In which language a text is, as in BCP 47; empty rather than a guess. */
    public static Optional<String> language(String text) {
        return LanguageGuess.of(text);
    }

    /** @return none for a language that no list is at hand for */
    public static Set<String> of(String language) {
        return LanguageGuess.words(language);
    }
}
