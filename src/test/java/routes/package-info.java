/** Controllers that only tests add; outside {@code dev.kinora}, where every application would find them by itself. */
@NullMarked
package routes;

import org.jspecify.annotations.NullMarked;
