/** The contestants of {@code ./kinora bench queue}, each in a process of its own, and the scenarios they run. */
@NullMarked
package dev.kinora.bench.queue;

import org.jspecify.annotations.NullMarked;
