package dev.kinora.uploads;

import java.io.IOException;
import java.io.InputStream;

/** A connection that is reset while the client still sends takes the answer with it; so what is refused is read on for a while. */
final class Draining {
    private static final long MOST = 64L << 20;
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final int BUFFER = 64 * 1024;

    private Draining() {}

    static void drain(InputStream body) {
        var end = System.nanoTime() + LONGEST_NANOS;
        var buffer = new byte[BUFFER];
        try {
            for (var drained = 0L; drained < MOST && System.nanoTime() < end; ) {
                var read = body.read(buffer);
                if (read < 0) {
                    return;
                }
                drained += read;
            }
        } catch (IOException _) {
            // The client has gone; the answer goes nowhere either way.
        }
    }
}
