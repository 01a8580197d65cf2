package dev.kinora.outlining;

/**
 * The words that carry what is talked about, all units in a row.
 *
 * @param terms their numbers
 * @param begins where the words of each unit begin, and at last how many words there are
 * @param vocabulary how many different ones there are
 */
record Contents(int[] terms, int[] begins, int vocabulary) {
    int units() {
        return begins.length - 1;
    }

    int size() {
        return terms.length;
    }
}
