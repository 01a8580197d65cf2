@NullMarked
package dev.kinora.web.watch;

import org.jspecify.annotations.NullMarked;
