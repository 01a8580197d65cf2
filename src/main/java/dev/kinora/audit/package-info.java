/**
 * What happened here, as it is read: the trail that the database writes with each change, and the alarms it raises. Nothing
 * is written from here, and no feature's rules are known.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "http"})
package dev.kinora.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
