package dev.kinora.processing;

import dev.kinora.platform.Caller;
import java.util.UUID;

/** Tells how far one piece is, about once a second; ffmpeg says so more often, and on a thread of its own. */
final class Advance {
    private static final long A_WHILE_NANOS = 1_000_000_000L;

    private final Encoding encoding;
    private final UUID video;
    private final UUID edition;
    private final Plan plan;
    private final int piece;
    private final Caller caller = Caller.current();
    private long told;

    /** @throws GivenUp when nobody wants it any more */
    Advance(Encoding encoding, UUID video, UUID edition, Plan plan, int piece) {
        this.encoding = encoding;
        this.video = video;
        this.edition = edition;
        this.plan = plan;
        this.piece = piece;
        tell(0);
    }

    /**
     * @param seconds of the piece that are encoded
     * @throws GivenUp when nobody wants it any more
     */
    void reached(double seconds) {
        if (System.nanoTime() - told >= A_WHILE_NANOS) {
            tell(seconds);
        }
    }

    private void tell(double seconds) {
        told = System.nanoTime();
        caller.run(() -> encoding.advanced(video, edition, plan, piece, seconds));
    }
}
