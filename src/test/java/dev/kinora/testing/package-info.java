/** What tests stand on: a real database each, a settable clock, the cast, a whole Kinora on a free port. */
@NullMarked
package dev.kinora.testing;

import org.jspecify.annotations.NullMarked;
