/** Where people upload, name, publish and throw away their videos. */
@NullMarked
package dev.kinora.web.studio;

import org.jspecify.annotations.NullMarked;
