/**
 * Editions: what is made of a film to be played, by rungs, pieces and segments; which one plays, and where its files lie. Knows
 * neither how they are made nor how they are served.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "storage", "library"})
package dev.kinora.editions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
