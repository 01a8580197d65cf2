package dev.kinora.storage;

/**
 * How large the parts of a growing file are. An S3 upload has 10,000 parts at most: where those of the given size are too few for
 * the largest film, each thousand is twice as large as the one before. Some services want parts of one size; it must be 14 MB or more then.
 *
 * @param first how large the first ones are
 */
record PartSizes(long first) {
    /** S3 takes no smaller part, but for the last. */
    static final long LEAST = 5L << 20;

    private static final int MOST_PARTS = 10_000;
    private static final int STEP = 1000;
    private static final long LARGEST_FILM = 128L << 30;

    PartSizes {
        if (first < LEAST) {
            throw new IllegalArgumentException("a part has 5 MB at least");
        }
    }

    /** @param number from 0 */
    long of(int number) {
        return first * MOST_PARTS >= LARGEST_FILM ? first : first << (number / STEP);
    }

    /** Where the part begins. */
    long start(int number) {
        var start = 0L;
        for (var each = 0; each < number; each += STEP) {
            start += of(each) * Math.min(STEP, number - each);
        }
        return start;
    }
}
