package dev.kinora.media;

import java.io.IOException;
import java.time.Duration;

/** It was given no more time, and was ended: the film may be as it should. */
public final class FfmpegTimedOut extends IOException {
    FfmpegTimedOut(Duration time) {
        super("It took longer than the " + said(time) + " it may take.");
    }

    private static String said(Duration time) {
        return time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
    }
}
