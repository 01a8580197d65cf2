package dev.kinora.jobs;

/**
 * How many are written at once. One that cannot be stored must not keep the others from it for ever: it is looked for by halves. Then
 * portions grow as fast as they shrank, since what ends meanwhile would pile up behind a few at a time.
 */
final class Portion {
    private int most = Integer.MAX_VALUE;

    int most() {
        return most;
    }

    void stored() {
        most = (int) Math.min(Integer.MAX_VALUE, 2L * most);
    }

    /** @return whether there is one alone, which is the one that cannot be stored */
    boolean refused(int size) {
        most = Math.max(1, size / 2);
        return size == 1;
    }
}
