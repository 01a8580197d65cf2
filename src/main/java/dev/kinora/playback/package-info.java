/**
 * How films are served: manifests, segments, pictures, captions, downloads; the keys and tokens that open what is not public;
 * what players tell of being watched. Makes nothing of a film that is not asked for, and decides nothing about who may see it.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"platform", "http", "access", "jobs", "storage", "media", "library", "editions"})
package dev.kinora.playback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
