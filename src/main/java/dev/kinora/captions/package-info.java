/**
 * Captions: files of them read and written, which languages a film has, and the transcript, which is the captions in the
 * language of the film cut into rows to be searched and read; having them written by a machine. How they are played is the playback's
 * affair.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "http",
            "access",
            "live",
            "jobs",
            "outbound",
            "storage",
            "media",
            "library",
            "editions"
        })
package dev.kinora.captions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
