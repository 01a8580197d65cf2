package dev.kinora.uploads;

import dev.kinora.platform.Caller;
import dev.kinora.storage.Growing;
import dev.kinora.storage.StorageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of one request into a growing file. What has arrived is made durable and written down again and again beside
 * the reading, so that neither a broken line nor a killed process costs more than the last pieces.
 */
final class Writing {
    private static final int BUFFER = 256 * 1024;
    private static final long CHECKPOINT_BYTES = 64L << 20;
    private static final long CHECKPOINT_NANOS = 2_000_000_000L;
    /** Whoever waited so long for bytes asks whether the say is still theirs, now and then. */
    private static final long WAITED_NANOS = 20_000_000L;

    static final long SAY_NANOS = 250_000_000L;

    /** Makes durable, writes down, and says whether this request still has the say. */
    interface Checkpoints {
        boolean make() throws IOException;
    }

    /** Another request has taken over. */
    static final class TakenOver extends RuntimeException {
        TakenOver() {
            super("another request has taken this upload over", null, false, false);
        }
    }

    private final Turn turn;
    private final Growing file;
    private final BooleanSupplier say;
    private final Checkpoints checkpoints;
    private final long limit;
    private long saidNanos = System.nanoTime();
    private @Nullable CompletableFuture<Boolean> flushing;
    private long flushedFrom;
    private long flushedNanos = System.nanoTime();

    /**
     * @param say whether this request still has the say, as the database knows it: another process may have taken over
     * @param limit where the file must end at the latest
     */
    Writing(Turn turn, Growing file, BooleanSupplier say, Checkpoints checkpoints, long limit) {
        this.say = say;
        this.turn = turn;
        this.file = file;
        this.checkpoints = checkpoints;
        this.limit = limit;
        this.flushedFrom = file.position();
    }

    /** Of a body and nothing else, when it breaks: the sender's line, not our disk. */
    static final class SenderGone extends IOException {
        SenderGone(IOException cause) {
            super(cause);
        }
    }

    /**
     * Reads to the end of the body or of the upload.
     *
     * @param observer sees each piece before it is written
     * @return whether the body had more than the upload may
     */
    boolean take(InputStream body, Observer observer) throws IOException {
        var buffer = new byte[BUFFER];
        while (true) {
            var wanted = (int) Math.min(buffer.length, limit - file.position());
            if (wanted == 0) {
                return read(body, buffer, 1) > 0;
            }
            var begun = System.nanoTime();
            var read = read(body, buffer, wanted);
            requireSay(System.nanoTime() - begun);
            if (read <= 0) {
                return false;
            }
            observer.sees(buffer, read);
            turn.append(file, ByteBuffer.wrap(buffer, 0, read));
            flushInTime();
        }
    }

    private void requireSay(long waited) {
        var now = System.nanoTime();
        if (waited < WAITED_NANOS || now - saidNanos < SAY_NANOS) {
            return;
        }
        if (!say.getAsBoolean()) {
            throw new TakenOver();
        }
        saidNanos = now;
    }

    interface Observer {
        void sees(byte[] buffer, int length);
    }

    /** What is wanted, gathered from the small pieces that a connection gives; less at the end, and where little comes in a long time. */
    private int read(InputStream body, byte[] buffer, int wanted) throws IOException {
        var filled = 0;
        try {
            while (filled < wanted) {
                var read = body.read(buffer, filled, wanted - filled);
                if (read < 0) {
                    break;
                }
                filled += read;
                if (System.nanoTime() - flushedNanos > CHECKPOINT_NANOS) {
                    break;
                }
            }
        } catch (IOException e) {
            if (filled == 0) {
                throw new SenderGone(e);
            }
            // What came before the line broke is kept; the next read tells again that it did.
        }
        return filled;
    }

    private void flushInTime() throws IOException {
        var due = file.position() - flushedFrom >= CHECKPOINT_BYTES
                || System.nanoTime() - flushedNanos > CHECKPOINT_NANOS;
        if (!due || (flushing != null && !flushing.isDone())) {
            return;
        }
        awaitFlush();
        flushedFrom = file.position();
        flushedNanos = System.nanoTime();
        var flushed = new CompletableFuture<Boolean>();
        flushing = flushed;
        var caller = Caller.current();
        Thread.ofVirtual()
                .name("upload-flush")
                .start(() -> caller.run(() -> {
                    try {
                        flushed.complete(turn.flush(checkpoints));
                    } catch (Throwable e) {
                        flushed.completeExceptionally(e);
                    }
                }));
    }

    /** Everything that was taken is durable and written down after this. */
    void settle() throws IOException {
        awaitFlush();
        if (!turn.flush(checkpoints)) {
            throw new TakenOver();
        }
    }

    private void awaitFlush() throws IOException {
        var flushed = flushing;
        flushing = null;
        if (flushed == null) {
            return;
        }
        try {
            if (!flushed.join()) {
                throw new TakenOver();
            }
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case StorageProblem full -> throw full;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new UncheckedIOException(new IOException(e));
            }
        }
    }
}
