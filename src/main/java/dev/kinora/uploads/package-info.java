/**
 * How bytes of videos arrive: resumable by tus, in one request, fetched from an address, from a folder; within quotas, into a
 * store, and looked into before they count as a film.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "http",
            "access",
            "jobs",
            "live",
            "storage",
            "media",
            "identity",
            "library",
            "outbound"
        })
package dev.kinora.uploads;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
