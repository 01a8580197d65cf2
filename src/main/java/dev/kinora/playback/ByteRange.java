package dev.kinora.playback;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One part of a file, RFC 9110.
 *
 * @param to the byte behind its last
 */
record ByteRange(long from, long to) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Nothing of the file is in it. */
    static final class Unsatisfiable extends Exception {
        Unsatisfiable() {
            super("beyond the end", null, false, false);
        }
    }

    /** Empty for the whole file: nothing was asked for, or several parts at once, or what is no range. */
    static Optional<ByteRange> of(@Nullable String header, long size) throws Unsatisfiable {
        var match = header == null ? null : ONE.matcher(header.replace(" ", ""));
        if (match == null
                || !match.matches()
                || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (match.group(1).isEmpty()) {
            var last = Long.parseLong(match.group(2));
            if (last == 0 || size == 0) {
                throw new Unsatisfiable();
            }
            return Optional.of(new ByteRange(Math.max(0, size - last), size));
        }
        var from = Long.parseLong(match.group(1));
        var to = match.group(2).isEmpty() ? size : Long.parseLong(match.group(2)) + 1;
        if (!match.group(2).isEmpty() && to <= from) {
            return Optional.empty();
        }
        if (from >= size) {
            throw new Unsatisfiable();
        }
        return Optional.of(new ByteRange(from, Math.min(to, size)));
    }

    long length() {
        return to - from;
    }
}
