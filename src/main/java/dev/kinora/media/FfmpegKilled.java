package dev.kinora.media;

import java.io.IOException;

/** Somebody ended ffmpeg, the kernel perhaps for want of memory: that says nothing of the film. */
public final class FfmpegKilled extends IOException {
    FfmpegKilled(int signal) {
        super("ffmpeg was ended by signal " + signal);
    }
}
