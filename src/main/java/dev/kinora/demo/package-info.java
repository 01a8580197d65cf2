/**
 * People and films for who tries Kinora: drawn and played by ffmpeg, brought by the same way as everybody's, and only into an
 * installation that nobody uses.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "access",
            "identity",
            "uploads",
            "library",
            "captions",
            "chaptering",
            "playlists",
            "media",
            "playback"
        })
package dev.kinora.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
