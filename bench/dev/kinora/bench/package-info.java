/** Measurements, each against a reference in the same run. Nothing of the product ever depends on them. */
@NullMarked
package dev.kinora.bench;

import org.jspecify.annotations.NullMarked;
