package dev.kinora.media;

import java.io.IOException;

/** ffmpeg could not do it; the message is its own last words. */
public final class FfmpegFailed extends IOException {
    private static final int MOST = 2_000;

    FfmpegFailed(String errors) {
        super(last(errors.strip()));
    }

    /** Not its own fault: what it writes found no room. */
    public boolean isForRoom() {
        return String.valueOf(getMessage()).contains("No space left on device");
    }

    private static String last(String errors) {
        return errors.length() <= MOST ? errors : "…" + errors.substring(errors.length() - MOST);
    }
}
