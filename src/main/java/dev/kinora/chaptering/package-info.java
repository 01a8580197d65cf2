/**
 * Chapters of films: where they begin and what they are called, found in what is said, or in shots and silences where nothing
 * is written down. What is known here of a film comes from its captions; how chapters are shown is the affair of others.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"captions"})
package dev.kinora.chaptering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
