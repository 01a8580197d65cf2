/** Pages where videos are looked for. */
@NullMarked
package dev.kinora.web.search;

import org.jspecify.annotations.NullMarked;
