package dev.kinora.captions;

/**
 * What a machine heard.
 *
 * @param start milliseconds
 * @param end milliseconds; later than the start
 * @param text as the machine wrote it, without marks
 */
record Said(long start, long end, String text) {
    Said {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(start + " to " + end);
        }
    }

    Said later(long milliseconds) {
        return new Said(start + milliseconds, end + milliseconds, text);
    }
}
