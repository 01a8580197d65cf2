/**
 * What has just happened, told to whoever is looking: events published in a transaction reach the open pages of every node.
 * A hint to look again, never the only record of anything.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "database"})
package dev.kinora.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
