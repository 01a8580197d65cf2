/**
 * Makes films playable: plans what is to be made of one, encodes it piece by piece and its sound whole, and lets it be played
 * from its first seconds on.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "http",
            "access",
            "jobs",
            "live",
            "media",
            "storage",
            "library",
            "editions",
            "captions"
        })
package dev.kinora.processing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
