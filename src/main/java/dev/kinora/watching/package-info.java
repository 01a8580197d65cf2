/**
 * What somebody who watches meets: a film with all that stands beside it, channels and their films, where one stopped and what
 * one watched. What a video is belongs to the library, how it plays to editions; here it is read alone.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package dev.kinora.watching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
