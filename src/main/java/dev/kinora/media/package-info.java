/**
 * What films are made of: telling them from other files, and ffmpeg's programs as child processes within limits of time, memory
 * and reach. Knows no video of anybody's.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package dev.kinora.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
