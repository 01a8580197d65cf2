package dev.kinora.search;

/**
 * What somebody may want who has typed this much.
 *
 * @param path where it leads
 */
public record Suggestion(Kind kind, String text, String path) {
    /** A word to search for, or what was found already. */
    public enum Kind {
        word,
        title,
        person
    }
}
