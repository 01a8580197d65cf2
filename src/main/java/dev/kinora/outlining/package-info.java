/**
 * Chapters found in what is said: where one begins, how sure that is, and what it is called; where nothing is written down, in shots and
 * silences. Words and times go in, an outline comes out. Knows no database, no clock, no film and nobody who watches one.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "captions")
package dev.kinora.outlining;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
