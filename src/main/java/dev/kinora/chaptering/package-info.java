/**
 * Chapters of films: where they begin and what they are called, found in what is said, or in shots and silences where nothing is
 * written down; and as people write them. Whatever a machine makes stands until a person has written something; from then on it
 * is a proposal. How chapters are played is the playback's affair.
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
            "outbound",
            "library",
            "editions",
            "captions",
            "playback"
        })
package dev.kinora.chaptering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
