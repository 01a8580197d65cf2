/** The written schema: docs/schema.md and its diagrams from the live catalogue, and tests that hold the hand-written pages to it. */
@NullMarked
package dev.kinora.schema.docs;

import org.jspecify.annotations.NullMarked;
