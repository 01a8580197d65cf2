/** Measurements against a reference, both in one run; {@code ./kinora bench} lists them. */
@NullMarked
package dev.kinora.bench;

import org.jspecify.annotations.NullMarked;
