package dev.kinora.outlining;

/**
 * A word of a unit.
 *
 * @param lower its letters, all small
 * @param start where it begins in the text of its unit
 * @param end the sign after it
 * @param term its number among the words that carry what is talked about; -1 of all others
 * @param joined whether only a space or a hyphen stands between it and the one before
 */
record Token(String lower, int start, int end, int term, boolean joined) {
    boolean isContent() {
        return term >= 0;
    }
}
