/**
 * Videos in an order somebody chose: their lists, what they keep for later, and what the operator puts forward. What a video is
 * belongs to the library; here are its places alone.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "http", "access"})
package dev.kinora.playlists;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
