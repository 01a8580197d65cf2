/**
 * Chapters of films: made of what is said or shown where there is something new to make them of, refined by a language model, and as people
 * write them. Whatever a machine makes stands until a person has written something; from then on it is a proposal. How they are found is
 * {@code outlining}'s affair, how they are played the playback's.
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
            "outlining",
            "playback"
        })
package dev.kinora.chaptering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
