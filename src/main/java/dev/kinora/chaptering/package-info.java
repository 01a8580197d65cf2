/**
 * Chapters of films: made of what is said, or of shots and silences, and written by people. Whatever a machine makes stands until
 * a person has written something; from then on it is a proposal. How chapters are played is the playback's affair.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "http",
            "access",
            "jobs",
            "live",
            "webhooks",
            "library",
            "editions",
            "captions",
            "playback"
        })
package dev.kinora.chaptering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
