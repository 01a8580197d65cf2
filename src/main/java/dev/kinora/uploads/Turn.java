package dev.kinora.uploads;

import dev.kinora.storage.Growing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A request's say about an upload, until another of the same person takes over: a line that is dead is silent for long, and its
 * sender has begun anew. What the older one still hears is nothing any more.
 */
final class Turn {
    private final UUID person;
    private final Object flushing = new Object();
    private boolean reading;
    private volatile boolean over;

    Turn(UUID person) {
        this.person = person;
    }

    /**
     * Once this has returned true the request touches nothing any more, nor is anything of it under way.
     *
     * @return false when it is somebody else's, or has all its bytes and is about to end by itself
     */
    boolean yieldTo(UUID other) {
        if (!other.equals(person)) {
            return false;
        }
        synchronized (this) {
            if (!reading || over) {
                return false;
            }
            over = true;
        }
        synchronized (flushing) {
            return true;
        }
    }

    boolean isOver() {
        return over;
    }

    /** From now on it waits for bytes and can be taken over. */
    synchronized void read() {
        reading = true;
    }

    /** @throws Writing.TakenOver when it is too late for that */
    synchronized void readToTheEnd() {
        reading = false;
        requireOpen();
    }

    synchronized void append(Growing file, ByteBuffer bytes) throws IOException {
        requireOpen();
        file.append(bytes);
    }

    /** @return false without a word when another has taken over */
    boolean flush(Writing.Checkpoints checkpoints) throws IOException {
        synchronized (flushing) {
            return !over && checkpoints.make();
        }
    }

    private void requireOpen() {
        if (over) {
            throw new Writing.TakenOver();
        }
    }
}
